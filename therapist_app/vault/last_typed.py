"""When the passphrase of a vault was last typed on this computer, so that it is asked for before it is forgotten."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from therapist_app.kernel.boot import boot_id
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.files import PRIVATE_FOLDER, read_small, write_whole

LONGEST = dt.timedelta(days=7)
_MAX_BYTES = 1024


class LastTyped:
    """One small file for each vault in `folder`; it holds a time and an id of the computer's start, no secret."""

    def __init__(self, folder: Path, clock: Clock, boot: Callable[[], str] = boot_id) -> None:
        self._folder, self._clock, self._boot = folder, clock, boot

    def note(self, vault_id: str) -> None:
        """The passphrase was typed just now. A disk that refuses only means that it is asked for again."""
        facts = {"at": self._clock.now().timestamp(), "boot": self._boot()}
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            write_whole(self._file(vault_id), json.dumps(facts).encode())

    def is_recent(self, vault_id: str) -> bool:
        """Whether it was typed since the computer started and within seven days; a clock set back says no."""
        try:
            facts: Any = json.loads(read_small(self._file(vault_id), _MAX_BYTES))
            known = cast("dict[str, Any]", facts)
            since = self._clock.now().timestamp() - float(known["at"])
            return known["boot"] == self._boot() and 0 <= since <= LONGEST.total_seconds()
        except (OSError, ValueError, TypeError, KeyError):
            return False

    def forget(self, vault_id: str) -> None:
        """Nothing of this vault is kept here any more."""
        with contextlib.suppress(OSError):
            self._file(vault_id).unlink()

    def _file(self, vault_id: str) -> Path:
        """Named by a hash: the id comes from a key file that anyone may have written."""
        return self._folder / f"{hashlib.sha256(vault_id.encode()).hexdigest()[:32]}.json"
