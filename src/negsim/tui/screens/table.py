"""The table: the conversation, the prompt, and beside them the judgement and where things stand."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from negsim.model import actions as do
from negsim.tui.commands import bindings_of
from negsim.tui.literal import blocks, literal
from negsim.tui.screens.talking import TalkingScreen
from negsim.tui.widgets.prompt import Prompt
from negsim.tui.widgets.talk import Talk
from negsim.tui.words import word


class TableScreen(TalkingScreen):
    """The talks themselves."""

    PLACE = "table"
    CSS_PATH = "../styles/table.tcss"
    BINDINGS = bindings_of("table")
    AUTO_FOCUS = "#prompt"

    def body(self) -> ComposeResult:
        """Talk and prompt on the left, the panel on the right; in narrow terminals one in place of the other."""
        with Horizontal(id="room"):
            yield Talk()
            with Vertical(id="panel"):
                with VerticalScroll(id="feedback-box") as feedback:
                    feedback.border_title = literal(word("last_reply"))
                    yield Static(Content(""), markup=False, id="feedback")
                with VerticalScroll(id="standing-box") as standing:
                    standing.border_title = literal(word("room"))
                    yield Static(Content(""), markup=False, id="standing")
        yield Prompt(word("prompt_table"))

    def show_side(self) -> None:
        """The judgement of the last reply, and where things stand."""
        from negsim.tui.standing import standing

        session = self.session
        self.query_one("#standing", Static).update(
            standing(session.events, session.state, session.scenario, session.catalogue)
        )
        self.query_one("#feedback", Static).update(self._judgement())
        self.query_one("#feedback-box", VerticalScroll).scroll_home(animate=False)

    def _judgement(self) -> Content:
        from negsim.tui.feedback import feedback

        state = self.session.state
        if state.setup.mode != "practice":
            return literal(word("exam_panel"))
        if state.last_reply is None:
            return literal(word("no_reply_yet"))
        told = feedback(state.last_reply, self.session.catalogue, self.session.scenario)
        key = literal(word("evidence_key")) if state.last_reply.assessment.verdicts else literal("")
        return blocks(told, key)

    def title_parts(self) -> tuple[str, ...]:
        """The clock and how fresh the team is."""
        state = self.session.state
        left, stamina = max(0, state.minutes_left), state.trackers.get("stamina", 100)
        return (word("title_clock", minutes=left), word("title_stamina", stamina=stamina))

    # -- commands ----------------------------------------------------------------------------------

    def do_panel(self) -> None:
        """Show or hide the panel."""
        self.toggle_class("-panel")

    def do_silence(self) -> None:
        """Say nothing and wait."""
        self.act(do.HoldSilence())

    def do_recess(self) -> None:
        """Ask for a break."""
        self.act(do.Recess())

    def do_consult(self) -> None:
        """Consult those who are not in the room."""
        self.act(do.Consult())

    def do_hint(self) -> None:
        """Ask the team for a hint."""
        self.act(do.Hint())

    def do_name(self) -> None:
        """Mark which tactic is being used."""
        from negsim.tui.screens.dialogs import NameTactic

        def answer(tactic: str | None) -> None:
            if tactic is not None:
                self.act(do.NameTactic(tactic=tactic))

        self.app.push_screen(NameTactic(list(self.session.catalogue.tactics.values())), answer)

    def do_dossier(self) -> None:
        """Read the dossier again."""
        from negsim.tui.screens.briefing import DossierDialog

        self.app.push_screen(DossierDialog(self.session.scenario, self.session.catalogue))
