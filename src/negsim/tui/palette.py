"""The command palette, filled from the registry of the screen below it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from negsim.tui.commands import PLACES, Command
from negsim.tui.literal import literal

if TYPE_CHECKING:
    from negsim.tui.screens.base import PlaceScreen


class RegistryCommands(Provider):
    """Every command of the screen that is possible now."""

    def _possible(self) -> list[Command]:
        place = getattr(self.screen, "PLACE", None)
        if place is None:
            return []
        screen = cast("PlaceScreen", self.screen)
        return [c for c in PLACES[place] if hasattr(screen, f"do_{c.id}") and screen.can(c.id)]

    def _call(self, command: Command) -> partial[None]:
        return partial(cast("PlaceScreen", self.screen).action_command, command.id)

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._possible():
            yield DiscoveryHit(literal(f"{command.label} ({command.key_name})"), self._call(command), help=command.help)

    async def search(self, query: str) -> Hits:
        """Those whose label or help fits."""
        matcher = self.matcher(query)
        for command in self._possible():
            score = max(matcher.match(command.label), matcher.match(command.help) * 0.6)
            if score > 0:
                shown = literal(f"{command.label} ({command.key_name})")
                yield Hit(score, shown, self._call(command), text=command.label, help=command.help)
