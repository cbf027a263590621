"""Shared fixtures: the catalogue, a rules-only reader (fast, the same everywhere), and a small pack on another subject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from negsim.content.library import load_catalogue
from negsim.content.pack import Pack, load_pack
from negsim.content.shelf import Shelf
from negsim.engine.session import Session, Sink
from negsim.engine.sittings import shared_reader
from negsim.model.catalogue import Catalogue
from negsim.model.events import Event, Setup
from negsim.nlu.reader import Reader

PACKS = Path(__file__).parent / "data" / "packs"
SCENARIOS = ("alaska-2025", "istanbul-2025", "march-call-2025")

Begin = Callable[..., Session]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def reader() -> Reader:
    return shared_reader(learned=False)


@pytest.fixture(scope="session")
def harbour(catalogue: Catalogue) -> Pack:
    return load_pack(PACKS / "harbour-quotas", catalogue)


@pytest.fixture(scope="session")
def packs(catalogue: Catalogue) -> dict[str, Pack]:
    shelf = Shelf()
    return {name: shelf.load(name, catalogue) for name in SCENARIOS}


@pytest.fixture
def begin(harbour: Pack, catalogue: Catalogue, reader: Reader) -> Begin:
    """Begins a session of the small pack, or of the pack given."""

    def start(seed: int = 1, pack: Pack | None = None, sink: Sink | None = None, **choices: object) -> Session:
        chosen = pack or harbour
        setup = Setup.model_validate(
            {"scenario": chosen.scenario.id, "content_hash": chosen.content_hash, "seed": seed, **choices}
        )
        return Session.begin(chosen, catalogue, reader, setup, sink)

    return start


def kinds(events: Sequence[Event]) -> list[str]:
    """The kinds of events, in order."""
    return [event.kind for event in events]
