"""The delegation's reckoning: when it grows serious, when it gambles, and in which mood it speaks.

It moves in earnest only when every alternative is worse and worsening (BRI ¶29, AC ¶66); pressure without an exit, or
in a domain of losses, also raises its readiness to escalate (WWGW ¶23, RS ¶14). Both meters move on the same input.
"""

from __future__ import annotations

from negsim.model.catalogue import StepName
from negsim.model.judgement import VerdictKind
from negsim.model.scenario import Scenario
from negsim.model.state import State

PRICED = 62
"""Leverage from which the other side reckons with a real price."""


def reckoning(state: State, scenario: Scenario) -> dict[str, int]:
    """Changes of seriousness and escalation after a reply, from where the trackers stand and how they moved."""
    leverage = state.trackers.get("leverage", 50)
    worsening = scenario.calculus.get("trend", 0) < 0 or _pressed_lately(state)
    losses = scenario.calculus.get("losses", 40)
    change = {"seriousness": 0, "escalation": 0}
    if leverage >= PRICED and worsening:
        change["seriousness"] += 3 if leverage < 75 else 5
        change["escalation"] += 2 if losses >= 50 else 1
        if _exit_named(state):
            # A way out that is named turns pressure into an incentive (RS ¶16-17).
            change["seriousness"] += 2
            change["escalation"] -= 2
    elif leverage < 40:
        change["seriousness"] -= 3
    if state.trackers.get("impatience", 30) > 65:
        change["seriousness"] -= 2
    return {name: value for name, value in change.items() if value}


def _pressed_lately(state: State) -> bool:
    return any(_upheld(state, "leverage", back) for back in (1, 2, 3))


def _exit_named(state: State) -> bool:
    return any(_upheld(state, "open_incentives", back) for back in (1, 2, 3, 4))


def _upheld(state: State, principle: str, back: int) -> bool:
    if len(state.replies) < back:
        return False
    verdicts = state.replies[-back].assessment.verdicts
    return any(v.principle == principle and v.verdict is VerdictKind.UPHELD for v in verdicts)


def mood(state: State) -> str:
    """The mood in which the delegation speaks now."""
    if state.step == StepName.MAGNANIMITY:
        return "warm"
    if state.trackers.get("stamina", 100) < 25:
        return "weary"
    atmosphere = state.trackers.get("atmosphere", 50)
    if state.step == StepName.DIMINISHMENT:
        return "cold" if atmosphere >= 40 else "hard"
    if atmosphere >= 60:
        return "warm"
    if atmosphere >= 38:
        return "cool"
    return "cold" if atmosphere >= 22 else "hard"
