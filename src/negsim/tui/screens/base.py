"""What all screens of a session share: one engine action at a time in a worker, its events shown when they come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import TextArea

from negsim.tui.commands import PLACES, Command
from negsim.tui.literal import literal
from negsim.tui.messages import Acted, Refused
from negsim.tui.widgets.bar import CommandBar
from negsim.tui.widgets.parts import Notice, TitleLine
from negsim.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from negsim.engine.session import Session
    from negsim.model.actions import Action
    from negsim.tui.app import NegsimApp
    from negsim.tui.desk import Desk

DRAFT_DELAY = 0.4
"""Seconds after the last key press before the unsent words are written down."""


class PlaceScreen(Screen[None]):
    """A screen with a title line, a line of notices and the button bar."""

    PLACE: ClassVar[str] = "home"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def compose(self) -> ComposeResult:
        """Title, body, notice, buttons."""
        yield TitleLine()
        yield from self.body()
        yield Notice()
        yield CommandBar(self.bar_commands())

    def body(self) -> ComposeResult:
        """The screen's own part."""
        yield from ()

    def bar_commands(self) -> tuple[Command, ...]:
        """The commands that have a button."""
        return tuple(command for command in PLACES[self.PLACE] if command.bar)

    @property
    def negsim(self) -> NegsimApp:
        """The app, by its own type."""
        return cast("NegsimApp", self.app)

    @property
    def desk(self) -> Desk:
        """Saves, sittings and the session in play."""
        return self.negsim.desk

    def tell(self, text: str, severity: str = "warning") -> None:
        """Say something to the user in a line that stays; errors come as a toast too. Both are literal."""
        self.query_one(Notice).say(text)
        if text and severity == "error":
            self.notify(literal(text).plain, severity="error", markup=False)

    def action_command(self, command_id: str) -> None:
        """Carry out one command of the registry, if it is possible now."""
        if self.can(command_id):
            getattr(self, f"do_{command_id}")()

    def can(self, command_id: str) -> bool:
        """Whether a command is possible now."""
        return any(command.id == command_id for command in PLACES[self.PLACE])

    def do_help(self) -> None:
        """Show the keys."""
        from negsim.tui.screens.help import HelpDialog

        self.app.push_screen(HelpDialog(self.PLACE))

    def do_quit(self) -> None:
        """Close the program."""
        self.app.exit()


