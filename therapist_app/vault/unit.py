"""Units of work on the vault's one connection: short, whole or not at all, with inert records at the end."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from therapist_app.kernel.errors import InputError
from therapist_app.vault.driver import driver
from therapist_app.vault.engine import READ, WRITE, begin_with
from therapist_app.vault.errors import from_sqlite
from therapist_app.vault.trail import Trail


class Units:
    """Hands out one transaction at a time; a unit inside another of the same thread joins it."""

    def __init__(self, connection: Connection, trail: Trail) -> None:
        self._connection = connection
        self._trail = trail
        self._turn = threading.Lock()
        self._owner: int | None = None
        self._writing = False

    @property
    def is_inside(self) -> bool:
        """Whether this thread is inside a unit now."""
        return self._owner == threading.get_ident()

    @contextmanager
    def unit(self, *, writing: bool, touches: bool = True) -> Generator[Session]:
        """A session for one unit; a failed disk or file is raised as its own sentence.

        One that writes but touches no record of the practice only adds to the history. A writing unit cannot join a
        reading one: what it says it saved would not be kept.
        """
        joins = self.is_inside
        if joins and writing and not self._writing:
            raise RuntimeError("a read unit cannot hold a begin unit")
        inside = self._joined(writing=writing) if joins else self._outer(writing=writing, touches=touches)
        try:
            with inside as session:
                yield session
        except (DBAPIError, driver.Error, MemoryError) as error:
            known = from_sqlite(getattr(error, "orig", error), saving=writing)
            if known is None:
                raise
            raise known from None
        except UnicodeEncodeError:
            raise InputError(
                "The text holds a broken character that cannot be kept.",
                "Not saved \N{EM DASH} your text is still here. Remove the character that shows as a box.",
            ) from None

    @contextmanager
    def _outer(self, *, writing: bool, touches: bool) -> Generator[Session]:
        with self._turn:
            if writing and touches:
                self._trail.watch()
            self._owner, self._writing = threading.get_ident(), writing
            kept = False
            begin_with(self._connection, WRITE if writing else READ)
            try:
                with Session(self._connection, expire_on_commit=False, autoflush=writing) as session:
                    session.connection()  # the transaction begins now, not at the first query
                    yield session
                    if writing:
                        session.flush()
                        self._trail.close_unit()
                        session.commit()
                        kept = True
                    else:
                        _refuse_changes(session)
            finally:
                self._owner = None
                if writing:
                    self._trail.unit_ended(kept=kept)
                self._leave_nothing_open()

    def _leave_nothing_open(self) -> None:
        """After a commit that the disk refused, SQLAlchemy sends no ROLLBACK; the next unit needs one."""
        with contextlib.suppress(DBAPIError, driver.Error):
            self._connection.rollback()
            raw = self._connection.connection.driver_connection
            if raw is not None and raw.in_transaction:
                raw.rollback()

    @contextmanager
    def _joined(self, *, writing: bool) -> Generator[Session]:
        # A savepoint keeps the outer transaction whole whatever happens in here.
        session = Session(
            self._connection,
            expire_on_commit=False,
            autoflush=writing,
            join_transaction_mode="create_savepoint",
        )
        try:
            yield session
            if writing:
                session.commit()
            else:
                _refuse_changes(session)
        finally:
            session.close()


def _refuse_changes(session: Session) -> None:
    """A change made while reading would be lost without a word: that is our bug, said at once."""
    if session.new or session.deleted or any(session.is_modified(found) for found in session.dirty):
        raise RuntimeError("records were changed inside a read unit")
