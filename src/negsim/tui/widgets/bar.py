"""The button bar at the foot of every screen, made from the registry; it wraps to as many rows as it needs."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button

from negsim.tui.commands import Command
from negsim.tui.literal import literal

GAP = 3
"""Cells beside key and label: one between them, one on each side."""


class CommandButton(Button):
    """One command as a button with its key."""

    def __init__(self, command: Command) -> None:
        self.command = command
        label = Content.assemble((command.key_name, "bold"), " ", literal(command.label))
        super().__init__(label, id=f"do-{command.id}", compact=True, action=f"screen.command('{command.id}')")
        self.tooltip = literal(command.help)


class CommandBar(Vertical):
    """The commands that are possible now."""

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__(id="bar")
        self._commands = tuple(commands)
        self._shown = self._commands
        self._width = 0

    def show(self, allowed: frozenset[str] | None) -> None:
        """Show the commands whose engine action is in ``allowed``; all of them when it is None."""
        shown = tuple(c for c in self._commands if allowed is None or not c.needs or c.needs in allowed)
        if shown != self._shown:
            self._shown = shown
            self.refresh(recompose=True)

    def on_resize(self, event: events.Resize) -> None:
        """Wrap anew when the width changes."""
        if event.size.width != self._width:
            self._width = event.size.width
            self.refresh(recompose=True)

    def compose(self) -> ComposeResult:
        """Rows of buttons, filled from the left."""
        width = self._width or self.app.size.width
        rows: list[list[Command]] = [[]]
        used = 0
        for command in self._shown:
            need = len(command.key_name) + len(command.label) + GAP
            if used + need > width and rows[-1]:
                rows.append([])
                used = 0
            rows[-1].append(command)
            used += need
        for row in rows:
            with Horizontal(classes="row"):
                for command in row:
                    yield CommandButton(command)
