"""The briefing: who you are, what you want, who sits opposite, the facts with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from negsim.tui.commands import bindings_of
from negsim.tui.literal import literal
from negsim.tui.screens.base import SittingScreen
from negsim.tui.words import word

if TYPE_CHECKING:
    from negsim.model.catalogue import Catalogue
    from negsim.model.scenario import Scenario


def dossier_parts(scenario: Scenario, catalogue: Catalogue) -> ComposeResult:
    """The dossier as widgets, a paragraph each, so that a long one scrolls lightly."""
    from negsim.reports import dossier
    from negsim.tui.prose import paragraphs

    front = "\n\n".join(
        "\n".join(part)
        for part in (
            dossier.opening_lines(scenario),
            dossier.goal_lines(scenario),
            dossier.opposite_lines(scenario),
            dossier.issue_overview(scenario),
        )
    )
    for index, text in enumerate((front, dossier.full_dossier(scenario, catalogue))):
        for content in paragraphs(text, plain=index == 0):
            yield Static(content, markup=False, classes="paragraph")


class BriefingScreen(SittingScreen):
    """The dossier, before the preparation."""

    PLACE = "briefing"
    CSS_PATH = "../styles/reading.tcss"
    BINDINGS = bindings_of("briefing")

    def body(self) -> ComposeResult:
        """One long text."""
        with VerticalScroll(id="text", can_focus=True):
            yield from dossier_parts(self.session.scenario, self.session.catalogue)

    def show_all(self) -> None:
        """Focus the text, so that the keys scroll it."""
        self.query_one("#text").focus()

    def do_go_on(self) -> None:
        """Close the dossier."""
        from negsim.model.actions import Continue

        self.act(Continue())


class DossierDialog(ModalScreen[None]):
    """The dossier again, in front of another screen."""

    CSS_PATH = "../styles/reading.tcss"
    BINDINGS = [Binding("escape,f3,f10", "close", "Back", show=False)]

    def __init__(self, scenario: Scenario, catalogue: Catalogue) -> None:
        super().__init__()
        self._scenario, self._catalogue = scenario, catalogue

    def compose(self) -> ComposeResult:
        """The same text."""
        with VerticalScroll(id="text", can_focus=True) as text:
            text.border_title = literal(word("dossier_title"))
            text.border_subtitle = literal("Esc")
            yield from dossier_parts(self._scenario, self._catalogue)

    def action_close(self) -> None:
        """Back to where it was asked for."""
        self.dismiss(None)
