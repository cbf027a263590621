"""What can go wrong in a session, as typed errors whose messages say what to do."""

from __future__ import annotations

from collections.abc import Iterable


class EngineError(Exception):
    """Base of all refusals; ``message`` is a sentence for the user."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class TransitionRefused(EngineError):
    """The phases do not allow this step now."""

    def __init__(self, trigger: str, place: str, allowed: Iterable[str]) -> None:
        self.trigger, self.place, self.allowed = trigger, place, tuple(allowed)
        super().__init__(f"'{trigger}' is not possible in '{place}'. Possible: {', '.join(self.allowed) or 'nothing'}.")


class ActionRefused(EngineError):
    """The action is not allowed now, or its arguments are wrong."""


class ReplyRefused(EngineError):
    """The text cannot be taken as a reply; the face keeps it in the prompt."""
