"""What can go wrong with saves; every message says what to do."""

from __future__ import annotations


class StoreError(Exception):
    """Base of all failures of the store; ``message`` is a sentence for the user."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class NoSuchSession(StoreError):
    """No saved session has this id."""


class SaveFromNewerVersion(StoreError):
    """The data file was written by a newer negsim."""


class PlayedElsewhere(StoreError):
    """Another window has written to this session meanwhile."""


class DamagedSave(StoreError):
    """A saved event cannot be read."""
