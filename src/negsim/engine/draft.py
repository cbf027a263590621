"""Events in the making: each one is folded at once, so that the next rule sees its consequence."""

from __future__ import annotations

from collections.abc import Iterable

from negsim.engine.fold import apply
from negsim.model import events as ev
from negsim.model.catalogue import Catalogue
from negsim.model.scenario import Scenario
from negsim.model.state import State


class Draft:
    """The State so far and the events that one action adds."""

    def __init__(self, state: State, scenario: Scenario, catalogue: Catalogue) -> None:
        self.state = state
        self.scenario = scenario
        self.catalogue = catalogue
        self.events: list[ev.Event] = []

    def add(self, *events: ev.Event) -> None:
        """Append events and fold them."""
        for event in events:
            self.state = apply(self.state, event)
            self.events.append(event)

    def move_trackers(self, cause: str, changes: dict[str, int]) -> None:
        """Move trackers, clamped to 0-100; nothing is recorded when nothing moves."""
        real: dict[str, int] = {}
        for name, change in changes.items():
            old = self.state.trackers.get(name, 50)
            moved = max(0, min(100, old + change)) - old
            if moved:
                real[name] = moved
        if real:
            self.add(ev.TrackersMoved(cause=cause, changes=real))

    def effect(self, on: str, factor: float = 1.0) -> None:
        """Apply the catalogue's effects of one cause; losses are scaled by the difficulty's pressure."""
        pressure = self.catalogue.policy.difficulty[self.state.setup.difficulty].pressure
        total: dict[str, int] = {}
        for effect in self.catalogue.effects:
            if effect.on != on:
                continue
            for name, change in effect.changes.items():
                against = (change < 0) != (name in _BETTER_LOW)
                scale = factor * (pressure if against else 1.0)
                total[name] = total.get(name, 0) + round(change * scale)
        self.move_trackers(on, total)

    def flags(self, flags: Iterable[str]) -> None:
        """Raise flags that are not up yet."""
        new = tuple(sorted(set(flags) - self.state.flags))
        if new:
            self.add(ev.FlagsRaised(flags=new))


_BETTER_LOW = {"impatience", "escalation"}
