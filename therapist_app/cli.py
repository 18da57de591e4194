"""The same practice from a shell: every command calls the use cases that the screens call.

Exit codes: 0 done; 1 a sentence from the user's world, on standard error; 2 usage; 3 verify found tampering.
With `--json` one JSON object goes to standard output. A passphrase comes from a prompt or from
`--passphrase-file FILE` (`-` for standard input), never from an argument.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from therapist_app import __version__
from therapist_app.kernel.errors import AttuneError, FileError, InputError

if TYPE_CHECKING:
    from therapist_app.homework.service import Choices
    from therapist_app.workspace import Workspace

OK, USER_WORLD, USAGE, TAMPERING = 0, 1, 2, 3


def build_parser() -> argparse.ArgumentParser:
    """Describe every command; `attune` alone opens the app."""
    parser = argparse.ArgumentParser(
        prog="attune", description="A private, encrypted practice for therapists who work with couples."
    )
    parser.add_argument("--version", action="version", version=f"attune {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_demo(
        commands.add_parser("demo", help="build a sample practice with its handouts, a report and pictures")
    )
    couples = commands.add_parser("couples", help="list the couples of a practice")
    _add_vault(couples)
    handouts = commands.add_parser("handouts", help="list the handouts; of a practice, its own too")
    _add_vault(handouts, optional=True)
    handouts.set_defaults(run=_handouts)
    couples.set_defaults(run=_couples)
    _add_handout(commands.add_parser("handout", help="print one handout for a couple to a PDF file"))
    _add_progress(commands.add_parser("progress", help="write a couple's progress report to a PDF file"))
    verify = commands.add_parser("verify", help="check a practice for damage and tampering")
    _add_vault(verify)
    verify.set_defaults(run=_verify)
    proof = commands.add_parser("proof", help="write the history so that anyone can check it without Attune")
    _add_vault(proof)
    proof.add_argument("-o", "--output", metavar="FILE", type=Path, required=True, help="a zip file")
    proof.set_defaults(run=_proof)
    _add_backup(commands.add_parser("backup", help="make a verified backup of a practice"))
    _add_restore(commands.add_parser("restore", help="bring a practice back from a backup"))
    return parser


def _add_backup(parser: argparse.ArgumentParser) -> None:
    _add_vault(parser)
    where = "a folder to put it in, or one new file whose name ends in .attunebackup"
    parser.add_argument("destination", metavar="DEST", type=Path, help=where)
    parser.set_defaults(run=_backup)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", metavar="BACKUP", type=Path, help="a backup's folder or .attunebackup file")
    _add_vault(parser)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--look", action="store_true", help="check it and say what is inside; change nothing")
    only.add_argument(
        "--key-file", action="store_true", help="put only the key file back; the notes stay as they are"
    )
    parser.set_defaults(run=_restore)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _add_vault(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    folder, often = "the practice's folder, NAME.attune", "?" if optional else None
    parser.add_argument("vault", metavar="VAULT", type=Path, nargs=often, help=folder)
    parser.add_argument(
        "--passphrase-file", metavar="FILE", help="read the passphrase from FILE, or - for standard input"
    )
    _add_json(parser)


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", type=Path, help="a folder to write into")
    parser.add_argument("--seed", metavar="S", default="1", help="the same seed tells the same stories")
    parser.add_argument("--couples", metavar="N", type=_at_least_one, default=9)
    parser.add_argument("--weeks", metavar="W", type=_at_least_one, default=40)
    career = "from 100 couples on, the practice of a whole working life: 50 a couple, unless given"
    parser.add_argument("--sessions", metavar="N", type=_at_least_one, help=career)
    parser.add_argument("--longest", metavar="N", type=_at_least_one, help="sessions of the longest couple")
    parser.add_argument("--no-pictures", action="store_true", help="leave the pictures of the screens out")
    _add_json(parser)
    parser.set_defaults(run=_demo)


def _add_output(parser: argparse.ArgumentParser, readers: tuple[str, ...]) -> None:
    _add_vault(parser)
    parser.add_argument("couple", metavar="COUPLE", help="a couple's id, or an unambiguous start of it")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, required=True)
    parser.add_argument("--for", dest="reader", choices=readers, default="both", help="who may hold it")
    parser.add_argument("--paper", choices=("letter", "a4"), help="by default the practice's own")


def _add_handout(parser: argparse.ArgumentParser) -> None:
    _add_output(parser, ("both", "a", "b"))
    several = "the handout, as `attune handouts` lists it; several make one packet"
    parser.add_argument("keys", metavar="KEY", nargs="+", help=several)
    parser.add_argument(
        "--override", metavar="REASON", default="", help="use a sheet that concerns hold back"
    )
    parser.add_argument("--large", action="store_true", help="large print")
    fillable = "a file with fields to fill in on a screen, noted as given so that it can be taken in again"
    parser.add_argument("--fillable", action="store_true", help=fillable)
    parser.set_defaults(run=_handout)


def _add_progress(parser: argparse.ArgumentParser) -> None:
    _add_output(parser, ("both", "a", "b", "supervision"))
    parser.set_defaults(run=_progress)


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


def run(argv: list[str]) -> int:
    """Run one command and give its exit code; `argv` is without the program's name."""
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit as stop:  # argparse has printed help, the version or what was wrong
        return OK if stop.code in (0, None) else USAGE
    command: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return command(arguments)
    except AttuneError as error:
        print(f"attune: {error.whole}", file=sys.stderr)
        return USER_WORLD
    except KeyboardInterrupt:
        return USER_WORLD


