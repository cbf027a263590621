"""Home: the scenarios on the shelf, the sessions to go on with, and what is chosen for a new one."""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from negsim.tui.commands import bindings_of
from negsim.tui.literal import blocks, labelled, lines, literal
from negsim.tui.messages import Refused, SessionOpened, ShelfRead
from negsim.tui.screens.base import PlaceScreen
from negsim.tui.widgets.parts import TitleLine

if TYPE_CHECKING:
    from negsim.engine.sittings import Choices
    from negsim.model.scenario import Card
    from negsim.store.saves import SavedSession
    from negsim.tui.desk import Overview

TITLE = "negsim: a flight simulator for the negotiating table"
OPENING = "Opening the shelf ..."
SEED_RANGE = 1_000_000
SESSIONS_SHOWN = 50
AFTER_FIRST_FRAME = 0.03
"""Seconds that the heavy imports wait, so that they do not hold the first frame up."""


class HomeScreen(PlaceScreen):
    """Where a run of the program begins. The first frame needs nothing but this module."""

    PLACE = "home"
    CSS_PATH = "../styles/home.tcss"
    BINDINGS = bindings_of("home")

    def __init__(self, choices: Choices | None = None, resume: str | None = None) -> None:
        super().__init__()
        self._first, self._first_resume = choices, resume
        self._cards: dict[str, Card] = {}
        self._opening = False

    def body(self) -> ComposeResult:
        """Lists on the left, the marked scenario and the choices beside or below."""
        with Horizontal(id="home"):
            with Vertical(id="lists"):
                yield OptionList(OPENING, markup=False, id="scenarios")
                yield OptionList(markup=False, id="sessions")
            with Vertical(id="side"):
                with VerticalScroll(id="pitch-box"):
                    yield Static(Content(""), markup=False, id="pitch")
                yield Vertical(id="choices")
        yield Static(Content(""), markup=False, id="labels")

    def on_mount(self) -> None:
        """Read the shelf once the first frame is on the screen."""
        self.query_one(TitleLine).say(TITLE)
        self.set_timer(AFTER_FIRST_FRAME, self.read_shelf)

    def read_shelf(self) -> None:
        """Read cards and sessions in a worker."""
        self.run_worker(self._read, group="shelf", exclusive=True, thread=True, exit_on_error=False)

    def _read(self) -> None:
        from negsim.tui.desk import problem_of

        try:
            self.post_message(ShelfRead(self.desk.overview()))
            self.desk.warm()
        except Exception as error:
            self.post_message(Refused(problem_of(error)))

    # -- showing -----------------------------------------------------------------------------------

    @on(ShelfRead)
    async def _shelf_read(self, message: ShelfRead) -> None:
        from negsim.reports.dossier import labels
        from negsim.tui.words import word

        overview = message.overview
        self._cards = {card.id: card for card in overview.cards}
        self.query_one("#labels", Static).update(literal(" ".join(labels())))
        scenarios = self.query_one("#scenarios", OptionList)
        scenarios.border_title = literal(word("scenarios"))
        marked = scenarios.highlighted or 0
        scenarios.set_options(
            [
                *(Option(_card_row(card), id=card.id) for card in overview.cards),
                *(Option(_broken_row(problem), disabled=True) for problem in overview.problems),
            ]
        )
        scenarios.highlighted = min(marked, len(overview.cards) - 1) if overview.cards else None
        self._show_sessions(overview)
        if not self.query("#choices Select"):
            await self._show_choices(overview)
        if overview.warning:
            self.tell(f"{overview.warning} {word('not_saving')}")
        self._open_first()

    def _show_sessions(self, overview: Overview) -> None:
        from negsim.tui.desk import UNSAVED
        from negsim.tui.words import word

        sessions = self.query_one("#sessions", OptionList)
        sessions.border_title = literal(word("sessions"))
        rows = [Option(_session_row(saved, self._cards), id=saved.id) for saved in overview.sessions[:SESSIONS_SHOWN]]
        if self.desk.session is not None and self.desk.session_id == UNSAVED:
            title = self.desk.session.scenario.card.title
            rows.insert(0, Option(literal(f"{title}: {word('unsaved_session')}"), id=UNSAVED))
        if not rows:
            rows = [Option(literal(word("no_sessions" if self.desk.save else "not_saving")), disabled=True)]
        sessions.set_options(rows)

    async def _show_choices(self, overview: Overview) -> None:
        from negsim.tui.words import word

        choices = self.query_one("#choices", Vertical)
        doctrines = [(literal(name), ident) for ident, name in overview.doctrines]
        for key, options, value in (
            ("doctrine", doctrines, "balanced"),
            ("difficulty", [(literal(word(d)), d) for d in ("gentle", "standard", "severe")], "standard"),
            ("mode", [(literal(word(m)), m) for m in ("practice", "exam")], "practice"),
        ):
            known = [ident for _, ident in options]
            select: Select[str] = Select(
                options, allow_blank=False, value=value if value in known else known[0], compact=True,
                id=f"choose-{key}", type_to_search=False,
            )  # fmt: skip
            await choices.mount(Horizontal(Static(literal(word(key)), markup=False, classes="label"), select))
        seed = Input(id="choose-seed", compact=True, max_length=18, placeholder=word("seed_hint"))
        seed.cursor_blink = False
        await choices.mount(Horizontal(Static(literal(word("seed")), markup=False, classes="label"), seed))

    @on(OptionList.OptionHighlighted, "#scenarios")
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        from negsim.tui.words import word

        card = self._cards.get(event.option.id or "")
        if card is None:
            return
        about = f"{word(card.difficulty)}, {word('usual_minutes', minutes=card.minutes)}"
        self.query_one("#pitch", Static).update(
            blocks(
                literal(card.pitch),
                lines(
                    literal(f"{card.place}, {card.date}."),
                    labelled(word("your_role"), f"{card.your_role} ({about})"),
                    labelled(word("sources"), card.source_strength),
                ),
            )
        )
        self.query_one("#pitch-box", VerticalScroll).scroll_home(animate=False)

    # -- opening a session ---------------------------------------------------------------------------

    def _open_first(self) -> None:
        """What the command line asked for, once."""
        choices, resume = self._first, self._first_resume
        self._first = self._first_resume = None
        if resume is not None:
            self._open(partial(self.desk.resume, resume), fatal=True)
        elif choices is not None:
            self._open(partial(self.desk.start, choices), fatal=True)

    def _open(self, how: partial[None], fatal: bool = False) -> None:
        from negsim.tui.words import word

        if self._opening:
            return
        self._opening = True
        self.query_one(TitleLine).say(TITLE, word("starting"))
        self.run_worker(partial(self._work, how, fatal), group="open", exclusive=True, thread=True, exit_on_error=False)

    def _work(self, how: partial[None], fatal: bool) -> None:
        from negsim.tui.desk import exit_code_of, problem_of

        try:
            how()
        except Exception as error:
            self.post_message(Refused(problem_of(error), code=exit_code_of(error) if fatal else 0))
        else:
            self.post_message(SessionOpened())

    @on(SessionOpened)
    def _opened(self) -> None:
        self._opening = False
        self.query_one(TitleLine).say(TITLE)
        self.negsim.show_phase()

    @on(Refused)
    def _refused(self, message: Refused) -> None:
        self._opening = False
        self.query_one(TitleLine).say(TITLE)
        if message.code and not self._cards:
            self.tell(message.problem, "error")
        elif message.code:
            self.negsim.fail(message.problem, message.code)
        else:
            self.tell(message.problem, "error")

    # -- commands ----------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#scenarios")
    def do_start(self) -> None:
        """Begin the marked scenario with what is chosen."""
        from negsim.tui.words import word

        scenarios = self.query_one("#scenarios", OptionList)
        marked = scenarios.highlighted
        if marked is None or not self._cards or not self.query("#choose-seed"):
            self.tell(word("choose_scenario"))
            return
        written = self.query_one("#choose-seed", Input).value.strip()
        if written and not (written.isascii() and written.isdigit()):
            self.tell(word("seed_wrong"))
            return
        self._open(partial(self.desk.start, self._choices(str(scenarios.get_option_at_index(marked).id), written)))

    def _choices(self, scenario: str, seed: str) -> Choices:
        from negsim.engine.sittings import Choices

        return Choices(
            scenario=scenario,
            seed=int(seed) if seed else secrets.randbelow(SEED_RANGE),
            doctrine=self._chosen("doctrine"),
            difficulty=self._chosen("difficulty"),  # type: ignore[arg-type]
            mode=self._chosen("mode"),  # type: ignore[arg-type]
        )

    def _chosen(self, key: str) -> str:
        return str(self.query_one(f"#choose-{key}", Select).value)

    @on(OptionList.OptionSelected, "#sessions")
    def _session_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id:
            self._open(partial(self.desk.resume, event.option.id))

    def do_resume(self) -> None:
        """Go on with the marked session, or with the first in the list."""
        from negsim.tui.words import word

        sessions = self.query_one("#sessions", OptionList)
        ids = [sessions.get_option_at_index(i).id for i in range(sessions.option_count)]
        marked = sessions.highlighted if sessions.highlighted is not None else 0
        ident = ids[marked] if ids and marked < len(ids) else None
        if ident is None:
            self.tell(word("choose_session"))
        else:
            self._open(partial(self.desk.resume, ident))


def _card_row(card: Card) -> Content:
    return Content.assemble(literal(card.title, "bold"), "  ", literal(card.date))


def _broken_row(problem: str) -> Content:
    from negsim.tui.words import word

    return Content.assemble((word("unplayable"), "bold"), " ", literal(problem))


def _session_row(saved: SavedSession, cards: dict[str, Card]) -> Content:
    from negsim.tui.words import word

    title = cards[saved.scenario].title if saved.scenario in cards else saved.scenario
    if saved.ended:
        state = word("ended", ending=saved.ending, outcome=saved.outcome, conduct=saved.conduct)
    else:
        state = word("open_session")
    return Content.assemble(literal(title, "bold"), "  ", literal(f"{saved.id}, {saved.started[:10]}, {state}"))
