"""A reader by rules, built from the catalogue's own cues and acts."""

from __future__ import annotations

import pytest
import yaml

from negsim.model.catalogue import Act
from negsim.model.reading import Reading
from negsim.nlu.context import ReadingContext
from negsim.nlu.cues import Cues, load_cues
from negsim.nlu.reader import Reader
from tests.nlu.moments import SUBJECTS, Read, catalogue_text


@pytest.fixture(scope="session")
def acts() -> dict[str, Act]:
    return {row["id"]: Act(**row) for row in yaml.safe_load(catalogue_text("acts.yaml"))}


@pytest.fixture(scope="session")
def cues() -> Cues:
    return load_cues(catalogue_text("cues.yaml"))


@pytest.fixture(scope="session")
def rules(cues: Cues, acts: dict[str, Act]) -> Reader:
    return Reader(cues, acts)


@pytest.fixture(scope="session")
def read(rules: Reader) -> Read:
    def _read(
        reply: str, tactic: str = "maximalist_demand", line: str = "Donbas first.", issue: str | None = None
    ) -> Reading:
        return rules.read(reply, ReadingContext(line, tactic, SUBJECTS, issue))

    return _read
