"""The SQLAlchemy side of an open vault: one connection, no key and no note text in anything it prints."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from functools import cache

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from therapist_app.vault.driver import RawConnection, driver

_BEGIN = "attune_begin"
WRITE = "BEGIN IMMEDIATE"
READ = "BEGIN"
_handed: ContextVar[RawConnection] = ContextVar("handed")  # the connection that is being wrapped


def connect(raw: RawConnection) -> Connection:
    """Wrap the vault's one driver connection, for as long as the vault is open."""
    # At DEBUG these loggers print result rows, which are notes. SQLAlchemy asks for the level at each connection.
    for name in ("sqlalchemy.engine", "sqlalchemy.engine.Engine", "sqlalchemy.pool", "sqlalchemy.orm"):
        cap_logger(name)
    handed = _handed.set(raw)
    try:
        return _engine().connect()
    finally:
        _handed.reset(handed)


@cache
def _engine() -> Engine:
    """One for every connection of the process: what a statement is in SQL is then worked out once, not at each opening.

    It keeps the words of statements and none of their values.
    """
    engine = create_engine(
        "sqlite+pysqlite://", module=driver, creator=_handed.get, poolclass=NullPool, hide_parameters=True
    )

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.info.get(_BEGIN, READ))

    event.listen(engine, "begin", begin)
    return engine


def begin_with(connection: Connection, words: str) -> None:
    """Say how the next transaction begins: `WRITE` takes the write lock at once, `READ` never writes."""
    connection.info[_BEGIN] = words


def cap_logger(name: str) -> None:
    """Hold a logger at WARNING, whatever was configured for it or its parents."""
    logger = logging.getLogger(name)
    if logger.level < logging.WARNING:
        logger.setLevel(logging.WARNING)