def _passphrase(arguments: argparse.Namespace) -> str:
    source: str | None = arguments.passphrase_file
    if source is None:
        return getpass("Passphrase: ")
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(
            "The passphrase file cannot be read.", "Nothing was changed. Check the file's name."
        ) from error
    return text.rstrip("\r\n")


@contextmanager
def _open(arguments: argparse.Namespace) -> Generator[Workspace]:
    from therapist_app.vault.keys import Passphrase
    from therapist_app.workspace import open_workspace

    workspace = open_workspace(arguments.vault, Passphrase(_passphrase(arguments)))
    try:
        yield workspace
    finally:
        workspace.close()


def _say(arguments: argparse.Namespace, data: dict[str, Any], lines: list[str]) -> None:
    if arguments.json:
        print(json.dumps(data, ensure_ascii=False))
    else:
        print("\n".join(lines))


def _demo(arguments: argparse.Namespace) -> int:
    from therapist_app.demo import build_demo

    made = build_demo(
        arguments.out,
        seed=arguments.seed,
        couples=arguments.couples,
        weeks=arguments.weeks,
        sessions=arguments.sessions,
        longest=arguments.longest,
        pictures=not arguments.no_pictures,
    )
    lines = [
        f"A sample practice is ready: {made.vault}",
        f"Its passphrase is in {made.passphrase_file}",
        f"{made.counts.couples:,} couples, {made.counts.sessions:,} sessions, "
        f"{made.counts.commitments:,} promises with {made.counts.check_ins:,} check-ins",
        f"{len(made.pdfs)} PDF files are in {arguments.out / 'pdf'}",
    ]
    if made.pictures:
        lines.append(f"{len(made.pictures)} pictures of the screens are in {arguments.out / 'screens'}")
    elif not arguments.no_pictures:
        lines.append("No pictures: painting the screens needs the app's window library.")
    _say(arguments, made.as_json(), lines)
    return OK


def _couples(arguments: argparse.Namespace) -> int:
    with _open(arguments) as workspace:
        rows = [
            {"id": file.couple.id, "label": file.couple.label, "status": str(file.couple.status)}
            for file in workspace.couples.list()
        ]
    _say(arguments, {"couples": rows}, [f"{row['id']}  {row['status']:<7} {row['label']}" for row in rows])
    return OK


def _handouts(arguments: argparse.Namespace) -> int:
    from therapist_app.homework.handout_file import shipped_library

    if arguments.vault is None:
        sheets = shipped_library()
    else:
        with _open(arguments) as workspace:
            sheets = workspace.homework.library()
    rows = [{"key": sheet.key, "title": sheet.title, "purpose": sheet.head.purpose} for sheet in sheets]
    _say(arguments, {"handouts": rows}, [f"{row['key']:<24} {row['title']}" for row in rows])
    return OK


def _handout(arguments: argparse.Namespace) -> int:
    choices: Choices = {
        "holder": arguments.reader,
        "paper": arguments.paper,
        "override_reason": arguments.override,
        "large": arguments.large,
    }
    with _open(arguments) as workspace:
        couple = workspace.couples.find(arguments.couple)
        if arguments.fillable:
            return _write_fillable(workspace, couple.id, arguments, choices)
        if len(arguments.keys) == 1:
            sheet = workspace.homework.render(couple.id, arguments.keys[0], **choices)
        else:
            sheet = workspace.packets.render(couple.id, arguments.keys, **choices)
    return _write(arguments, sheet.pdf, sheet.pages, sheet.notices)


