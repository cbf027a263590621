"""The labelled corpus is well formed: known ids, evidence word for word, no voice that repeats itself."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from negsim.model.catalogue import Catalogue

CORPUS = Path(__file__).resolve().parents[2] / "assets" / "corpus"
VOICES = sorted(p for p in CORPUS.glob("*.jsonl") if not p.name.startswith("pairs-"))
PAIRS = sorted(CORPUS.glob("pairs-*.jsonl"))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("path", VOICES, ids=lambda p: p.stem)
def test_labels_are_known_and_evidence_is_word_for_word(path: Path, catalogue: Catalogue) -> None:
    wrong = []
    for row in rows(path):
        known = row["tactic"] in catalogue.tactics and row["quality"] in range(5)
        for verdict in row["verdicts"]:
            known = (
                known and verdict["principle"] in catalogue.principles and verdict["verdict"] in ("upheld", "breached")
            )
            known = known and verdict["evidence"] in row["reply"]
        for given in row["concessions"]:
            known = known and given["issue"] in catalogue.issues and given["kind"] in catalogue.concession_kinds
            known = known and given["evidence"] in row["reply"]
        if not known:
            wrong.append(row["id"])
    assert wrong == []


@pytest.mark.parametrize("path", PAIRS, ids=lambda p: p.stem)
def test_pairs_differ_and_say_why(path: Path, catalogue: Catalogue) -> None:
    for row in rows(path):
        assert row["better"] != row["worse"] and row["why"].strip() and row["tactic"] in catalogue.tactics


def test_no_reply_stands_twice() -> None:
    ids = Counter(row["id"] for path in (*VOICES, *PAIRS) for row in rows(path))
    replies = Counter(row["reply"].strip().casefold() for path in VOICES for row in rows(path))
    assert [i for i, n in ids.items() if n > 1] == []
    assert [r for r, n in replies.items() if n > 2] == []
