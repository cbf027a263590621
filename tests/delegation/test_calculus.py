"""The delegation's reckoning: pressure, a named exit, and the domain of losses."""

from __future__ import annotations

from tests.conftest import Begin

from negsim.content.pack import Pack
from negsim.delegation.calculus import mood, reckoning
from negsim.model.base import Span
from negsim.model.events import ReplyGiven
from negsim.model.judgement import Assessment, Verdict, VerdictKind
from negsim.model.reading import Reading
from negsim.model.state import State


def upheld(principle: str) -> ReplyGiven:
    verdict = Verdict(
        principle=principle, verdict=VerdictKind.UPHELD, severity=2, evidence=(Span(start=0, end=1),), acts=(), why="", source=""
    )  # fmt: skip
    return ReplyGiven(
        turn=1,
        text="x",
        reading=Reading(reply="x"),
        assessment=Assessment(score=60, doctrine="balanced", verdicts=(verdict,)),
    )


def with_state(state: State, leverage: int, *replies: ReplyGiven) -> State:
    return state.model_copy(update={"trackers": {**state.trackers, "leverage": leverage}, "replies": replies})


def test_pressure_raises_seriousness_slowly_and_escalation_too(packs: dict[str, Pack], begin: Begin) -> None:
    pack = packs["alaska-2025"]
    state = begin(pack=pack).state
    pressed = reckoning(with_state(state, 80, upheld("leverage")), pack.scenario)
    assert 0 < pressed["seriousness"] <= 8
    assert pressed["escalation"] > 0
    weak = reckoning(with_state(state, 30), pack.scenario)
    assert weak["seriousness"] < 0


def test_a_named_exit_changes_the_reckoning(packs: dict[str, Pack], begin: Begin) -> None:
    pack = packs["alaska-2025"]
    state = begin(pack=pack).state
    without = reckoning(with_state(state, 80, upheld("leverage")), pack.scenario)
    named = reckoning(with_state(state, 80, upheld("open_incentives"), upheld("leverage")), pack.scenario)
    assert named["seriousness"] > without["seriousness"]
    assert named.get("escalation", 0) < without["escalation"]


def test_the_mood_follows_step_stamina_and_atmosphere(begin: Begin) -> None:
    state = begin().state

    def at(step: str, **trackers: int) -> str:
        return mood(state.model_copy(update={"step": step, "trackers": {**state.trackers, **trackers}}))

    assert at("magnanimity", atmosphere=5) == "warm"
    assert at("diminishment", atmosphere=80) == "cold"
    assert at("interrogation", stamina=10) == "weary"
    assert at("interrogation", atmosphere=5) == "hard"
