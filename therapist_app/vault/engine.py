"""The SQLAlchemy side of an open vault: one connection, no key and no note text in anything it prints."""

from __future__ import annotations

import logging

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from therapist_app.vault.driver import RawConnection, driver

_BEGIN = "attune_begin"
WRITE = "BEGIN IMMEDIATE"
READ = "BEGIN"


def connect(raw: RawConnection) -> Connection:
    """Wrap the vault's one driver connection, for as long as the vault is open."""
    # At DEBUG these loggers print result rows, which are notes. SQLAlchemy asks for the level once, here.
    for name in ("sqlalchemy.engine", "sqlalchemy.engine.Engine", "sqlalchemy.pool", "sqlalchemy.orm"):
        cap_logger(name)
    engine = create_engine(
        "sqlite+pysqlite://", module=driver, creator=lambda: raw, poolclass=NullPool, hide_parameters=True
    )

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.info.get(_BEGIN, READ))

    event.listen(engine, "begin", begin)
    return engine.connect()


def begin_with(connection: Connection, words: str) -> None:
    """Say how the next transaction begins: `WRITE` takes the write lock at once, `READ` never writes."""
    connection.info[_BEGIN] = words


def cap_logger(name: str) -> None:
    """Hold a logger at WARNING, whatever was configured for it or its parents."""
    logger = logging.getLogger(name)
    if logger.level < logging.WARNING:
        logger.setLevel(logging.WARNING)
