"""How well replies are judged: ``python -m negsim.lab.judge_check --voices blunt planner european``.

Judges labelled replies of whole voices through the same path as ``negsim score`` and compares with the labels. Voices that
the shipped weights were trained on flatter the figures; the manifest of the weights and assets/model-card.md name them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from negsim.cli.score import BulkJudge
from negsim.engine.sittings import Sittings, shared_reader

Slot = tuple[str, str]


@dataclass
class Tally:
    """Right, wrong and missed findings of one kind."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: set[Any], truth: set[Any]) -> None:
        """Count one reply."""
        self.right += len(found & truth)
        self.wrong += len(found - truth)
        self.missed += len(truth - found)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 when nothing was found."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found; 0 when nothing was right."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


@dataclass
class Figures:
    """Everything measured over some replies and pairs."""

    breached: Tally = field(default_factory=Tally)
    upheld: Tally = field(default_factory=Tally)
    concessions: Tally = field(default_factory=Tally)
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    scores: list[tuple[int, int]] = field(default_factory=list)
    pairs: list[bool] = field(default_factory=list)
    replies: int = 0


def rows_of(folder: Path, names: Iterable[str]) -> list[dict[str, Any]]:
    """The JSON lines of some files of the corpus; a file that is not there gives none."""
    paths = [folder / f"{name}.jsonl" for name in names]
    return [
        json.loads(line) for p in paths if p.is_file() for line in p.read_text(encoding="utf-8").splitlines() if line
    ]


def measure(judge: BulkJudge, rows: Sequence[dict[str, Any]], pairs: Sequence[dict[str, Any]]) -> Figures:
    """Judge and compare."""
    figures = Figures(replies=len(rows))
    principles = list(judge.principles)
    for row in rows:
        found = _judged(judge, row, row["reply"])
        seen = {(v["principle"], kind) for kind in ("breached", "upheld") for v in found[kind]}
        truth = {(v["principle"], v["verdict"]) for v in row["verdicts"]}
        for kind, tally in (("breached", figures.breached), ("upheld", figures.upheld)):
            tally.add({s for s in seen if s[1] == kind}, {s for s in truth if s[1] == kind})
        given = {(c["issue"], c["kind"]) for c in found["concessions"]}
        figures.concessions.add(given, {(c["issue"], c["kind"]) for c in row["concessions"]})
        for principle in principles:
            figures.cells[(_cell(principle, truth), _cell(principle, seen))] += 1
        figures.scores.append((found["score"], row["quality"]))
    for pair in pairs:
        better, worse = (_judged(judge, pair, pair[key])["score"] for key in ("better", "worse"))
        figures.pairs.append(better > worse)
    return figures


def _judged(judge: BulkJudge, row: dict[str, Any], reply: str) -> dict[str, Any]:
    line = {"id": row["id"], "scenario": row["scenario"], "tactic": row["tactic"], "line": row["line"], "reply": reply}
    found = judge.one(json.dumps(line))
    if "error" in found:
        raise ValueError(f"{row['id']}: {found['error']}")
    return found


def _cell(principle: str, slots: set[Slot]) -> str:
    if (principle, "breached") in slots:
        return "breached"
    return "upheld" if (principle, "upheld") in slots else "not_engaged"


def kappa(cells: Counter[tuple[str, str]]) -> float:
    """Cohen's kappa over the cells of principle x reply."""
    total = cells.total()
    kinds = {kind for pair in cells for kind in pair}
    agreed = sum(cells[(kind, kind)] for kind in kinds) / total
    chance = sum(
        sum(n for (truth, _), n in cells.items() if truth == kind) * sum(n for (_, seen), n in cells.items() if seen == kind)
        for kind in kinds
    ) / (total * total)  # fmt: skip
    return (agreed - chance) / (1 - chance)


def spearman(values: Sequence[tuple[int, int]]) -> float:
    """Rank correlation with mean ranks for ties."""
    import numpy as np

    def ranks(numbers: Sequence[int]) -> Any:
        _, place, count = np.unique(numbers, return_inverse=True, return_counts=True)
        ends = np.cumsum(count)
        return (ends - (count - 1) / 2)[place]

    one, two = (ranks([pair[side] for pair in values]) for side in (0, 1))
    return float(np.corrcoef(one, two)[0, 1])


def show(title: str, figures: Figures) -> None:
    """Print one table."""
    print(f"{title}: {figures.replies} replies, {len(figures.pairs)} pairs")
    for name in ("breached", "upheld", "concessions"):
        tally: Tally = getattr(figures, name)
        label = "concessions, issue and kind" if name == "concessions" else name
        print(f"  {label:<28} precision {tally.precision:.2f}  recall {tally.recall:.2f}  F1 {tally.f1:.2f}")
    print(f"  kappa over principle x reply  {kappa(figures.cells):.2f}")
    print(f"  score and quality, Spearman   {spearman(figures.scores):.2f}")
    if figures.pairs:
        print(f"  pairs with the better higher  {sum(figures.pairs) / len(figures.pairs):.2f}")


def main(arguments: list[str]) -> int:
    """Print the figures with the shipped reader, and with the rules alone."""
    parser = argparse.ArgumentParser(
        prog="python -m negsim.lab.judge_check", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--corpus", type=Path, default=Path("assets/corpus"))
    parser.add_argument("--voices", nargs="+", default=["blunt", "planner", "european"])
    chosen = parser.parse_args(arguments)
    rows = rows_of(chosen.corpus, chosen.voices)
    pairs = rows_of(chosen.corpus, [f"pairs-{voice}" for voice in chosen.voices])
    if not rows:
        print(f"{chosen.corpus}: no such voices.", file=sys.stderr)
        return 2
    for title, learned in (("rules and model", True), ("rules alone", False)):
        show(title, measure(BulkJudge(Sittings(), "balanced", shared_reader(learned)), rows, pairs))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
