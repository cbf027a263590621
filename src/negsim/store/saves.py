"""Saves: one SQLite file in the user's data folder, readable by that user only. Every event is written as it happens."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from pydantic import ValidationError

from negsim.model.events import EVENT_ADAPTER, Event, SessionEnded, SessionOpened
from negsim.store.errors import DamagedSave, NoSuchSession, PlayedElsewhere, StoreError
from negsim.store.migrations import migrate

FILE_NAME = "negsim.sqlite3"


@dataclass(frozen=True)
class SavedSession:
    """One row of the list of sessions."""

    id: str
    scenario: str
    started: str
    ended: bool
    ending: str
    outcome: int | None
    conduct: int | None


def _private(folder: Path) -> Path:
    """The data file in ``folder``, both made private. Raises StoreError when it cannot be."""
    path = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        os.close(handle)
        if os.name == "posix":
            path.chmod(0o600)
    except OSError as error:
        raise StoreError(
            f"The data folder {folder} cannot be used: {error.strerror}. Choose another with --home or NEGSIM_HOME."
        ) from error
    return path


class Saves:
    """The saved sessions of one data folder. Use as a context manager, or call close()."""

    def __init__(self, folder: Path) -> None:
        """Open or create the data file. Raises StoreError."""
        path = _private(folder)
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            migrate(self._db)
        except sqlite3.DatabaseError as error:
            raise StoreError(
                f"The data file {path} cannot be read ({error}). Move it away, or use another --home."
            ) from error

    def __enter__(self) -> Saves:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the data file."""
        self._db.close()

    def create(self, scenario: str, started: str) -> str:
        """A new session's id, such as 'alaska-2025-3'. ``started`` is an ISO time given by the face."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            row = self._db.execute("SELECT COALESCE(MAX(number), 0) + 1 FROM sessions WHERE scenario = ?", (scenario,))
            number = int(row.fetchone()[0])
            session = f"{scenario}-{number}"
            self._db.execute(
                "INSERT INTO sessions (id, scenario, started, number) VALUES (?, ?, ?, ?)",
                (session, scenario, started, number),
            )
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        return session

    def append(self, session: str, after: int, events: Sequence[Event]) -> None:
        """Write events behind the first ``after`` ones, all or none. Raises PlayedElsewhere, StoreError."""
        rows = [(session, after + i, event.model_dump_json()) for i, event in enumerate(events)]
        try:
            self._db.execute("BEGIN IMMEDIATE")
            have = self._db.execute("SELECT COUNT(*) FROM events WHERE session = ?", (session,)).fetchone()[0]
            if have != after:
                raise PlayedElsewhere(
                    f"Session {session} went on in another window. Close this one and use: negsim resume {session}"
                )
            self._db.executemany("INSERT INTO events (session, seq, body) VALUES (?, ?, ?)", rows)
            for event in events:
                if isinstance(event, SessionEnded):
                    self._db.execute(
                        "UPDATE sessions SET ended = 1, ending = ?, outcome = ?, conduct = ? WHERE id = ?",
                        (event.title, event.outcome, event.conduct, session),
                    )
                elif event.kind == "rewound":
                    self._db.execute("UPDATE sessions SET ended = 0, ending = '' WHERE id = ?", (session,))
            self._db.execute("COMMIT")
        except PlayedElsewhere:
            self._db.execute("ROLLBACK")
            raise
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise StoreError(f"The session could not be saved: {error}. Nothing of this turn was written.") from error

    def events(self, session: str) -> list[Event]:
        """All events of a session. Raises NoSuchSession, DamagedSave."""
        if self._db.execute("SELECT 1 FROM sessions WHERE id = ?", (session,)).fetchone() is None:
            known = ", ".join(s.id for s in self.sessions()[:5]) or "none yet"
            raise NoSuchSession(
                f"There is no session '{session}'. The latest: {known}. List them with: negsim sessions"
            )
        found: list[Event] = []
        rows = self._db.execute("SELECT seq, body FROM events WHERE session = ? ORDER BY seq", (session,))
        for expected, (seq, body) in enumerate(rows):
            if seq != expected:
                raise DamagedSave(f"Session {session}: event {expected} is missing from the save.")
            try:
                found.append(EVENT_ADAPTER.validate_json(body))
            except ValidationError as error:
                raise DamagedSave(
                    f"Session {session}: event {seq} cannot be read ({error.error_count()} defects)."
                ) from error
        if not found or not isinstance(found[0], SessionOpened):
            raise DamagedSave(f"Session {session} has no beginning in the save.")
        return found

    def sessions(self) -> list[SavedSession]:
        """All sessions, the latest first."""
        rows = self._db.execute(
            "SELECT id, scenario, started, ended, ending, outcome, conduct FROM sessions ORDER BY started DESC, rowid DESC"
        )
        return [SavedSession(r[0], r[1], r[2], bool(r[3]), r[4], r[5], r[6]) for r in rows]

    def latest_open(self) -> SavedSession | None:
        """The session to go on with, if any."""
        return next((s for s in self.sessions() if not s.ended), None)

    def keep_draft(self, session: str, text: str) -> None:
        """Remember an unsent reply; an empty text forgets it."""
        if text:
            self._db.execute("INSERT OR REPLACE INTO drafts (session, body) VALUES (?, ?)", (session, text))
        else:
            self._db.execute("DELETE FROM drafts WHERE session = ?", (session,))

    def draft(self, session: str) -> str:
        """The unsent reply of a session; empty when there is none."""
        row = self._db.execute("SELECT body FROM drafts WHERE session = ?", (session,)).fetchone()
        return str(row[0]) if row else ""
