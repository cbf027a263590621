"""Small questions in front of a screen: confirm, pick a reply, pick issues, name a tactic, write two sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from negsim.tui.literal import literal
from negsim.tui.widgets.prompt import Prompt
from negsim.tui.words import word

if TYPE_CHECKING:
    from negsim.model.catalogue import Tactic
    from negsim.model.events import ReplyGiven

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A box with a title and a line of help; Esc closes it without an answer."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS = [Binding("escape", "cancel", "Back", show=False)]

    def __init__(self, title: str, help_text: str) -> None:
        super().__init__()
        self._title, self._help = title, help_text

    def compose(self) -> ComposeResult:
        """Title, body, help."""
        with Vertical(id="box") as box:
            box.border_title = literal(self._title)
            yield from self.body()
            yield Static(literal(self._help), markup=False, id="dialog-help")

    def body(self) -> ComposeResult:
        """The dialog's own part."""
        yield from ()

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """A question that stops a slip of the finger. ``key`` names the words."""

    BINDINGS = [
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
    ]

    def __init__(self, key: str) -> None:
        super().__init__(word(f"{key}_title"), word(f"{key}_text"))

    def body(self) -> ComposeResult:
        """Two buttons; the harmless one is first."""
        with Horizontal(id="answers"):
            yield Button(literal(word("answer_no")), id="no")
            yield Button(literal(word("answer_yes")), id="yes")

    def action_answer(self, yes: bool) -> None:
        """The answer by its first letter."""
        self.dismiss(yes)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


class PickReply(Dialog[int]):
    """Which reply to take back; the latest is marked."""

    def __init__(self, replies: Sequence[ReplyGiven]) -> None:
        super().__init__(word("rewind_title"), word("rewind_help"))
        self._replies = tuple(replies)

    def body(self) -> ComposeResult:
        """One option a reply."""
        yield OptionList(
            *(
                Option(literal(f"{reply.turn}. {_short(reply.text) or word('silence_row')}"), id=str(reply.turn))
                for reply in self._replies
            ),
            markup=False,
        )

    def on_mount(self) -> None:
        """Mark the latest reply."""
        self.query_one(OptionList).highlighted = len(self._replies) - 1

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(int(event.option.id or 0))


class NameTactic(Dialog[str]):
    """Which tactic is being used: a list that narrows while one types."""

    def __init__(self, tactics: Sequence[Tactic]) -> None:
        super().__init__(word("name_title"), word("name_help"))
        self._tactics = sorted(tactics, key=lambda tactic: tactic.name.casefold())

    def body(self) -> ComposeResult:
        """A filter and the list."""
        yield Filter(id="filter", placeholder=word("name_filter"), select_on_focus=False, compact=True, max_length=60)
        yield OptionList(*self._options(""), markup=False)

    def _options(self, part: str) -> list[Option]:
        low = part.casefold().strip()
        return [
            Option(Content.assemble(literal(t.name, "bold"), "  ", literal(_short(t.tells[0], 200))), id=t.id)
            for t in self._tactics
            if low in t.name.casefold() or low in t.id
        ]

    def on_mount(self) -> None:
        """Start with the first one marked."""
        self.query_one(OptionList).highlighted = 0

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        options = self.query_one(OptionList)
        options.set_options(self._options(event.value))
        options.highlighted = 0 if options.option_count else None

    @on(Input.Submitted)
    def _take(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            options.action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)


class Filter(Input):
    """A field whose Up and Down move in the list below it."""

    def on_mount(self) -> None:
        """No blinking."""
        self.cursor_blink = False

    def on_key(self, event: events.Key) -> None:
        """Pass Up and Down on to the list."""
        options = self.screen.query_one(OptionList)
        if event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            (options.action_cursor_up if event.key == "up" else options.action_cursor_down)()


class PickIssues(Dialog[tuple[str, ...]]):
    """Choose issues; ``ordered`` ones carry their number and can be moved."""

    BINDINGS = [
        Binding("space", "pick", "Choose", show=False),
        Binding("shift+up", "move(-1)", "Up", show=False),
        Binding("shift+down", "move(1)", "Down", show=False),
        Binding("enter", "done", "Done", show=False, priority=True),
    ]

    def __init__(self, kind: str, issues: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        self.ordered = kind != "red_line"
        key = "order" if self.ordered else "red_line"
        super().__init__(word(f"{key}_title"), word(f"{key}_help"))
        self._names = dict(issues)
        self.chosen = list(chosen)
        self._rest = [issue for issue, _ in issues if issue not in chosen]

    def body(self) -> ComposeResult:
        """One option an issue, the chosen ones first."""
        yield OptionList(*self._options(), markup=False)

    def on_mount(self) -> None:
        """Start on the first issue."""
        self.query_one(OptionList).highlighted = 0

    def _options(self) -> list[Option]:
        rows = [(f"[{n if self.ordered else 'x'}]", issue) for n, issue in enumerate(self.chosen, 1)]
        rows += [("[ ]", issue) for issue in self._rest]
        return [Option(literal(f"{mark} {self._names[issue]}"), id=issue) for mark, issue in rows]

    def _marked(self) -> str | None:
        options = self.query_one(OptionList)
        return None if options.highlighted is None else options.get_option_at_index(options.highlighted).id

    def _redraw(self, issue: str) -> None:
        options = self.query_one(OptionList)
        options.set_options(self._options())
        options.highlighted = options.get_option_index(issue)

    @on(OptionList.OptionSelected)
    def _clicked(self) -> None:
        self.action_pick()

    def action_pick(self) -> None:
        """Choose or drop the marked issue."""
        issue = self._marked()
        if issue is None:
            return
        here, there = (self.chosen, self._rest) if issue in self.chosen else (self._rest, self.chosen)
        here.remove(issue)
        there.append(issue)
        self._redraw(issue)

    def action_move(self, by: int) -> None:
        """Move the marked issue within the order."""
        issue = self._marked()
        if not self.ordered or issue is None or issue not in self.chosen:
            return
        at = self.chosen.index(issue)
        to = max(0, min(len(self.chosen) - 1, at + by))
        self.chosen.insert(to, self.chosen.pop(at))
        self._redraw(issue)

    def action_done(self) -> None:
        """Answer with the chosen issues in their order."""
        self.dismiss(tuple(self.chosen))


class WriteDown(Dialog[str]):
    """A sentence or two in the trainee's own words."""

    def __init__(self, kind: str) -> None:
        super().__init__(word(f"{kind}_title"), word(f"{kind}_help"))

    def body(self) -> ComposeResult:
        """A small prompt."""
        yield Prompt("")

    @on(Prompt.Sent)
    def _sent(self, message: Prompt.Sent) -> None:
        self.dismiss(message.text)

    @on(Prompt.TooLong)
    def _too_long(self, message: Prompt.TooLong) -> None:
        self.query_one("#dialog-help", Static).update(
            literal(word("pasted_too_long", characters=message.characters, limit=400))
        )


def _short(text: str, limit: int = 60) -> str:
    """The beginning of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 3].rstrip() + "..."
