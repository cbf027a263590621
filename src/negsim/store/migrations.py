"""The shape of the data file, as numbered steps. Steps are only ever appended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from negsim.store.errors import SaveFromNewerVersion


def _first_shape(db: sqlite3.Connection) -> None:
    db.execute(
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, scenario TEXT NOT NULL, started TEXT NOT NULL, number INTEGER NOT NULL,"
        " ended INTEGER NOT NULL DEFAULT 0, ending TEXT NOT NULL DEFAULT '', outcome INTEGER, conduct INTEGER)"
    )
    db.execute(
        "CREATE TABLE events (session TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, seq INTEGER NOT NULL,"
        " body TEXT NOT NULL, PRIMARY KEY (session, seq)) WITHOUT ROWID"
    )
    db.execute("CREATE TABLE drafts (session TEXT PRIMARY KEY, body TEXT NOT NULL)")
    db.execute("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)")


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_first_shape,)


def migrate(db: sqlite3.Connection) -> None:
    """Bring the data file to the newest shape, in one transaction. Raises SaveFromNewerVersion."""
    have = int(db.execute("PRAGMA user_version").fetchone()[0])
    if have > len(STEPS):
        raise SaveFromNewerVersion(
            f"The data file has shape {have}; this negsim knows {len(STEPS)}. Use the newer negsim, or another --home."
        )
    if have == len(STEPS):
        return
    with db:
        db.execute("BEGIN IMMEDIATE")
        for step in STEPS[have:]:
            step(db)
        db.execute(f"PRAGMA user_version = {len(STEPS)}")
