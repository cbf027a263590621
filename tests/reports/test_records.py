"""``negsim sessions``, ``report`` and ``doctor``."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from negsim.cli import records
from negsim.cli.arguments import run
from negsim.content.pack import Pack
from negsim.content.shelf import Shelf
from negsim.model import actions as do
from negsim.model.catalogue import Catalogue
from negsim.store.saves import FILE_NAME, Saves
from tests.conftest import PACKS
from tests.reports.played import GIVES, HOLDS, seated, whole

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX systems")
STARTED = "2025-03-18T14:00:00+00:00"


@pytest.fixture
def home(tmp_path: Path, harbour: Pack, catalogue: Catalogue) -> Path:
    """A data folder with one finished session of the small pack."""
    folder = tmp_path / "data"
    with Saves(folder) as saves:
        saves.append(saves.create(harbour.scenario.id, STARTED), 0, whole(harbour, catalogue).events)
    return folder


def call(home: Path, *argv: str) -> int:
    return run([argv[0], "--home", str(home), "--scenarios", str(PACKS), *argv[1:]])


def test_sessions_of_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(tmp_path / "none", "sessions") == 0
    assert "No session is saved yet" in capsys.readouterr().out
    assert call(tmp_path / "none", "sessions", "--json") == 0
    assert capsys.readouterr().out == ""
    assert not (tmp_path / "none").exists()


def test_sessions_as_a_table_and_as_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Saves(home) as saves:
        saves.create("harbour-quotas", "2025-03-19T08:30:00+00:00")
    assert call(home, "sessions") == 0
    head, open_one, ended = capsys.readouterr().out.splitlines()
    assert head.split() == ["session", "started", "state", "outcome", "conduct"]
    assert open_one.split() == ["harbour-quotas-2", "2025-03-19", "08:30", "open"]
    assert ended.startswith("harbour-quotas-1") and "Sold by the tonne" in ended
    assert call(home, "sessions", "--json") == 0
    values = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [value["session"] for value in values] == ["harbour-quotas-2", "harbour-quotas-1"]
    assert values[1]["outcome"] == 10 and values[0]["ended"] is False


@pytest.mark.parametrize(
    ("form", "mark"), [("text", "# Debrief"), ("md", "# Debrief"), ("html", "<!doctype"), ("json", "{")]
)
def test_report_in_every_format(home: Path, capsys: pytest.CaptureFixture[str], form: str, mark: str) -> None:
    assert call(home, "report", "harbour-quotas-1", "--format", form) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(mark) and HOLDS in captured.out and captured.err == ""


@POSIX
def test_report_file_is_private_and_whole(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "debrief.html"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o644)
    assert call(home, "report", "harbour-quotas-1", "--format", "html", "--output", str(target)) == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_text(encoding="utf-8").endswith("</html>\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "debrief.html"]
    assert capsys.readouterr().out == ""


def test_failed_writing_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "debrief.txt"
    target.write_text("old", encoding="utf-8")

    def fail(_handle: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="full"):
        records.write_private(target, "new")
    assert target.read_text(encoding="utf-8") == "old" and len(list(tmp_path.iterdir())) == 1


def test_report_to_nowhere_fails_with_a_sentence(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(home, "report", "harbour-quotas-1", "--output", str(tmp_path)) == 1
    assert "is a folder" in capsys.readouterr().err
    assert call(home, "report", "harbour-quotas-1", "--output", str(tmp_path / "no" / "where.txt")) == 1
    assert "no" in capsys.readouterr().err


def test_report_of_an_unknown_session(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(home, "report", "harbour-quotas-7") == 2
    assert "harbour-quotas-1" in capsys.readouterr().err


def test_report_says_when_the_pack_has_changed(
    home: Path, harbour: Pack, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    session = whole(harbour, catalogue)
    opened = session.events[0]
    changed = opened.model_copy(update={"setup": session.state.setup.model_copy(update={"content_hash": "other"})})
    with Saves(home) as saves:
        saves.append(saves.create("harbour-quotas", STARTED), 0, [changed, *session.events[1:]])
    assert call(home, "report", "harbour-quotas-2") == 0
    assert "has changed since" in capsys.readouterr().err


def test_a_screen_that_cannot_show_a_character(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "screen"
    with path.open("w", encoding="cp1252") as screen:
        monkeypatch.setattr("sys.stdout", screen)
        records._show("100 → 30, “so”\n")
    assert path.read_text(encoding="cp1252") == "100 ? 30, “so”\n"


def test_doctor_tells_nothing_that_was_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = call(home, "doctor")
    out = capsys.readouterr().out
    assert "sessions: 1, ended: 1" in out and "harbour-quotas" in out and "Reader: rules" in out
    assert GIVES not in out and HOLDS not in out and "Sold by the tonne" not in out
    assert code == (1 if "BAD" in out else 0)


def test_doctor_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(tmp_path / "none", "doctor")
    assert "not there yet" in capsys.readouterr().out and not (tmp_path / "none").exists()


@POSIX
def test_doctor_sees_an_open_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / FILE_NAME).chmod(0o644)
    assert call(home, "doctor") == 1
    assert "can be read by others" in capsys.readouterr().out


def test_doctor_sees_a_broken_file_and_a_broken_pack(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / FILE_NAME).write_bytes(b"not a database" * 100)
    (home / "scenarios" / "half").mkdir(parents=True)
    (home / "scenarios" / "half" / "card.yaml").write_text("id: half\n", encoding="utf-8")
    assert call(home, "doctor") == 1
    out = capsys.readouterr().out
    assert "cannot be read" in out and "negsim scenario check half" in out
    assert set(Shelf([home / "scenarios"]).packs()) >= {"half"}


def test_an_open_session_has_a_report(
    home: Path, harbour: Pack, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    session = seated(harbour, catalogue)
    session.act(do.Say(text=HOLDS))
    with Saves(home) as saves:
        saves.append(saves.create("harbour-quotas", STARTED), 0, session.events)
    assert call(home, "report", "harbour-quotas-2") == 0
    assert "This session is not over" in capsys.readouterr().out


def test_an_exam_keeps_its_secrets_until_the_end(
    home: Path, harbour: Pack, catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    session = seated(harbour, catalogue, mode="exam")
    session.act(do.Say(text=GIVES))
    with Saves(home) as saves:
        saves.append(saves.create("harbour-quotas", STARTED), 0, session.events)
    assert call(home, "report", "harbour-quotas-2") == 2
    captured = capsys.readouterr()
    assert captured.out == "" and "not over" in captured.err
    session.act(do.Leave())
    session.act(do.Continue())
    with Saves(home) as saves:
        saves.append(saves.create("harbour-quotas", STARTED), 0, session.events)
    assert call(home, "report", "harbour-quotas-3") == 0
    assert GIVES in capsys.readouterr().out
