"""The closing: the joint text clause by clause, what falls below a red line, and the last words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negsim.model import actions as do
from negsim.tui.commands import bindings_of
from negsim.tui.literal import blocks, labelled, lines, literal
from negsim.tui.screens.talking import TalkingScreen
from negsim.tui.widgets.prompt import Prompt
from negsim.tui.widgets.talk import Talk
from negsim.tui.words import word

if TYPE_CHECKING:
    from negsim.model.scenario import ClosingClause


class ClosingScreen(TalkingScreen):
    """Sign, amend, refuse or leave."""

    PLACE = "closing"
    CSS_PATH = "../styles/closing.tcss"
    BINDINGS = bindings_of("closing")
    AUTO_FOCUS = "#clauses"

    def body(self) -> ComposeResult:
        """The text with the marked clause's amendment, the talk beside it, the prompt below."""
        with Horizontal(id="room"):
            with Vertical(id="text-side"):
                yield OptionList(markup=False, id="clauses")
                with VerticalScroll(id="clause-box"):
                    yield Static(Content(""), markup=False, id="clause")
            yield Talk()
        yield Static(Content(""), markup=False, id="last-said")
        yield Prompt(word("prompt_closing"))

    def show_side(self) -> None:
        """The clauses as they stand now."""
        clauses = self.query_one("#clauses", OptionList)
        clauses.border_title = literal(word("joint_text"))
        marked = clauses.highlighted or 0
        shown = self._on_table()
        clauses.set_options([Option(self._row(n, c), id=c.id) for n, c in enumerate(shown, 1)])
        if shown:
            clauses.highlighted = min(marked, len(shown) - 1)
            self._details(shown[min(marked, len(shown) - 1)])
        last = self.session.state.last_line
        if last is not None:
            titles = {seat.id: seat.title for seat in self.session.scenario.delegation}
            text = f"({last.line.text})" if last.line.stage else f"{word('they')}: {last.line.text}"
            self.query_one("#last-said", Static).update(literal(text))
            self.query_one("#last-said", Static).tooltip = literal(titles.get(last.line.speaker, ""))

    def _on_table(self) -> list[ClosingClause]:
        state = self.session.state
        return [clause for clause in self.session.scenario.closing.clauses if clause.id in state.clauses]

    def _row(self, number: int, clause: ClosingClause) -> Content:
        from negsim.reports.standing import sentence

        here = self.session.state.clauses[clause.id]
        issue = self.session.scenario.issue(clause.issue)
        decided = here.choice != "open"
        status = "clause_open" if not decided else f"clause_{'done' if here.granted else 'refused'}_{here.choice}"
        head = literal(f"{number}. {sentence(issue.name)}: {word(status)}", "bold")
        if here.choice == "strike" and here.granted:
            return head
        if here.choice == "amend" and here.granted:
            return lines(head, literal(here.text), self._red_line(clause, here.value))
        mine = labelled(word("you_say"), here.text) if here.choice == "amend" else Content("")
        theirs = labelled(word("they_insist"), clause.text) if decided and not here.granted else literal(clause.text)
        return lines(head, mine, theirs, self._red_line(clause, clause.value))

    def _red_line(self, clause: ClosingClause, value: int) -> Content:
        """The mark of a clause that goes below the issue's red line."""
        from negsim.engine.table import red_line_value

        issue = self.session.scenario.issue(clause.issue)
        line = red_line_value(issue)
        if line is None or value >= line or not (issue.key or issue.id in self.session.state.red_lines):
            return Content("")
        return literal(f"! {word('below_red_line', issue=issue.name, value=value, line=line)}", "bold $text-error")

    def _details(self, clause: ClosingClause) -> None:
        from negsim.reports.standing import position_text

        issue = self.session.scenario.issue(clause.issue)
        here = self.session.state.issues[clause.issue]
        tabled = self.session.state.clauses[clause.id].choice == "amend"
        practice = self.session.state.setup.mode == "practice"
        self.query_one("#clause", Static).update(
            blocks(
                Content("") if tabled else labelled(word("your_amendment"), clause.amended),
                literal(word("you_stand", value=here.ours, text=position_text(issue, here.ours)) if practice else ""),
            )
        )
        self.query_one("#clause-box", VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionHighlighted, "#clauses")
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        shown = self._on_table()
        if event.option_index < len(shown):
            self._details(shown[event.option_index])

    def title_parts(self) -> tuple[str, ...]:
        """How many clauses are still open."""
        open_clauses = sum(clause.choice == "open" for clause in self.session.state.clauses.values())
        return (word("clauses_left", open=open_clauses, all=len(self.session.state.clauses)),)

    # -- commands ----------------------------------------------------------------------------------

    def do_panel(self) -> None:
        """Change between text and talk where there is no room for both."""
        self.toggle_class("-panel")

    def _decide(self, choice: Literal["accept", "amend", "strike"]) -> None:
        marked = self.query_one("#clauses", OptionList).highlighted
        shown = self._on_table()
        if marked is not None and marked < len(shown):
            self.act(do.DecideClause(clause=shown[marked].id, choice=choice))

    def do_accept(self) -> None:
        """Accept the marked clause."""
        self._decide("accept")

    def do_amend(self) -> None:
        """Table the amendment to the marked clause."""
        self._decide("amend")

    def do_strike(self) -> None:
        """Strike the marked clause."""
        self._decide("strike")

    def do_sign(self) -> None:
        """Sign the text as it stands."""
        self.act(do.Sign())

    def do_refuse(self) -> None:
        """Ask before closing without a text."""
        from negsim.tui.screens.dialogs import Confirm

        def answer(yes: bool | None) -> None:
            if yes:
                self.act(do.Refuse())

        self.app.push_screen(Confirm("refuse"), answer)
