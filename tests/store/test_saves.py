"""Saves: private, complete, append-only, and honest when they are damaged."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from tests.conftest import Begin

from negsim.engine.fold import fold
from negsim.engine.session import Session
from negsim.model import actions as do
from negsim.model import events as ev
from negsim.store.errors import DamagedSave, NoSuchSession, PlayedElsewhere, SaveFromNewerVersion, StoreError
from negsim.store.migrations import STEPS, migrate
from negsim.store.saves import FILE_NAME, Saves

NOW = "2026-01-02T03:04:05+00:00"


def saved_session(saves: Saves, begin: Begin) -> tuple[str, Session]:
    session_id = saves.create("harbour-quotas", NOW)
    written = 0

    def sink(events: object) -> None:
        nonlocal written
        batch = list(events)  # type: ignore[call-overload]
        saves.append(session_id, written, batch)
        written += len(batch)

    session = begin(sink=sink)
    session.act(do.Continue())
    session.act(do.SitDown())
    return session_id, session


def test_file_and_folder_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    Saves(folder).close()
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_file_left_open_to_others_is_made_private(tmp_path: Path) -> None:
    Saves(tmp_path).close()
    (tmp_path / FILE_NAME).chmod(0o644)
    Saves(tmp_path).close()
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_every_event_is_there_after_each_action(tmp_path: Path, begin: Begin) -> None:
    with Saves(tmp_path) as saves:
        session_id, session = saved_session(saves, begin)
        session.act(do.Say(text="We came for the cod."))
        # Another process reads the file while the session goes on: nothing waits for a clean end.
        with Saves(tmp_path) as other:
            events = other.events(session_id)
        assert events == session.events
        assert fold(events) == session.state


def test_an_ended_session_carries_its_result(tmp_path: Path, begin: Begin) -> None:
    with Saves(tmp_path) as saves:
        session_id, session = saved_session(saves, begin)
        assert saves.latest_open() is not None
        session.act(do.Leave())
        session.act(do.Continue())
        row = saves.sessions()[0]
        assert (row.id, row.ended) == (session_id, True)
        assert session.state.ended is not None
        assert row.conduct == session.state.ended.conduct
        assert saves.latest_open() is None


def test_two_windows_cannot_both_write(tmp_path: Path, begin: Begin) -> None:
    with Saves(tmp_path) as saves:
        session_id, session = saved_session(saves, begin)
        with pytest.raises(PlayedElsewhere, match="resume"):
            saves.append(session_id, len(session.events) - 1, [ev.NoticeGiven(code="x", text="y")])
        assert len(saves.events(session_id)) == len(session.events)


def test_ids_are_short_and_unique(tmp_path: Path) -> None:
    with Saves(tmp_path) as saves:
        made = [saves.create("alaska-2025", NOW), saves.create("alaska-2025", NOW), saves.create("istanbul-2025", NOW)]
    assert made == ["alaska-2025-1", "alaska-2025-2", "istanbul-2025-1"]


def test_unknown_session_names_the_latest(tmp_path: Path, begin: Begin) -> None:
    with Saves(tmp_path) as saves:
        session_id, _ = saved_session(saves, begin)
        with pytest.raises(NoSuchSession, match=session_id):
            saves.events("harbour-quotas-99")


def test_damage_is_said_not_swallowed(tmp_path: Path, begin: Begin) -> None:
    with Saves(tmp_path) as saves:
        session_id, _ = saved_session(saves, begin)
    db = sqlite3.connect(tmp_path / FILE_NAME)
    db.execute('UPDATE events SET body = \'{"kind": "nonsense"}\' WHERE session = ? AND seq = 2', (session_id,))
    db.commit()
    with Saves(tmp_path) as saves, pytest.raises(DamagedSave, match="event 2"):
        saves.events(session_id)
    db.execute("DELETE FROM events WHERE session = ? AND seq = 2", (session_id,))
    db.commit()
    db.close()
    with Saves(tmp_path) as saves, pytest.raises(DamagedSave, match="missing"):
        saves.events(session_id)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("this is not a database, it is a shopping list" * 20)
    with pytest.raises(StoreError, match="Move it away"):
        Saves(tmp_path)


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    Saves(tmp_path).close()
    db = sqlite3.connect(tmp_path / FILE_NAME)
    db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(SaveFromNewerVersion, match="999"):
        Saves(tmp_path)


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None)
    migrate(db)
    migrate(db)
    assert db.execute("PRAGMA user_version").fetchone()[0] == len(STEPS)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_folder_is_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="--home"):
        Saves(tmp_path / "data")


def test_a_draft_is_kept_and_forgotten(tmp_path: Path) -> None:
    with Saves(tmp_path) as saves:
        saves.keep_draft("alaska-2025-1", "We will nev\u2026 [/]")
        assert saves.draft("alaska-2025-1") == "We will nev\u2026 [/]"
        saves.keep_draft("alaska-2025-1", "")
        assert saves.draft("alaska-2025-1") == ""
