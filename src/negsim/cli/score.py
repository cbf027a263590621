"""``negsim score``: replies in bulk, JSON lines in and out, in the same order, in bounded memory."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from negsim.cli.codes import BAD_INPUT, DONE
from negsim.cli.places import scenario_folders
from negsim.content.problems import ContentError, did_you_mean
from negsim.content.shelf import UnknownScenario
from negsim.engine.sittings import Choices, Sittings, shared_reader
from negsim.engine.table import subjects_of
from negsim.model.scenario import Scenario
from negsim.model.text import REPLY_LIMIT, clean_text
from negsim.nlu.context import ReadingContext
from negsim.nlu.reader import Reader
from negsim.reports.wire import assessment_object
from negsim.scoring.judge import judge

LINE_LIMIT = 200_000
"""Characters of one input line; a longer one is an error in its place."""

_KEYS = {"id", "scenario", "tactic", "line", "reply", "history"}


class BadLine(ValueError):
    """One line of input that cannot be judged; the message says why and what to do."""


def score(arguments: argparse.Namespace) -> int:
    """Judge every line; a bad one gives an error in its place, the rest go on, and the exit code is 2."""
    judge_lines = BulkJudge(Sittings(None, scenario_folders(arguments)), arguments.doctrine)
    bad = False
    with _opened(arguments.file) as source:
        for raw in _lines(source):
            if not raw.strip():
                continue
            value = judge_lines.one(raw)
            bad = bad or "error" in value
            sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")
        sys.stdout.flush()
    return BAD_INPUT if bad else DONE


@contextmanager
def _opened(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stdin
        return
    with Path(name).open(encoding="utf-8", errors="replace") as source:
        yield source


def _lines(source: TextIO) -> Iterator[str]:
    """Lines of bounded length; of a longer one only the beginning is kept, which is then no JSON."""
    while True:
        raw = source.readline(LINE_LIMIT + 1)
        if not raw:
            return
        if len(raw) > LINE_LIMIT and not raw.endswith("\n"):
            rest = raw
            while rest and not rest.endswith("\n"):
                rest = source.readline(LINE_LIMIT)
        yield raw


class BulkJudge:
    """Judges single lines; scenarios are loaded once."""

    def __init__(self, sittings: Sittings, doctrine: str, reader: Reader | None = None) -> None:
        sittings.check(Choices(scenario="", seed=0, doctrine=doctrine))
        self._sittings = sittings
        self._doctrine = sittings.catalogue.doctrines[doctrine]
        self._scenarios: dict[str, Scenario] = {}
        self._reader = reader or shared_reader()
        self.principles = tuple(sittings.catalogue.principles)

    def one(self, raw: str) -> dict[str, Any]:
        """The judgement of one input line, or its error."""
        given_id: Any = None
        try:
            try:
                value = json.loads(raw)
            except (ValueError, RecursionError):
                raise BadLine("not one JSON object on one line") from None
            if not isinstance(value, dict):
                raise BadLine("a JSON object is expected")
            given_id = value.get("id")
            return {"id": given_id, **self._judged(value)}
        except BadLine as error:
            answer: dict[str, Any] = {"error": str(error)}
            return {"id": given_id, **answer} if isinstance(given_id, str | int) else answer

    def _judged(self, value: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(value.get("id"), str | int):
            raise BadLine("'id' is missing or is neither text nor a number")
        for key in sorted(set(value) - _KEYS):
            raise BadLine(f"unknown key '{key}'. {did_you_mean(key, _KEYS)}")
        for key in ("scenario", "reply"):
            if not isinstance(value.get(key), str):
                raise BadLine(f"'{key}' is missing or is not text")
        for key in ("tactic", "line"):
            if not isinstance(value.get(key, ""), str):
                raise BadLine(f"'{key}' is not text")
        scenario = self._scenario(value["scenario"])
        tactic = value.get("tactic", "")
        tactics = self._sittings.catalogue.tactics
        if tactic and tactic not in tactics:
            raise BadLine(f"unknown tactic '{tactic}'. {did_you_mean(tactic, tactics)}")
        # Evidence must name characters of the reply as it was sent, so it is judged as sent, only bounded.
        reply = value["reply"]
        if len(reply) > REPLY_LIMIT:
            raise BadLine(f"the reply has {len(reply)} characters; {REPLY_LIMIT} are the limit")
        context = ReadingContext(
            line=clean_text(value.get("line", "")),
            tactic=tactic,
            subjects=subjects_of(scenario),
            earlier=_history(value.get("history", [])),
        )
        reading = self._reader.read(reply, context)
        catalogue = self._sittings.catalogue
        found = judge(reading, catalogue, self._doctrine, tactic, not reply.strip(), scenario.exemplars)
        return assessment_object(reading, found)

    def _scenario(self, scenario_id: str) -> Scenario:
        if scenario_id not in self._scenarios:
            try:
                pack = self._sittings.shelf.load(scenario_id, self._sittings.catalogue)
            except UnknownScenario as error:
                raise BadLine(str(error)) from None
            except ContentError as error:
                raise BadLine(f"the scenario '{scenario_id}' cannot be used: {error.problems[0]}") from None
            self._scenarios[scenario_id] = pack.scenario
        return self._scenarios[scenario_id]


def _history(value: Any) -> tuple[str, ...]:
    """The trainee's earlier replies: a list of texts, or of objects with a 'reply'."""
    if not isinstance(value, list):
        raise BadLine("'history' is not a list")
    earlier = []
    for item in value:
        text = item.get("reply", "") if isinstance(item, dict) else item
        if not isinstance(text, str):
            raise BadLine("an item of 'history' is neither text nor an object with a 'reply'")
        if text:
            earlier.append(clean_text(text))
    return tuple(earlier)
