"""The desk between screens and engine: saves, sittings and the session in play. Its methods run in worker threads."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negsim.engine.session import Session
    from negsim.engine.sittings import Choices, Sittings
    from negsim.model.actions import Action
    from negsim.model.events import Event
    from negsim.model.scenario import Card
    from negsim.store.saves import SavedSession, Saves

UNSAVED = "unsaved"


@dataclass(frozen=True)
class Overview:
    """What the home screen shows."""

    cards: tuple[Card, ...]
    problems: tuple[str, ...]
    """One entry for each pack that cannot be read."""
    sessions: tuple[SavedSession, ...]
    doctrines: tuple[tuple[str, str], ...]
    """Id and name."""
    warning: str = ""
    """Why nothing can be saved, when something went wrong with the data folder."""


def default_home() -> Path:
    """The user's data folder when none was named."""
    if named := os.environ.get("NEGSIM_HOME"):
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "negsim"


def problem_of(error: Exception) -> str:
    """A failure as a sentence for the user."""
    message = getattr(error, "message", None)
    if isinstance(message, str) and message:
        return message
    from negsim.content.problems import ContentError
    from negsim.content.shelf import UnknownScenario

    if isinstance(error, ContentError):
        more = len(error.problems) - 1
        rest = f" And {more} more; list them with: negsim scenario check" if more else ""
        return f"This scenario cannot be played: {error.problems[0]}{rest}"
    if isinstance(error, UnknownScenario):
        return str(error)
    return f"This did not work: {type(error).__name__}: {error}. What was said so far is kept."


def exit_code_of(error: Exception) -> int:
    """2 when a choice from outside was wrong, 1 when the work failed."""
    from negsim.content.problems import ContentError
    from negsim.content.shelf import UnknownScenario
    from negsim.engine.errors import EngineError
    from negsim.store.errors import NoSuchSession

    return 2 if isinstance(error, ContentError | UnknownScenario | EngineError | NoSuchSession) else 1


class Desk:
    """Holds what a run of the program has open. Screens read ``session``; workers call everything else."""

    def __init__(self, home: Path | None, scenario_folders: Sequence[Path], save: bool) -> None:
        self.home = home
        self.folders = tuple(scenario_folders)
        self.save = save
        self.session: Session | None = None
        self.session_id = ""
        self._sittings: Sittings | None = None
        self._saves: Saves | None = None
        self._notes: Saves | None = None
        self._unsent: str | None = None
        self._opening = RLock()

    # -- opening ----------------------------------------------------------------------------------

    def overview(self) -> Overview:
        """Cards, sessions and doctrines; opens the saves. A pack or data folder that fails hides nothing else."""
        from negsim.content.library import load_catalogue
        from negsim.content.shelf import Shelf

        warning = ""
        try:
            self._open_saves()
        except Exception as error:
            warning, self.save = problem_of(error), False
        cards, errors = Shelf(self.folders).cards()
        catalogue = load_catalogue()
        return Overview(
            cards=tuple(cards),
            problems=tuple(_pack_problem(error.problems) for error in errors),
            sessions=tuple(self._notes.sessions()) if self._notes else (),
            doctrines=tuple((d.id, d.name) for d in catalogue.doctrines.values()),
            warning=warning,
        )

    def _open_saves(self) -> None:
        from negsim.store.saves import Saves

        with self._opening:
            if self.save and self._saves is None:
                folder = self.home or default_home()
                # Two connections: drafts and lists never wait inside a turn that is being written.
                self._saves, self._notes = Saves(folder), Saves(folder)

    def sittings(self) -> Sittings:
        """Where sessions are put together; built on first use."""
        from negsim.engine.sittings import Sittings

        with self._opening:
            if self._sittings is None:
                self._open_saves()
                self._sittings = Sittings(self._saves, self.folders)
            return self._sittings

    def warm(self) -> None:
        """Load what the first reply will need, while the trainee reads."""
        from negsim.engine.sittings import shared_reader

        with self._opening:  # whoever starts a session meanwhile waits for it and does not load it twice
            self.sittings()
            shared_reader()

    def start(self, choices: Choices) -> None:
        """A new session on the desk. Raises what Sittings raises."""
        started = datetime.now(UTC).isoformat(timespec="seconds")
        with self._opening:
            self.session_id, self.session = self.sittings().start(choices, started)

    def resume(self, session_id: str) -> None:
        """A saved session on the desk, at the same line; one that was not saved is still there."""
        if session_id == UNSAVED and self.session is not None:
            return
        with self._opening:
            self.session = self.sittings().resume(session_id)
            self.session_id = session_id

    def flush(self) -> None:
        """Write down unsent words."""
        if self._unsent is not None:
            self.keep_draft(self._unsent)

    def close(self) -> None:
        """Close the data file, when no worker runs any more; events are written already."""
        self.flush()
        for saves in (self._saves, self._notes):
            if saves is not None:
                saves.close()
        self._saves = self._notes = None

    # -- playing ----------------------------------------------------------------------------------

    def act(self, action: Action) -> tuple[Event, ...]:
        """Carry out an action; what was said is no draft any more. Raises EngineError, StoreError."""
        if self.session is None:
            raise LookupError("no session is open")
        events = self.session.act(action)
        if action.do == "say":
            self.keep_draft("")
        return events

    @property
    def saved(self) -> bool:
        """Whether the session in play is written to disk."""
        return self._notes is not None and self.session_id not in ("", UNSAVED)

    @property
    def last_open(self) -> str:
        """The id of the session in play when it is saved and not yet at its end; else empty."""
        session = self.session
        return self.session_id if session is not None and self._was_saved() and session.state.ended is None else ""

    def _was_saved(self) -> bool:
        return self.save and self.session_id not in ("", UNSAVED)

    def keep_draft(self, text: str) -> None:
        """Write down the unsent reply of the session in play."""
        self._unsent = None
        if self._notes is not None and self.saved:
            self._notes.keep_draft(self.session_id, text)

    def note_draft(self, text: str) -> None:
        """Remember unsent words; they are written down a moment later, or when the program closes."""
        self._unsent = text

    def draft(self) -> str:
        """The unsent reply of the session in play."""
        return self._notes.draft(self.session_id) if self._notes is not None and self.saved else ""


def _pack_problem(problems: Sequence[object]) -> str:
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{problems[0]}{more}"
