"""Fixtures of the screen tests: a home of their own, and the rule reader, so that a turn takes milliseconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from negsim.engine import sittings
from negsim.nlu.reader import Reader


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder that is empty."""
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules alone read the replies: these tests are about screens."""
    original = sittings.shared_reader

    def rules(learned: bool = False) -> Reader:
        return original(learned and False)

    monkeypatch.setattr(sittings, "shared_reader", rules)
    monkeypatch.setattr(sittings, "reader_label", lambda: "rules")
