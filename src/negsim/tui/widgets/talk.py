"""The transcript: who said what, with the side in words, stage directions in parentheses."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from negsim.tui.literal import literal
from negsim.tui.transcript import Entry


def entry_content(entry: Entry) -> Content:
    """One entry as text: a head line in words, then what was said."""
    if entry.kind in ("they", "you"):
        head = Content.assemble((entry.tag, "bold"), "  ", literal(entry.who))
        return Content("\n").join([head, literal(entry.text)])
    tag = f"{entry.tag}: " if entry.tag else ""
    return Content.assemble((tag, "bold"), literal(entry.text))


class Talk(VerticalScroll, can_focus=True):
    """The conversation so far; the newest entry stays in view."""

    def __init__(self, id: str = "talk") -> None:
        super().__init__(id=id)

    def show(self, entries: Sequence[Entry]) -> None:
        """Replace everything."""
        self.remove_children()
        self.more(entries)

    def more(self, entries: Sequence[Entry]) -> None:
        """Add entries below."""
        if entries:
            followers = [*(entry.kind for entry in entries[1:]), ""]
            self.mount_all(
                Static(
                    entry_content(entry),
                    markup=False,
                    classes=f"entry {entry.kind}{' marked' if follower == 'mark' else ''}",
                )
                for entry, follower in zip(entries, followers, strict=True)
            )
        self.anchor()
        self.call_after_refresh(self.scroll_end, animate=False)
