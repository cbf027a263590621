"""The voice: sensitive lines are toned down, conditions hold, nothing is said twice."""

from __future__ import annotations

from tests.conftest import Begin

from negsim.content.pack import Pack
from negsim.delegation.voice import Voice, open_lines
from negsim.model.catalogue import StepName
from negsim.model.dice import Dice
from negsim.model.play import Intent
from negsim.model.scenario import Scenario
from negsim.model.state import State


def spoken(scenario: Scenario, state: State, tactic: str) -> str:
    intent = Intent(step=StepName.DIMINISHMENT, tactic=tactic)
    utterance = Voice(scenario, state, Dice(1)).speak(intent, [])
    return " ".join(line.text for line in utterance.lines)


def test_sensitive_lines_are_toned_down_unless_switched_on(packs: dict[str, Pack], begin: Begin) -> None:
    pack = packs["istanbul-2025"]
    line = next(x for x in pack.scenario.lines if x.sensitive and x.tactic)
    only = pack.scenario.model_copy(
        update={"lines": (line.model_copy(update={"steps": (), "beat": None, "needs_claim": None}),)}
    )
    assert line.tactic is not None
    state = begin(pack=pack).state.model_copy(update={"step": "diminishment"})
    plain = spoken(only, state, line.tactic)
    assert plain and plain[:30] == line.milder[:30]
    loud = state.model_copy(update={"setup": state.setup.model_copy(update={"sensitive": (line.sensitive,)})})
    assert spoken(only, loud, line.tactic)[:30] == line.text[:30]


def test_a_tactic_without_words_is_no_candidate(packs: dict[str, Pack], begin: Begin) -> None:
    pack = packs["istanbul-2025"]
    state = begin(pack=pack).state
    counts = open_lines(state, pack.scenario)
    assert counts["silence"] > 0
    assert counts.get("nothing_of_the_kind", 0) == 0
