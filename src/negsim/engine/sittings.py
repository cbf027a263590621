"""Where a session is put together: pack, catalogue, reader and save. The faces all come through here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from negsim.content.library import CATALOGUE_FOLDER, load_catalogue
from negsim.content.problems import nearest
from negsim.content.shelf import Shelf
from negsim.engine.errors import EngineError
from negsim.engine.session import Session
from negsim.model.catalogue import Catalogue
from negsim.model.events import Difficulty, Event, Mode, SessionOpened, Setup
from negsim.nlu.cues import load_cues
from negsim.nlu.opinion import OpinionModel
from negsim.nlu.reader import Reader
from negsim.store.saves import Saves

SENSITIVE = ("bereavement", "identity", "children", "nuclear")
"""Kinds of content that are toned down unless switched on."""


class UnknownChoice(EngineError):
    """A doctrine, difficulty or other choice that does not exist."""


@dataclass(frozen=True)
class Choices:
    """What a person chooses for a new session."""

    scenario: str
    seed: int
    doctrine: str = "balanced"
    difficulty: Difficulty = "standard"
    mode: Mode = "practice"
    sensitive: tuple[str, ...] = ()


@cache
def shared_reader(learned: bool = True) -> Reader:
    """The reader of this process: rules, and the learned model where its weights are installed."""
    catalogue = load_catalogue()
    cues = load_cues((CATALOGUE_FOLDER / "cues.yaml").read_text(encoding="utf-8"))
    return Reader(cues, acts=catalogue.acts, model=_model() if learned else None)


def reader_label() -> str:
    """Which reader judges in this process; a save remembers it."""
    return "rules+model" if _model() is not None else "rules"


@cache
def _model() -> OpinionModel | None:
    from negsim.nlu import encoder

    folder = Path(encoder.__file__).parent / "weights"
    return encoder.load_model(folder) if (folder / "manifest.json").is_file() else None


class Sittings:
    """Starts and resumes sessions. Without saves nothing is written."""

    def __init__(self, saves: Saves | None = None, scenario_folders: Iterable[Path] = ()) -> None:
        self.catalogue: Catalogue = load_catalogue()
        self.shelf = Shelf(scenario_folders)
        self.saves = saves

    def check(self, choices: Choices) -> None:
        """Raises UnknownChoice, with the nearest known name, when a choice does not exist."""
        if choices.doctrine not in self.catalogue.doctrines:
            near = nearest(choices.doctrine, self.catalogue.doctrines)
            hint = f"Did you mean '{near}'? " if near else ""
            known = ", ".join(self.catalogue.doctrines)
            raise UnknownChoice(f"There is no doctrine '{choices.doctrine}'. {hint}Known: {known}.")
        for kind in choices.sensitive:
            if kind not in SENSITIVE:
                raise UnknownChoice(f"There is no kind of sensitive content '{kind}'. Known: {', '.join(SENSITIVE)}.")

    def start(self, choices: Choices, started: str) -> tuple[str, Session]:
        """A new session and its id ('unsaved' without saves). ``started`` is an ISO time."""
        self.check(choices)
        pack = self.shelf.load(choices.scenario, self.catalogue)
        reader = shared_reader()
        setup = Setup(
            scenario=choices.scenario,
            content_hash=pack.content_hash,
            seed=choices.seed,
            doctrine=choices.doctrine,
            difficulty=choices.difficulty,
            mode=choices.mode,
            sensitive=choices.sensitive,
            reader=reader_label(),
        )
        if self.saves is None:
            return "unsaved", Session.begin(pack, self.catalogue, reader, setup)
        session_id = self.saves.create(choices.scenario, started)
        keeper = _Keeper(self.saves, session_id, 0)
        return session_id, Session.begin(pack, self.catalogue, reader, setup, keeper)

    def resume(self, session_id: str) -> Session:
        """A saved session at the same line. Raises StoreError, UnknownScenario, ContentError."""
        events = self.saved(session_id)
        opened = events[0]
        assert isinstance(opened, SessionOpened)  # Saves.events refuses anything else
        pack = self.shelf.load(opened.setup.scenario, self.catalogue)
        assert self.saves is not None
        keeper = _Keeper(self.saves, session_id, len(events))
        return Session(pack, self.catalogue, shared_reader(), events, keeper)

    def saved(self, session_id: str) -> list[Event]:
        """The events of a saved session. Raises StoreError."""
        if self.saves is None:
            raise EngineError("Nothing is saved in this run, so nothing can be resumed.")
        return self.saves.events(session_id)


class _Keeper:
    """Writes each batch of events behind those already written."""

    def __init__(self, saves: Saves, session_id: str, written: int) -> None:
        self._saves, self._id, self._written = saves, session_id, written

    def __call__(self, events: Sequence[Event]) -> None:
        self._saves.append(self._id, self._written, events)
        self._written += len(events)
