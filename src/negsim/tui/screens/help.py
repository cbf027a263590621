"""Help: every key of the screen, from the registry, and what to know about the program."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from negsim.tui.commands import commands_of
from negsim.tui.literal import lines, literal
from negsim.tui.screens.dialogs import Dialog
from negsim.tui.words import word


class HelpDialog(Dialog[None]):
    """All keys of one screen."""

    BINDINGS = [Binding("f1", "cancel", "Back", show=False)]

    def __init__(self, place: str) -> None:
        super().__init__(word("help_title"), word("help_close"))
        self._place = place

    def body(self) -> ComposeResult:
        """One line a command, then what to know."""
        rows = [
            Content.assemble((f"{c.key_name:<8}", "bold"), f" {c.label:<12} ", literal(c.help))
            for c in commands_of(self._place)
        ]
        with VerticalScroll(id="help-text"):
            yield Static(lines(*rows), markup=False)
            yield Static(literal(word("help_more")), markup=False, id="help-more")