class SittingScreen(PlaceScreen):
    """A screen that shows one phase of the session in play."""

    def __init__(self) -> None:
        super().__init__()
        self.busy = False
        self._draft_timer: Timer | None = None

    @property
    def session(self) -> Session:
        """The session in play."""
        session = self.desk.session
        assert session is not None  # sitting screens are only shown with a session on the desk
        return session

    def on_mount(self) -> None:
        """Show the session as it stands and put unsent words back."""
        from negsim.tui.words import word

        for prompt in self.query(Prompt):
            prompt.remember([reply.text for reply in self.session.state.replies])
            if draft := self.desk.draft():
                prompt.put(draft)
                self.tell(word("draft_back"), "information")
        self.show_all()
        self.refresh_frame()

    def on_unmount(self) -> None:
        """Write unsent words down at once."""
        self._keep_draft()

    # -- to be filled by each screen -----------------------------------------------------------------

    def show_all(self) -> None:
        """Show everything from the session's events."""

    def show_more(self, _message: Acted) -> None:
        """Show what one action added."""
        self.show_all()

    def title_parts(self) -> tuple[str, ...]:
        """What stands in the title line behind the scenario's name."""
        return ()

    # -- acting ------------------------------------------------------------------------------------

    def can(self, command_id: str) -> bool:
        """Whether the engine allows what the command needs."""
        command = next((c for c in PLACES[self.PLACE] if c.id == command_id), None)
        return command is not None and (not command.needs or command.needs in self.session.allowed())

    def act(self, action: Action, text: str = "") -> bool:
        """Hand an action to the engine; ``text`` is given back if it is refused. False while another one runs."""
        from negsim.tui.words import word

        if self.busy:
            self.tell(word("busy"), "information")
            return False
        self.busy = True
        self.query_one(Notice).say("")
        self.refresh_frame()
        self.run_worker(
            partial(self._work, action, text), group="engine", exclusive=True, thread=True, exit_on_error=False
        )
        return True

    def _work(self, action: Action, text: str) -> None:
        from negsim.tui.desk import problem_of

        try:
            events = self.desk.act(action)
        except Exception as error:
            self.post_message(Refused(problem_of(error), text))
        else:
            self.post_message(Acted(action, events))

    @on(Acted)
    def _acted(self, message: Acted) -> None:
        self.busy = False
        state = self.session.state
        self.query_one(Notice).say("")
        for prompt in self.query(Prompt):
            prompt.remember([reply.text for reply in state.replies])
        if state.phase != self.PLACE:
            self._keep_draft()
            self.negsim.show_phase()
            return
        self.show_more(message)
        self.refresh_frame()
        self._keep_draft()

    @on(Refused)
    def _refused(self, message: Refused) -> None:
        self.busy = False
        if message.text:
            for prompt in self.query(Prompt):
                prompt.give_back(message.text)
        self.tell(message.problem)
        self.refresh_frame()

    def refresh_frame(self) -> None:
        """Title line and button bar as the session stands."""
        from negsim.tui.words import word

        working = word("reading" if self.query(Prompt) else "working").upper() if self.busy else ""
        mode = word(self.session.state.setup.mode)
        title = self.session.scenario.card.title
        self.query_one(TitleLine).say(working, word(f"place_{self.PLACE}"), *self.title_parts(), mode, title)
        self.query_one(CommandBar).show(frozenset(self.session.allowed()))

    # -- the prompt --------------------------------------------------------------------------------

    @on(Prompt.Sent)
    def _sent(self, message: Prompt.Sent) -> None:
        from negsim.model.actions import Say

        if not self.busy:
            self.desk.keep_draft(message.text)  # until the engine has taken it
        if self.act(Say(text=message.text), message.text):
            self.query_one(Prompt).put("")

    @on(Prompt.TooLong)
    def _too_long(self, message: Prompt.TooLong) -> None:
        from negsim.model.text import REPLY_LIMIT
        from negsim.tui.words import word

        self.tell(word("pasted_too_long", characters=message.characters, limit=REPLY_LIMIT))

    @on(Prompt.Scrolled)
    def _scrolled(self, message: Prompt.Scrolled) -> None:
        for part in self.query("#talk, #readout, #clauses"):
            if part.region.height:
                part.release_anchor()
                (part.scroll_page_down if message.down else part.scroll_page_up)(animate=False)
                return

    @on(TextArea.Changed, "#prompt")
    def _changed(self) -> None:
        self.query_one(Prompt).show_length()
        if self._draft_timer is not None:
            self._draft_timer.stop()
        if not self.busy:
            self.desk.note_draft(self.query_one(Prompt).text)
            self._draft_timer = self.set_timer(DRAFT_DELAY, self._keep_draft)

    def _keep_draft(self) -> None:
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        if not self.busy:
            for prompt in self.query(Prompt):
                self.desk.keep_draft(prompt.text)

    # -- commands that several screens have ----------------------------------------------------------

    def do_home(self) -> None:
        """Back to the start, with everything saved."""
        from negsim.tui.words import word

        focused = self.focused
        if isinstance(focused, Prompt) and (others := self.query("#talk, #text, #clauses, #readout")):
            next((w for w in others if w.focusable), self).focus()
        elif self.busy:
            self.tell(word("busy"), "information")
        else:
            self._keep_draft()
            self.negsim.go_home()

    def do_rewind(self) -> None:
        """Ask which reply to take back."""
        from negsim.model.actions import Rewind
        from negsim.tui.screens.dialogs import PickReply

        replies = [reply for reply in self.session.state.replies if reply.where != "press"]

        def answer(turn: int | None) -> None:
            if turn:
                self.act(Rewind(turn=turn))

        if replies:
            self.app.push_screen(PickReply(replies), answer)

    def do_leave(self) -> None:
        """Ask before leaving the table."""
        from negsim.model.actions import Leave
        from negsim.tui.screens.dialogs import Confirm

        def answer(yes: bool | None) -> None:
            if yes:
                self.act(Leave())

        self.app.push_screen(Confirm("leave"), answer)
