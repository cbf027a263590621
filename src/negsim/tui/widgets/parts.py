"""Small parts that every screen has: the title line and the line of notices."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from negsim.tui.literal import literal


class TitleLine(Static):
    """One line at the top: where you are, how the clock stands."""

    def __init__(self, text: str = "") -> None:
        super().__init__(literal(text), markup=False, id="title")

    def say(self, *parts: str) -> None:
        """Show the parts with a dot between them."""
        self.update(literal("  \u00b7  ".join(part for part in parts if part)))


class Notice(Static):
    """The last thing the program had to say: a refusal or a hint. It stays until something else happens."""

    def __init__(self) -> None:
        super().__init__(Content(""), markup=False, id="notice")
        self.display = False
        self.words = ""

    def say(self, text: str) -> None:
        """Show ``text``; an empty one folds the line away."""
        self.words = text
        self.update(literal(text))
        self.display = bool(text)
