"""The scripted plays reach their ends, and three trainees end differently in each scenario."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from negsim.engine.session import Session
from negsim.engine.sittings import Sittings
from negsim.lab.plays import Play, load_play, perform
from negsim.lab.transcripts import page
from tests.conftest import SCENARIOS

PLAYS = sorted((Path(__file__).resolve().parents[2] / "assets" / "plays").glob("*.yaml"))


@pytest.fixture(scope="module")
def performed() -> dict[str, tuple[Play, Session]]:
    sittings = Sittings()
    return {path.stem: (play := load_play(path), perform(play, sittings)) for path in PLAYS}


def test_three_trainees_end_differently_in_each_scenario(performed: dict[str, tuple[Play, Session]]) -> None:
    endings: dict[str, dict[str, str]] = defaultdict(dict)
    for play, session in performed.values():
        assert session.state.ended is not None
        endings[play.scenario][play.trainee] = session.state.ended.ending
    assert set(endings) == set(SCENARIOS)
    for found in endings.values():
        assert set(found) == {"principled", "eager", "hotheaded"}
        assert len(set(found.values())) == 3


def test_the_principled_trainee_does_best(performed: dict[str, tuple[Play, Session]]) -> None:
    marks: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for play, session in performed.values():
        assert session.state.ended is not None
        marks[play.scenario][play.trainee] = (session.state.ended.outcome, session.state.ended.conduct)
    for found in marks.values():
        best = found.pop("principled")
        assert all(best[0] > outcome and best[1] > conduct for outcome, conduct in found.values())


def test_transcripts_repeat_no_line_and_leave_no_slot(performed: dict[str, tuple[Play, Session]]) -> None:
    for play, session in performed.values():
        texts = [spoken.line.text for spoken in session.state.lines]
        assert len(texts) == len(set(texts))
        assert "{" not in page(play, session)
