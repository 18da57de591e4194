"""`python -m therapist_app` and the `attune` command: the app, or one job from a shell."""

from __future__ import annotations

import sys
from pathlib import Path

_LOCKED = (
    "--locked"  # how the app starts itself anew at a lock: the practice's folder, then how its window lies
)
_READ = (
    "--read-sheet"  # how the app starts itself to read a file from outside, apart from everything it knows
)


def main(argv: list[str] | None = None) -> int:
    """Open the app, on a given practice folder if one is named, or run a subcommand; gives the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == [_LOCKED] and len(arguments) == 3:
        return _open_app(Path(arguments[1]), arguments[2])
    if arguments == [_READ]:
        from therapist_app.documents.filled import child_main

        return child_main()
    practice = _practice_in(arguments)
    if arguments and practice is None:
        from therapist_app.cli import run  # answers --version and --help without Qt

        return run(arguments)
    return _open_app(practice)


def _open_app(practice: Path | None, stance: str = "front") -> int:
    from ui.main import main as open_app

    return open_app(practice, stance)


def _practice_in(arguments: list[str]) -> Path | None:
    """The practice folder that a file manager hands over as the only argument."""
    if len(arguments) == 1 and not arguments[0].startswith("-") and arguments[0].endswith(".attune"):
        return Path(arguments[0]).absolute()
    return None


if __name__ == "__main__":
    sys.exit(main())