def _write_fillable(
    workspace: Workspace, couple_id: str, arguments: argparse.Namespace, choices: Choices
) -> int:
    """Write one sheet as a file to fill in, and note it as given."""
    if len(arguments.keys) > 1:
        raise InputError("A file to fill in holds one sheet.", "Nothing was written. Name one sheet.", "key")
    made = workspace.returns.layout(couple_id, arguments.keys[0], **choices)()
    written = _write(arguments, made.sheet.pdf, made.sheet.pages, made.sheet.notices)
    workspace.returns.give(made, override_reason=arguments.override)
    return written


def _progress(arguments: argparse.Namespace) -> int:
    with _open(arguments) as workspace:
        couple = workspace.couples.find(arguments.couple)
        report = workspace.report(couple.id, arguments.reader, paper=arguments.paper)
    return _write(arguments, report.pdf, report.pages, report.notices)


def _write(arguments: argparse.Namespace, pdf: bytes, pages: int, notices: tuple[str, ...]) -> int:
    from therapist_app.documents.save import save_pdf

    saved = save_pdf(arguments.output, pdf)
    target = saved.path  # the name that it has on the disk
    for notice in filter(None, (*notices, saved.warning)):
        print(f"attune: {notice}", file=sys.stderr)
    _say(
        arguments,
        {"file": str(target), "pages": pages},
        [f"{target}: {pages} page{'s' if pages != 1 else ''}"],
    )
    return OK


def _proof(arguments: argparse.Namespace) -> int:
    from therapist_app.kernel.files import write_whole
    from therapist_app.vault.audit import Event
    from therapist_app.vault.errors import from_os

    with _open(arguments) as workspace:
        workspace.vault.note_event(Event.EXPORTED, kind="proof")
        history = workspace.vault.history
        proof, fingerprint = history.proof(workspace.signing.records()), history.fingerprint
    try:
        write_whole(arguments.output, proof)
    except OSError as error:
        raise FileError(
            from_os(error).sentence, "Nothing was written. Please choose another place."
        ) from None
    lines = [
        f"{arguments.output}: the history, and a verifier that needs no Attune",
        f"Signing key: {fingerprint}",
    ]
    _say(arguments, {"file": str(arguments.output), "fingerprint": fingerprint}, lines)
    return OK


def _verify(arguments: argparse.Namespace) -> int:
    from therapist_app.vault.keys import Passphrase
    from therapist_app.vault.verify import verify

    report = verify(arguments.vault, Passphrase(_passphrase(arguments)))
    lines = [f"{'ok  ' if check.ok else 'LOOK'}  {check.words}" for check in report.checks]
    _say(arguments, report.to_json(), lines)
    return report.exit_code


def _backup(arguments: argparse.Namespace) -> int:
    with _open(arguments) as workspace:
        backup = workspace.vault.backup(arguments.destination)
    said = {"backup": str(backup.path), "number": backup.seq, "date": backup.date, "bytes": backup.size}
    _say(arguments, said, [f"Backup {backup.seq} was made and checked: {backup.path}"])
    return OK


def _restore(arguments: argparse.Namespace) -> int:
    from therapist_app.kernel.clock import SystemClock
    from therapist_app.vault.keys import Passphrase
    from therapist_app.vault.restore import Restore, restore_key_file

    vault: Path = arguments.vault
    if arguments.key_file:
        used = restore_key_file(arguments.backup, vault, Passphrase(_passphrase(arguments)))
        lines = [f"The key file of backup {used.seq} is in place. It opens with the passphrase of that day."]
        _say(arguments, {"vault": str(vault), "number": used.seq, "date": used.date}, lines)
        return OK
    with Restore(arguments.backup, vault, SystemClock()) as coming:
        found = coming.look(Passphrase(_passphrase(arguments)))
        said: dict[str, Any] = {
            "number": coming.backup.seq,
            "date": coming.backup.date,
            "counts": found.counts,
        }
        lines = [f"Backup {coming.backup.seq} of {coming.backup.date} is whole. It holds {found.words}."]
        if not arguments.look:
            aside = coming.put_in_place().aside
            said |= {"vault": str(vault), "set_aside": str(aside) if aside else None}
            lines.append(f"It is in place: {vault}")
            lines += [f"What was there before is untouched: {aside}"] if aside else []
    _say(arguments, said, lines)
    return OK
