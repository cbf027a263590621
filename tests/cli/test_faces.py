"""The JSON face, the plain face and bulk scoring, as another program or a person drives them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import PACKS, SCENARIOS, Begin

from negsim.cli.arguments import run
from negsim.cli.jsonface import JsonFace, parse_action
from negsim.cli.plainface import PlainFace
from negsim.engine.session import Session
from negsim.engine.sittings import Choices, Sittings
from negsim.model import actions as do
from negsim.store.saves import Saves

NOW = "2026-01-02T03:04:05+00:00"


def json_run(session: Session, lines: list[object], reveal: bool = False, fresh: bool = True) -> list[dict[str, Any]]:
    source = io.StringIO("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    sink = io.StringIO()
    assert JsonFace(session, "s-1", source, sink, reveal).run(fresh) == 0
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def speak_through(session: Session, reveal: bool = False) -> list[dict[str, Any]]:
    """A client that only speaks and continues finishes every scenario."""
    answers: list[object] = [{"do": "continue"}, {"do": "continue"}]
    answers += [{"say": f"We keep our position, point {n}. What exactly do you propose?"} for n in range(40)]
    return json_run(session, answers, reveal)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_client_that_only_speaks_finishes(name: str, packs: dict[str, Any], begin: Begin) -> None:
    out = speak_through(begin(pack=packs[name]))
    assert out[0]["event"] == "session" and out[0]["scenario"] == name
    assert out[-1]["event"] == "end"
    assert {"outcome", "ending", "conduct", "session"} <= set(out[-1])
    phases = [o["phase"] for o in out if o["event"] == "phase"]
    assert phases[0] == "briefing" and phases[-1] == "debrief"
    assert any(o["event"] == "line" and o["text"] for o in out)
    assert [o for o in out if o["event"] == "error"] == []


def test_assessments_carry_the_contract(begin: Begin) -> None:
    out = speak_through(begin())
    for item in (o for o in out if o["event"] == "assessment"):
        assert 0 <= item["score"] <= 100
        for verdict in (*item["breached"], *item["upheld"]):
            assert {"principle", "severity", "evidence", "why"} <= set(verdict)
            assert all(0 <= a < b <= len(item["reply"]) for a, b in verdict["evidence"])


def test_exam_tells_no_verdict_before_the_end(begin: Begin) -> None:
    assert not any(o["event"] == "assessment" for o in speak_through(begin(mode="exam")))


def test_reveal_adds_what_the_delegation_meant(begin: Begin) -> None:
    lines = [o for o in speak_through(begin(), reveal=True) if o["event"] == "line"]
    assert all({"tactic", "step", "issue", "reasons"} <= set(o) for o in lines)
    assert not any("tactic" in o for o in speak_through(begin()) if o["event"] == "line")


@pytest.mark.parametrize(
    "bad",
    [
        "nonsense",
        "[]",
        "{}",
        '{"say": 3}',
        '{"do": "fly"}',
        '{"do": "prepare"}',
        '{"say": ""}',
        '{"do": "sign"}',
        "[" * 5000,
        "x" * 3_000_000,
    ],
)
def test_bad_input_is_answered_with_an_error_and_the_prompt_again(bad: str, begin: Begin) -> None:
    out = json_run(begin(), [bad, {"do": "continue"}])
    assert sum(o["event"] == "error" and bool(o["message"]) for o in out) == 1
    events = [o["event"] for o in out]
    assert events[events.index("error") + 1] == "prompt"
    assert out[-1]["event"] == "prompt" and out[-1]["phase"] == "preparation"


def test_end_of_input_suspends_and_resume_goes_on_at_the_same_line(tmp_path: Path) -> None:
    with Saves(tmp_path) as saves:
        sittings = Sittings(saves, (PACKS,))
        session_id, session = sittings.start(Choices(scenario="harbour-quotas", seed=5), NOW)
        first = json_run(session, [{"do": "continue"}, {"do": "continue"}, {"say": "We came for the cod."}])
        resumed = json_run(sittings.resume(session_id), [], fresh=False)
    last_lines = [o["text"] for o in first if o["event"] == "line"]
    again = [o["text"] for o in resumed if o["event"] == "line"]
    assert again and again == last_lines[-len(again) :]
    assert resumed[-1] == first[-1]


@pytest.mark.parametrize("raw", ['{"say": "x", "extra": 1}', '{"do": "clause", "clause": "a", "choice": "burn"}'])
def test_actions_say_what_is_wrong(raw: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_action(raw)


def plain_run(session: Session, lines: list[str], saves: Saves | None = None) -> str:
    sink = io.StringIO()
    face = PlainFace(session, "s-1", saves, io.StringIO("\n".join(lines) + "\n"), sink)
    assert face.run(fresh=True) == 0
    return sink.getvalue()


def test_plain_play_from_briefing_to_debrief(begin: Begin) -> None:
    said = ["", "1, 2", "", "/help", "/status", "/silence", "/why"]
    said += [f"We keep the inspectors and the season, point {n}." for n in range(30)]
    out = plain_run(begin(), said)
    assert "The end:" in out and "Conduct" in out
    assert "\x1b" not in out


def test_plain_says_what_is_wrong_and_goes_on(begin: Begin) -> None:
    out = plain_run(begin(), ["", "99", "", "/nmae bluff", "/back", "/accept 3", "", "/leave", ""])
    assert "There is no number 99 here." in out
    assert "Did you mean /name?" in out
    assert "There are no words in this reply" in out
    assert "The end:" in out


def test_plain_takes_hostile_text_literally(begin: Begin) -> None:
    out = plain_run(begin(), ["", "", "[/] [@click=app.quit] \x1b[2J\x07 we keep our cod \u202e", "/quit"])
    assert "\x1b" not in out and "\x07" not in out and "\u202e" not in out


def test_plain_joins_lines_that_end_in_a_backslash(begin: Begin) -> None:
    session = begin()
    plain_run(session, ["", "", "We keep the cod \\", "and the inspectors.", "/quit"])
    assert session.state.last_reply is not None
    assert session.state.last_reply.text == "We keep the cod \nand the inspectors."


def test_closing_by_hand(begin: Begin) -> None:
    session = begin()
    session.act(do.Continue())
    session.act(do.SitDown())
    while session.state.phase == "table":
        session.act(do.Say(text=f"We keep our line, for the {session.state.turn}th time, and ask for terms."))
    assert session.state.phase == "closing"
    count = len(session.state.clauses)
    decide = [f"/strike {n}" if n > 1 else "/accept 1" for n in range(1, count + 1)]
    out = plain_run(session, ["/clauses", "/sign", *decide, "/sign", "/refuse", "We stand by what is written."])
    assert "is not decided" in out
    assert session.state.signed is not None


def score_run(lines: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> tuple[int, list[dict[str, Any]]]:
    file = tmp_path / "replies.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code = run(["score", str(file)])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_score_keeps_order_and_goes_on_after_bad_lines(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = {
        "id": "a",
        "scenario": "alaska-2025",
        "tactic": "flattery",
        "line": "You are wise.",
        "reply": "What exactly do you offer, in writing?",
    }
    lines = [
        json.dumps(good),
        "not json",
        json.dumps({**good, "id": "b", "scenario": "alasca-2025"}),
        json.dumps({**good, "id": "c", "tactic": "flatery"}),
        json.dumps({**good, "id": "d", "replies": "x"}),
        json.dumps({"id": "e"}),
        json.dumps({**good, "id": 7, "history": ["We came for a ceasefire."]}),
        json.dumps({**good, "id": "g", "reply": "x" * 9000}),
    ]
    code, out = score_run(lines, capsys, tmp_path)
    assert code == 2
    assert [o.get("id") for o in out] == ["a", None, "b", "c", "d", "e", 7, "g"]
    assert ["error" in o for o in out] == [False, True, True, True, True, True, False, True]
    assert "alaska-2025" in out[2]["error"] and "flattery" in out[3]["error"]
    assert {"score", "breached", "upheld", "concessions", "moves"} <= set(out[0])


def test_score_of_good_lines_exits_with_zero(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    line = json.dumps(
        {"id": 1, "scenario": "march-call-2025", "tactic": "silence", "line": "", "reply": "Please, take your time."}
    )
    code, out = score_run([line], capsys, tmp_path)
    assert code == 0 and len(out) == 1


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["play", "alasca-2025", "--plain", "--no-save"], "alaska-2025"),
        (["play", "alaska-2025", "--plain", "--no-save", "--doctrine", "firm"], "firm_shaping"),
        (["play", "alaska-2025", "--plain", "--no-save", "--sensitive", "gore"], "bereavement"),
        (["play", "alaska-2025", "--plain", "--seed", "seven"], "whole number"),
        (["play", "alaska-2025", "--plain", "--seed", "-4"], "whole number"),
        (["resume", "nothing-1", "--plain"], "no session"),
        (["report", "nothing-1"], "no session"),
        (["fly"], "invalid choice"),
    ],
)
def test_unknown_names_exit_with_two_and_name_the_nearest(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGSIM_HOME", str(tmp_path))
    assert run(arguments) == 2
    assert hint in capsys.readouterr().err


def test_no_save_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEGSIM_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n/leave\n\n"))
    assert run(["play", "march-call-2025", "--plain", "--no-save", "--seed", "1"]) == 0
    assert not (tmp_path / "data").exists()


def test_scenario_check_passes_for_all_that_is_shipped(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scenario", "check"]) == 0
    out = capsys.readouterr().out
    assert all(f"{name}: right." in out for name in SCENARIOS)
