"""Looks at every package that Attune is built from: `python -m tools.audit`; exit 1 if something is wrong.

Each lock: pinned, hashed, no address of an index, nothing that was not declared or brought by something declared.
What is shipped: under terms that are allowed. Known weaknesses: of a service if one answers, always of our own list.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

LOCKS = ("app", "core", "dev")
SHIPPED = "app"
BUILD_NEEDS = ("hatchling", "editables")  # in the locks so that a set-up needs no index; never shipped
_PIN = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[0-9][0-9A-Za-z.!+]*)(?: ; (?P<marker>.+))?"
)
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_ADDRESS = re.compile(r"https?:|ftp:|file:|git\+|--(?:extra-)?index|--find-links|--trusted|(?:^|\s)@\s")
_PATIENCE = 40  # seconds for a service that may not be there


@dataclass
class Lock:
    """A lock as it is read: each pin with its version, and a sentence for each line that is not as it must be."""

    name: str
    pins: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_lock(name: str, text: str) -> Lock:
    """The pins of a lock; every pin needs at least one hash, and no line may say where a package is to be had."""
    lock = Lock(name)
    for number, line in enumerate(text.splitlines(), start=1):
        if _ADDRESS.search(line):
            lock.problems.append(f"{name}.txt line {number} names an address or an index")
    for block in re.split(r"\n(?=\S)", text.strip()):
        first, *rest = [part.strip().rstrip("\\").strip() for part in block.splitlines()]
        found = _PIN.fullmatch(first)
        if found is None:
            lock.problems.append(f"{name}.txt: not a pin of one version: {first[:60]}")
            continue
        if not rest or not all(_HASH.fullmatch(part) for part in rest):
            lock.problems.append(f"{name}.txt: {found['name']} has no hash, or one that is none")
        lock.pins[canonicalize_name(found["name"])] = found["version"]
    return lock


def brought_by(declared: Iterable[str]) -> set[str]:
    """Everything that these requirements bring, on any system, told by what is installed here."""
    seen: dict[str, set[str]] = {}
    waiting = [Requirement(one) for one in declared]
    while waiting:
        one = waiting.pop()
        name, extras = canonicalize_name(one.name), set(one.extras)
        if name in seen and extras <= seen[name]:
            continue
        seen.setdefault(name, set()).update(extras)
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # for another system
        waiting += [need for need in map(Requirement, needs) if _applies(need, extras)]
    return set(seen)


def _applies(need: Requirement, extras: set[str]) -> bool:
    """Whether a need is for everyone or for one of these extras; for which system does not matter."""
    if need.marker is None or "extra" not in str(need.marker):
        return True
    return any(re.search(rf"extra == [\"']{re.escape(one)}[\"']", str(need.marker)) for one in extras)


def undeclared(lock: Lock, project: dict[str, Any]) -> list[str]:
    """A sentence for each package that nobody asked for."""
    declared = [*project["project"]["dependencies"], *BUILD_NEEDS]
    if lock.name != SHIPPED:
        declared += project["dependency-groups"]["dev"]
    return [
        f"{lock.name}.txt: {name} is neither declared nor brought by something declared"
        for name in sorted(lock.pins.keys() - brought_by(declared))
    ]


def terms_of(name: str) -> list[str]:
    """The terms that a package names in its metadata; none where it says nothing or is not installed."""
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    named = [
        one.rpartition("::")[2].strip()
        for one in found.get_all("Classifier") or []
        if one.startswith("License")
    ]
    text = found.get("License-Expression") or ("" if named else found.get("License") or "")
    return named if not text else [text.strip()]


def forbidden(lock: Lock, project: dict[str, Any], terms: dict[str, Any]) -> list[str]:
    """A sentence for each shipped package under terms that are not allowed."""
    allowed, exceptions, by_hand = set(terms["allowed"]), terms["exception"], terms["read_by_hand"]
    problems = []
    for name in sorted(lock.pins.keys() & brought_by(project["project"]["dependencies"])):
        said = terms_of(name) or ([by_hand[name]] if name in by_hand else [])
        if exceptions.get(name) in said:
            continue
        parts = [part.strip() for one in said for part in re.split(r" OR | AND |, ", one)]
        if not parts or not all(part in allowed or part == by_hand.get(name) for part in parts):
            problems.append(f"{name} is shipped under {' and '.join(said) or 'terms it does not name'}")
    return problems


def weak(lock: Lock, advisories: dict[str, Any]) -> list[str]:
    """A sentence for each pinned version that our own list of weaknesses names."""
    return [
        f"{lock.name}.txt: {name} {lock.pins[name]}: {one['why']} ({one['date']})"
        for one in advisories["advisory"]
        if (name := canonicalize_name(one["package"])) in lock.pins
        and SpecifierSet(one["versions"]).contains(Version(lock.pins[name]), prereleases=True)
    ]


def ask_service(lock_file: Path) -> tuple[int, list[str]]:
    """How many packages a service for advisories knew, and a sentence for each weakness it named."""
    command = [
        "pip-audit",
        "-r",
        str(lock_file),
        "--no-deps",
        "--disable-pip",
        "-f",
        "json",
        "--progress-spinner",
        "off",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)
        found = json.loads(done.stdout)["dependencies"]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError):
        return 0, []
    known = [one for one in found if "skip_reason" not in one]
    return len(known), [
        f"{one['name']} {one['version']}: {bug['id']}" for one in known for bug in one.get("vulns", [])
    ]


def problems_of(root: Path) -> Iterator[str]:
    """Everything that is wrong with the locks below `root`, in sentences."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    terms = tomllib.loads((root / "locks" / "licences.toml").read_text(encoding="utf-8"))
    advisories = tomllib.loads((root / "locks" / "advisories.toml").read_text(encoding="utf-8"))
    locks = {
        name: read_lock(name, (root / "locks" / f"{name}.txt").read_text(encoding="utf-8")) for name in LOCKS
    }
    for lock in locks.values():
        yield from lock.problems
        yield from undeclared(lock, project)
        yield from weak(lock, advisories)
        for name, version in lock.pins.items():
            if locks["dev"].pins.get(name, version) != version:
                yield f"{lock.name}.txt and dev.txt pin {name} to different versions"
    yield from forbidden(locks[SHIPPED], project, terms)
    for script in ("lock", "setup"):
        if "--only-binary :all:" not in (root / "tools" / script).read_text(encoding="utf-8"):
            yield f"tools/{script} would take more than wheels"


def main(root: Path) -> int:
    """Say what is wrong, and in one line what was asked."""
    problems = list(problems_of(root))
    known, named = ask_service(root / "locks" / "dev.txt")
    problems += named
    for one in problems:
        print(one)
    listed = tomllib.loads((root / "locks" / "advisories.toml").read_text(encoding="utf-8"))
    asked = (
        f"a service knew {known} packages, and our"
        if known
        else "no service for advisories answered, so only our"
    )
    print(f"Audit: {len(problems)} problems; {asked} list of {listed['looked_at']} was asked.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[1]))
