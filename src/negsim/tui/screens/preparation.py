"""The preparation: options with their hours, what each one costs, and what it bought once chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from negsim.tui.commands import bindings_of
from negsim.tui.literal import blocks, labelled, lines, literal
from negsim.tui.screens.base import SittingScreen
from negsim.tui.words import word

if TYPE_CHECKING:
    from negsim.model.scenario import PrepOption


class PreparationScreen(SittingScreen):
    """The hours before the talks."""

    PLACE = "preparation"
    CSS_PATH = "../styles/preparation.tcss"
    BINDINGS = bindings_of("preparation")

    def body(self) -> ComposeResult:
        """The options, and what is known about the marked one."""
        with Horizontal(id="preparation"):
            yield OptionList(markup=False, id="options")
            with VerticalScroll(id="details-box"):
                yield Static(Content(""), markup=False, id="details")

    def show_all(self) -> None:
        """All options with their marks; the marked one stays marked."""
        options = self.query_one("#options", OptionList)
        marked = options.highlighted or 0
        options.set_options([Option(self._row(o), id=o.id) for o in self.session.scenario.preparation.options])
        options.highlighted = marked
        self._details(self.session.scenario.preparation.options[marked])
        options.focus()

    def title_parts(self) -> tuple[str, ...]:
        """How much time is left."""
        total = self.session.scenario.preparation.hours
        return (word("hours_left", hours=self.session.state.hours_left, all=total),)

    def _why_not(self, option: PrepOption) -> str | None:
        from negsim.engine.preparation import why_not

        return why_not(option, self.session.state, self.session.scenario)

    def _row(self, option: PrepOption) -> Content:
        done = option.id in self.session.state.prepared
        mark = "[x]" if done else "[-]" if self._why_not(option) else "[ ]"
        style = "bold" if done else ""
        return Content.assemble(f"{mark} {word('hours', hours=option.hours)}  ", literal(option.label, style))

    def _details(self, option: PrepOption) -> None:
        state, preparation = self.session.state, self.session.scenario.preparation
        hours = word("hours", hours=option.hours)
        cost = literal(word("costs", hours=hours, left=word("hours", hours=state.hours_left)))
        if option.id in state.prepared:
            told = blocks(labelled(word("it_buys"), option.buys), self._effects(option), self._written(option))
            cost = Content("")
        else:
            told = literal(self._why_not(option) or "")
        self.query_one("#details", Static).update(
            blocks(
                lines(literal(option.label, "bold"), cost),
                told,
                *(() if state.prepared else (literal(preparation.intro),)),
                literal(word("prep_keys")),
            )
        )

    def _written(self, option: PrepOption) -> Content:
        """The trainee's own words or order."""
        state = self.session.state
        text = {"walk_away": state.walk_away, "cost": state.named_cost}.get(option.kind, "")
        order = {"order": state.objective_order, "agenda": state.agenda, "red_line": state.red_lines}.get(
            option.kind, ()
        )
        names = ", ".join(self.session.scenario.issue(issue).name for issue in order)
        return labelled(word("you_wrote"), text or names) if text or names else Content("")

    def _effects(self, option: PrepOption) -> Content:
        """What moved, by the trackers' names; in an examination that would be feedback."""
        if self.session.state.setup.mode != "practice":
            return Content("")
        specs = self.session.catalogue.trackers
        moved = [f"{specs[t].name} {change:+d}" for t, change in option.effects.items() if not specs[t].hidden]
        return labelled(word("prep_moves"), ", ".join(moved) + ".") if moved else Content("")

    @on(OptionList.OptionHighlighted, "#options")
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        self._details(self.session.scenario.preparation.options[event.option_index])

    @on(OptionList.OptionSelected, "#options")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(self.session.scenario.preparation.options[event.option_index])

    def do_choose(self) -> None:
        """Carry out the marked option."""
        self.query_one("#options", OptionList).action_select()

    def _choose(self, option: PrepOption) -> None:
        """Carry out an option, asking first for the issues or the words that it takes."""
        from negsim.model.actions import Prepare
        from negsim.tui.screens.dialogs import PickIssues, WriteDown

        if self._why_not(option) is not None or option.kind not in _ASKS:
            self.act(Prepare(option=option.id))  # the engine says why not
        elif option.kind in ("walk_away", "cost"):
            self.app.push_screen(WriteDown(option.kind), self._with_text(option.id))
        else:
            issues = [(issue.id, issue.name) for issue in self.session.scenario.issues]
            key = list(option.issues) or [i.id for i in self.session.scenario.issues if i.key]
            self.app.push_screen(PickIssues(option.kind, issues, key), self._with_issues(option.id))

    def _with_text(self, option: str) -> Callable[[str | None], None]:
        from negsim.model.actions import Prepare

        def answer(text: str | None) -> None:
            if text is not None:
                self.act(Prepare(option=option, text=text))

        return answer

    def _with_issues(self, option: str) -> Callable[[tuple[str, ...] | None], None]:
        from negsim.model.actions import Prepare

        def answer(issues: tuple[str, ...] | None) -> None:
            if issues is not None:
                self.act(Prepare(option=option, issues=issues))

        return answer

    def do_sit_down(self) -> None:
        """Enter the room with what was prepared."""
        from negsim.model.actions import SitDown

        self.act(SitDown())

    def do_dossier(self) -> None:
        """Read the dossier again."""
        from negsim.tui.screens.briefing import DossierDialog

        self.app.push_screen(DossierDialog(self.session.scenario, self.session.catalogue))


_ASKS = ("order", "agenda", "red_line", "walk_away", "cost")
"""Kinds of option that take issues or words."""
