"""Single steps on a vault, run as programs of their own so that a test can cut them: `OPERATION FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support.vaults import open_again
from therapist_app.practice.model import Remembered
from therapist_app.vault.errors import VaultError


def save(folder: Path) -> None:
    """Save a row; on a refusal say it, then try once more, as a person would."""
    with open_again(folder) as vault:
        for _ in range(2):
            try:
                with vault.begin() as session:
                    session.merge(Remembered(key="saved", value="y" * 9000))
            except VaultError as error:
                print(type(error).__name__)  # noqa: T201
            else:
                print("saved")  # noqa: T201
                return


def main() -> int:
    """Run one operation; a refusal is printed by its class."""
    try:
        {"save": save}[sys.argv[1]](Path(sys.argv[2]))
    except VaultError as error:
        print(type(error).__name__)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
