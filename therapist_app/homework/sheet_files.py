"""The fillable files of a sheet that was given, as the vault keeps them."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.homework.fillable import Identity, identity_in, is_genuine
from therapist_app.homework.model import ReturnedSheet, SheetFile
from therapist_app.kernel.dates import short_day
from therapist_app.kernel.errors import FileError, InputError

_NOTHING = "Nothing was changed."


def let_files_go(db: DbSession, assignment_id: str) -> None:
    """Forget the files of a sheet that was not given after all; raises InputError if one of them came back."""
    mine = select(SheetFile.id).where(SheetFile.assignment_id == assignment_id)
    if (
        db.scalars(select(ReturnedSheet.id).where(ReturnedSheet.file_id.in_(mine)).limit(1)).first()
        is not None
    ):
        raise InputError("That sheet came back since it was given.", _NOTHING)
    db.execute(delete(SheetFile).where(SheetFile.assignment_id == assignment_id))


def file_of(db: DbSession, mark: str) -> SheetFile:
    """The file that a mark proves to be; raises FileError for any other."""
    claimed = identity_in(mark)
    if claimed is None:
        raise FileError("The mark of that sheet cannot be read.", f"{_NOTHING} Ask for the sheet again.")
    file = db.get(SheetFile, claimed.id)
    if file is None:
        raise FileError(
            "That sheet was not given by this practice, or its record was taken back.",
            f"{_NOTHING} If its record lies in the trash, restore it first.",
        )
    known = Identity(file.id, file.handout, file.handout_version, file.holder)
    if claimed != known or not is_genuine(mark, known, file.secret):
        raise FileError(
            "The mark of that sheet does not fit, so it is not the one that was given.",
            f"{_NOTHING} Ask for the sheet again, as it was sent.",
        )
    return file


def require_not_back(db: DbSession, file: SheetFile) -> None:
    """Raise FileError if this file was taken in before."""
    before = db.scalars(select(ReturnedSheet).where(ReturnedSheet.file_id == file.id)).first()
    if before is not None:
        raise FileError(
            f"That sheet was taken in on {short_day(before.returned_on)} already.",
            f"{_NOTHING} Take that back first if this file should stand in its place.",
        )
