"""Help: every key of the screen, from the registry, and what to know about the program."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from negsim.tui.commands import commands_of
from negsim.tui.literal import literal
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
        with VerticalScroll(id="help-text"):
            for command in commands_of(self._place):
                with Horizontal(classes="help-row"):
                    key = Content.assemble((f"{command.key_name:<7}", "bold"), f" {command.label}")
                    yield Static(key, markup=False, classes="help-key")
                    yield Static(literal(command.help), markup=False, classes="help-what")
            yield Static(literal(word("help_more")), markup=False, id="help-more")
