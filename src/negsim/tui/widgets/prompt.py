"""The prompt: several lines, Enter sends, Up on the first row leads into history, the unsent draft is never lost."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from negsim.model.text import REPLY_LIMIT, clean_text
from negsim.tui.commands import prompt_bindings
from negsim.tui.literal import literal
from negsim.tui.words import word

PASTE_LIMIT = 5 * REPLY_LIMIT
"""Characters the prompt takes at all; what is longer than a reply is kept here and refused by the engine."""
WARN_FROM = REPLY_LIMIT - 500


class Prompt(TextArea):
    """Where the trainee writes."""

    BINDINGS = prompt_bindings()

    class Sent(Message):
        """The trainee pressed Enter."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class TooLong(Message):
        """A paste was not taken because of its length."""

        def __init__(self, characters: int) -> None:
            self.characters = characters
            super().__init__()

    class Scrolled(Message):
        """Page Up or Page Down in the prompt: the talk is meant."""

        def __init__(self, down: bool) -> None:
            self.down = down
            super().__init__()

    def __init__(self, title: str) -> None:
        super().__init__(
            id="prompt", compact=True, highlight_cursor_line=False, placeholder=literal(word("prompt_keys"))
        )
        self.cursor_blink = False
        self._title = title
        self._history: tuple[str, ...] = ()
        self._at = 0
        self._unsent = ""

    def on_mount(self) -> None:
        """Show title and length."""
        self.show_length()

    def remember(self, replies: Sequence[str]) -> None:
        """Earlier replies, the oldest first."""
        self._history = tuple(reply for reply in replies if reply)
        self._at = len(self._history)

    def show_length(self) -> None:
        """Say how much has been written, once it matters."""
        length = len(self.text)
        over = f", {word('too_long')}" if length > REPLY_LIMIT else ""
        count = f" ({length} of {REPLY_LIMIT}{over})" if length >= WARN_FROM else ""
        self.border_title = literal(self._title + count)

    def put(self, text: str) -> None:
        """Replace what stands in the prompt and go to its end."""
        self.text = text
        self.move_cursor(self.document.end)

    def give_back(self, text: str) -> None:
        """Put refused words back, before anything that was written meanwhile."""
        self.put("\n".join(part for part in (text, self.text) if part))

    # -- keys -------------------------------------------------------------------------------------

    def action_send(self) -> None:
        """Hand over the text; the screen empties the prompt when it takes it."""
        self.post_message(self.Sent(self.text))

    def action_newline(self) -> None:
        """Begin a new line."""
        self._replace_via_keyboard("\n", *self.selection)

    def action_cursor_up(self, select: bool = False) -> None:
        """Up; on the first row, the reply before."""
        if select or not self.cursor_at_first_line or not self._history:
            super().action_cursor_up(select)
        elif self._at > 0:
            if self._at == len(self._history):
                self._unsent = self.text
            self._at -= 1
            self.put(self._history[self._at])
            self.move_cursor((0, 0))

    def action_cursor_down(self, select: bool = False) -> None:
        """Down; on the last row, the reply after, and last of all the unsent words."""
        if select or not self.cursor_at_last_line or self._at >= len(self._history):
            super().action_cursor_down(select)
        else:
            self._at += 1
            self.put(self._history[self._at] if self._at < len(self._history) else self._unsent)

    def action_cursor_page_up(self) -> None:
        """Scroll the talk up."""
        self.post_message(self.Scrolled(down=False))

    def action_cursor_page_down(self) -> None:
        """Scroll the talk down."""
        self.post_message(self.Scrolled(down=True))

    # -- pasting ----------------------------------------------------------------------------------

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def action_paste(self) -> None:
        """Paste what was copied inside the program."""
        self._take(self.app.clipboard)

    def _take(self, raw: str) -> None:
        """Insert pasted text without escapes and control characters; a very long one is not taken at all."""
        if len(self.text) + len(raw) > PASTE_LIMIT:
            self.post_message(self.TooLong(len(raw)))
            return
        before = " " if raw[:1] in (" ", "\t") else "\n" if raw[:1] in ("\n", "\r") else ""
        after = " " if raw[-1:] in (" ", "\t") else ""
        text = clean_text(raw)
        if text and (result := self._replace_via_keyboard(before + text + after, *self.selection)):
            self.move_cursor(result.end_location)
            self.focus()
