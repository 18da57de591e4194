"""`attune demo`: a sample practice with its handouts, a report and pictures of the screens."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from therapist_app.documents.save import save_pdf
from therapist_app.kernel.clock import Clock, FixedClock, SystemClock
from therapist_app.kernel.errors import SafetyHold
from therapist_app.kernel.files import write_whole
from therapist_app.sample.build import SampleCounts, build_career, build_sample
from therapist_app.vault.keys import KdfPolicy
from therapist_app.workspace import Workspace, create_workspace

PRACTICE = "Willow Street"
CAREER = 100  # so many couples are nobody's present caseload
_PASSPHRASE = "sample practice only, not a real one"  # noqa: S105 invented data; printed beside the vault


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made, and where."""

    vault: Path
    passphrase_file: Path
    pdfs: tuple[Path, ...]
    pictures: tuple[Path, ...]
    counts: SampleCounts

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON values."""
        return {
            "vault": str(self.vault),
            "passphrase_file": str(self.passphrase_file),
            "pdfs": [str(path) for path in self.pdfs],
            "pictures": [str(path) for path in self.pictures],
            "counts": asdict(self.counts),
        }


def build_demo(
    out: Path,
    *,
    seed: str,
    couples: int,
    weeks: int,
    sessions: int | None = None,
    longest: int | None = None,
    pictures: bool = True,
    clock: Clock | None = None,
    policy: KdfPolicy | None = None,
) -> Demo:
    """Write OUT/NAME.attune, OUT/pdf, OUT/screens and OUT/passphrase.txt; OUT may exist, the vault may not.

    From `CAREER` couples on, or with a number of sessions, it is the practice of a whole working life: 50 sessions
    a couple, and with one of them five times as many as there are couples.
    """
    still = FixedClock((clock or SystemClock()).local())
    out.mkdir(parents=True, exist_ok=True)
    made = create_workspace(out / f"{PRACTICE}.attune", _PASSPHRASE, PRACTICE, clock=still, policy=policy)
    workspace = made.workspace
    try:
        passphrase_file = out / "passphrase.txt"
        write_whole(passphrase_file, f"{_PASSPHRASE}\n".encode())
        if sessions or couples >= CAREER:
            sessions = sessions or 50 * couples
            longest = min(longest or 5 * couples, sessions)
            counts = build_career(
                workspace, still, seed=seed, couples=couples, sessions=sessions, longest=longest
            )
        else:
            counts = build_sample(workspace, still, seed=seed, couples=couples, weeks=weeks)
        pdfs = _print_all(workspace, out / "pdf")
    finally:
        workspace.close()
    painted = _paint(workspace.folder, out / "screens", still, policy) if pictures else ()
    return Demo(workspace.folder, passphrase_file, pdfs, painted, counts)


def _print_all(workspace: Workspace, folder: Path) -> tuple[Path, ...]:
    """Every handout for the first couple, then both reports; what safety holds back is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    couple = workspace.couples.list()[0].couple
    written: list[Path] = []
    for handout in workspace.homework.library():
        try:
            sheet = workspace.homework.render(couple.id, handout.key, holder="both")
        except SafetyHold:
            continue
        written.append(folder / f"{handout.key}.pdf")
        save_pdf(written[-1], sheet.pdf)
    for reader in ("both", "supervision"):
        written.append(folder / f"progress_{reader}.pdf")
        save_pdf(written[-1], workspace.report(couple.id, reader).pdf)
    return tuple(written)


def _paint(vault: Path, folder: Path, clock: Clock, policy: KdfPolicy | None) -> tuple[Path, ...]:
    try:
        from ui.pictures import paint_screens
    except ImportError:  # the window library is not installed: the demo does without
        return ()
    return paint_screens(vault, _PASSPHRASE, folder, clock=clock, floor=policy)
