"""The phases of a session as a hierarchical state machine, built from the scenario's table plan.

The machine is asked, never driven: it holds no session. ``fire`` puts it in a place, triggers, and returns the new
place, or raises TransitionRefused with the reason. A refused transition is never a silent False.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from transitions import MachineError
from transitions.extensions.nesting import HierarchicalMachine, NestedState

from negsim.engine.errors import TransitionRefused
from negsim.model.scenario import Scenario

Place = tuple[str, str | None]
"""Phase and, at the table, the step (or 'recess')."""

RECESS = "recess"


class _State(NestedState):
    separator = "/"


class _Machine(HierarchicalMachine):
    state_cls = _State


class _Sitter:
    """The machine's model object: only a place. A pydantic model cannot be one."""

    state: str
    steps: tuple[str, ...] = ()


class PhaseMachine:
    """Which place follows which, for one scenario."""

    def __init__(self, scenario: Scenario) -> None:
        self.steps = tuple(str(plan.step) for plan in scenario.table.steps)
        self._sitter = _Sitter()
        self._machine = _Machine(
            model=self._sitter,
            states=[
                "briefing", "preparation",
                {"name": "table", "children": [*self.steps, RECESS], "initial": self.steps[0]},
                "closing", "press", "debrief",
            ],
            transitions=self._transitions(),
            initial="briefing",
            auto_transitions=False,
            send_event=False,
        )  # fmt: skip

    def _transitions(self) -> list[dict[str, Any]]:
        at_table = [f"table/{step}" for step in self.steps]
        moves: list[dict[str, Any]] = [
            {"trigger": "prepare", "source": "briefing", "dest": "preparation"},
            {"trigger": "sit_down", "source": "preparation", "dest": at_table[0]},
            {"trigger": "tabled", "source": at_table, "dest": "closing"},
            {"trigger": "adjourn", "source": at_table, "dest": f"table/{RECESS}"},
            {"trigger": "break_off", "source": [*at_table, "closing"], "dest": "press"},
            {"trigger": "publish", "source": "closing", "dest": "press"},
            {"trigger": "review", "source": "press", "dest": "debrief"},
        ]
        for here, there in pairwise(at_table):
            moves.append({"trigger": "next_step", "source": here, "dest": there})
        for step in self.steps:
            moves.append({"trigger": f"resume_{step}", "source": f"table/{RECESS}", "dest": f"table/{step}"})
        return moves

    @staticmethod
    def name(place: Place) -> str:
        """A place as the machine spells it."""
        phase, step = place
        return f"{phase}/{step}" if step else phase

    def allowed(self, place: Place) -> tuple[str, ...]:
        """Triggers possible in a place, sorted."""
        return tuple(sorted(set(self._machine.get_triggers(self.name(place)))))

    def fire(self, trigger: str, place: Place) -> Place:
        """The place that follows. Raises TransitionRefused."""
        allowed = self.allowed(place)
        if trigger not in allowed:
            raise TransitionRefused(trigger, self.name(place), allowed)
        self._machine.set_state(self.name(place), self._sitter)
        try:
            moved = self._sitter.trigger(trigger)  # type: ignore[attr-defined]
        except MachineError as error:
            raise TransitionRefused(trigger, self.name(place), allowed) from error
        if not moved:
            raise TransitionRefused(trigger, self.name(place), allowed)
        phase, _, step = str(self._sitter.state).partition("/")
        return phase, step or None

    def drawing(self) -> str:
        """The table of transitions as a mermaid state diagram, for docs and ``scenario graph``."""
        lines = ["stateDiagram-v2", "    [*] --> briefing"]
        for move in self._transitions():
            sources = move["source"] if isinstance(move["source"], list) else [move["source"]]
            for source in sources:
                lines.append(f"    {_plain(source)} --> {_plain(move['dest'])}: {move['trigger']}")
        return "\n".join([*lines, "    debrief --> [*]"])


def _plain(place: str) -> str:
    return place.replace("/", "_")
