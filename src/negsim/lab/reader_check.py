"""How well the reader reads labelled replies: ``python -m negsim.lab.reader_check FOLDER --voices a b``.

``FOLDER`` holds JSON lines as the project's corpus has them. A reply counts as upholding or breaching a principle when
one of the moves read in it does so by acts.yaml; what scoring makes of it later plays no part here.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from negsim.model.catalogue import Act
from negsim.model.judgement import VerdictKind
from negsim.nlu.context import ReadingContext, Subject
from negsim.nlu.cues import load_cues
from negsim.nlu.encoder import load_model
from negsim.nlu.reader import Reader

KEY_ISSUES: Mapping[str, frozenset[str]] = {
    "alaska-2025": frozenset(
        ["ceasefire", "territory", "recognition", "nato_membership", "military_aid", "participation", "sanctions"]
    ),
    "istanbul-2025": frozenset(
        ["ceasefire", "prisoners", "children", "territory", "recognition", "neutrality", "force_limits", "military_aid"]
    ),
    "march-call-2025": frozenset(["ceasefire", "military_aid", "force_limits", "participation", "territory"]),
}
"""Key objectives of the corpus's scenarios, as its README gives them."""

Slot = tuple[str, str]


def catalogue_text(name: str) -> str:
    """The text of a file of the shared catalogue."""
    return files("negsim.content").joinpath("catalogue", name).read_text(encoding="utf-8")


def make_reader(learned: bool = False) -> tuple[Reader, dict[str, Act]]:
    """A reader by rules, or by rules and the learned model, with the acts it knows."""
    model = load_model() if learned else None
    acts = {row["id"]: Act(**row) for row in yaml.safe_load(catalogue_text("acts.yaml"))}
    return Reader(load_cues(catalogue_text("cues.yaml")), acts, model), acts


def subjects_of(scenario: str) -> tuple[Subject, ...]:
    """The shared issues, with the key ones of a corpus scenario marked."""
    glosses: dict[str, str] = yaml.safe_load(catalogue_text("issues.yaml"))["issues"]
    keys = KEY_ISSUES.get(scenario, frozenset())
    return tuple(Subject(name, name.replace("_", " "), gloss, (), name in keys) for name, gloss in glosses.items())


def read_slots(reader: Reader, acts: Mapping[str, Act], row: Mapping[str, Any]) -> set[Slot]:
    """Principles and verdicts that the reader's moves stand for."""
    context = ReadingContext(row["line"], row["tactic"], subjects_of(row["scenario"]))
    slots: set[Slot] = set()
    for move in reader.read(row["reply"], context).moves:
        act = acts[move.act]
        if act.principle and act.verdict is not VerdictKind.NOT_ENGAGED and not move.retracted:
            slots.add((act.principle, act.verdict.value))
    return slots


def tally(
    rows: Iterable[Mapping[str, Any]], learned: bool = False
) -> tuple[Counter[Slot], Counter[Slot], Counter[Slot]]:
    """Right, wrongly read and missed verdicts per principle and verdict."""
    reader, acts = make_reader(learned)
    right: Counter[Slot] = Counter()
    wrong: Counter[Slot] = Counter()
    missed: Counter[Slot] = Counter()
    for row in rows:
        truth = {(v["principle"], v["verdict"]) for v in row["verdicts"]}
        read = read_slots(reader, acts, row)
        right.update(truth & read)
        wrong.update(read - truth)
        missed.update(truth - read)
    return right, wrong, missed


def f1(right: int, wrong: int, missed: int) -> float:
    """The harmonic mean of precision and recall; 0 when nothing was right."""
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def load(folder: Path, voices: Iterable[str]) -> list[dict[str, Any]]:
    """The labelled replies of some voices."""
    rows: list[dict[str, Any]] = []
    for voice in voices:
        with (folder / f"{voice}.jsonl").open(encoding="utf-8") as lines:
            rows.extend(json.loads(line) for line in lines if line.strip())
    return rows


def main() -> None:
    """Prints precision, recall and F1 per principle and verdict, and over all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--voices", nargs="+", required=True)
    parser.add_argument("--model", action="store_true", help="with the learned model")
    arguments = parser.parse_args()
    right, wrong, missed = tally(load(arguments.folder, arguments.voices), arguments.model)
    for slot in sorted(set(right) | set(wrong) | set(missed)):
        a, b, c = right[slot], wrong[slot], missed[slot]
        print(f"{slot[0] + '.' + slot[1]:34} right {a:4} wrong {b:4} missed {c:4}  F1 {f1(a, b, c):.2f}")
    for kind in ("breached", "upheld"):
        sums = [sum(n for slot, n in counter.items() if slot[1] == kind) for counter in (right, wrong, missed)]
        print(f"{'micro ' + kind:34} right {sums[0]:4} wrong {sums[1]:4} missed {sums[2]:4}  F1 {f1(*sums):.3f}")
    print(f"micro all F1 {f1(right.total(), wrong.total(), missed.total()):.3f}")


if __name__ == "__main__":
    main()
