"""What workers tell the screens. Workers compute; only the handlers of these messages change a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from negsim.model.actions import Action
    from negsim.model.events import Event
    from negsim.tui.desk import Overview


class ShelfRead(Message):
    """The scenario cards and the list of sessions have been read."""

    def __init__(self, overview: Overview) -> None:
        self.overview = overview
        super().__init__()


class SessionOpened(Message):
    """A session is on the desk and can be shown."""


class Acted(Message):
    """The engine carried out an action."""

    def __init__(self, action: Action, events: Sequence[Event]) -> None:
        self.action, self.events = action, tuple(events)
        super().__init__()


class Refused(Message):
    """Something could not be done: a sentence for the user, and the text that must not be lost."""

    def __init__(self, problem: str, text: str = "", code: int = 1) -> None:
        self.problem, self.text, self.code = problem, text, code
        super().__init__()
