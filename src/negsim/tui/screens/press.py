"""The press: their readout, a question, and your statement."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from negsim.tui.commands import bindings_of
from negsim.tui.literal import blocks, lines, literal
from negsim.tui.screens.talking import TalkingScreen
from negsim.tui.widgets.prompt import Prompt
from negsim.tui.widgets.talk import Talk
from negsim.tui.words import word


class PressScreen(TalkingScreen):
    """Both sides tell the story."""

    PLACE = "press"
    CSS_PATH = "../styles/press.tcss"
    BINDINGS = bindings_of("press")
    AUTO_FOCUS = "#prompt"

    def body(self) -> ComposeResult:
        """The readout, the talk where there is room or when it is asked for, the prompt."""
        with Horizontal(id="room"):
            with VerticalScroll(id="readout"):
                yield Static(Content(""), markup=False, id="readout-text")
            yield Talk()
        yield Prompt(word("prompt_press"))

    def show_side(self) -> None:
        """Their claims and the question."""
        press, state = self.session.scenario.press, self.session.state
        texts = {claim.id: claim.text for claim in press.claims}
        claims = [literal(f"{n}. {texts.get(c, c)}") for n, c in enumerate(state.readout, 1)]
        self.query_one("#readout-text", Static).update(
            blocks(
                literal(self._how_it_ended()),
                literal(press.intro),
                Content.styled(word("press_they"), "bold"),
                blocks(*claims) if claims else literal(word("press_none")),
                Content.styled(word("press_question"), "bold"),
                lines(literal(press.question)),
            )
        )

    def _how_it_ended(self) -> str:
        """The last thing that happened in the room."""
        from negsim.content.texts import say

        state, closing = self.session.state, self.session.scenario.closing
        if state.left_by:
            return say({"delegation": "delegation_leaves", "trainee": "trainee_leaves"}.get(state.left_by, "time_over"))
        return closing.signed if state.signed else closing.refused

    def do_panel(self) -> None:
        """Change between readout and talk where there is no room for both."""
        self.toggle_class("-panel")

    def do_no_statement(self) -> None:
        """Go without a statement."""
        from negsim.model.actions import Continue

        self.act(Continue())
