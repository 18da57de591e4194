"""The fillable files of a sheet that was given, as the vault keeps them."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.homework.model import ReturnedSheet, SheetFile
from therapist_app.kernel.errors import InputError


def let_files_go(db: DbSession, assignment_id: str) -> None:
    """Forget the files of a sheet that was not given after all; raises InputError if one of them came back."""
    mine = select(SheetFile.id).where(SheetFile.assignment_id == assignment_id)
    if (
        db.scalars(select(ReturnedSheet.id).where(ReturnedSheet.file_id.in_(mine)).limit(1)).first()
        is not None
    ):
        raise InputError("That sheet came back since it was given.", "Nothing was changed.")
    db.execute(delete(SheetFile).where(SheetFile.assignment_id == assignment_id))
