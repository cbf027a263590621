"""The debrief: how it ended, what it was worth, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from negsim.tui.commands import bindings_of
from negsim.tui.literal import literal
from negsim.tui.screens.talking import TalkingScreen
from negsim.tui.widgets.talk import Talk
from negsim.tui.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from negsim.engine.session import Session
    from negsim.model.events import Event


class DebriefScreen(TalkingScreen):
    """The after-action review."""

    PLACE = "debrief"
    CSS_PATH = "../styles/reading.tcss"
    BINDINGS = bindings_of("debrief")
    AUTO_FOCUS = "#text"

    class Written(Message):
        """The debrief has been put together."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    def body(self) -> ComposeResult:
        """One long text; the talk on demand."""
        with Horizontal(id="room"):
            with VerticalScroll(id="text", can_focus=True):
                yield Static(literal(word("debrief_wait")), markup=False, classes="paragraph")
            yield Talk()

    def show_side(self) -> None:
        """Put the debrief together in a worker."""
        self.run_worker(
            partial(self._write, self.session, tuple(self.session.events)),
            group="debrief", exclusive=True, thread=True, exit_on_error=False,
        )  # fmt: skip

    def _write(self, session: Session, events: Sequence[Event]) -> None:
        self.post_message(self.Written(debrief_text(session, events)))

    @on(Written)
    async def _written(self, message: Written) -> None:
        from negsim.tui.prose import paragraphs

        text = self.query_one("#text", VerticalScroll)
        await text.remove_children()
        await text.mount_all(
            [Static(c, markup=False, classes="paragraph") for c in paragraphs(message.text, plain=True)]
        )
        text.scroll_home(animate=False)

    def do_panel(self) -> None:
        """Show or hide the whole conversation."""
        self.toggle_class("-panel")


def debrief_text(session: Session, events: Sequence[Event]) -> str:
    """The debrief as text; when it cannot be put together, at least how it ended."""
    try:
        from negsim.reports.debrief import build_debrief
        from negsim.reports.render import to_text

        return to_text(build_debrief(list(events), session.scenario, session.catalogue))
    except Exception as error:
        missing = "" if isinstance(error, ImportError) else f"\n\n({type(error).__name__}: {error})"
        return ending_text(session) + missing


def ending_text(session: Session) -> str:
    """How it ended and what followed."""
    state, scenario = session.state, session.scenario
    if state.ended is None:
        return word("open_session")
    after = {event.id: event for event in scenario.aftermath}
    weeks = [
        word(
            "after_days" if after[name].after_days else "after_day_0",
            days=after[name].after_days,
            text=after[name].text,
        )
        for name in state.aftermath
        if name in after
    ]
    ended = state.ended
    parts = [
        f"# {ended.title}",
        ended.text,
        word("outcome", outcome=ended.outcome, conduct=ended.conduct),
        word("red_lines_kept" if ended.red_lines_kept else "red_lines_lost"),
    ]
    if weeks:
        parts += [f"## {word('aftermath')}", *weeks]
    return "\n\n".join(parts)
