"""The corpus as training items: what was said, what it was labelled with, and on which words each label rests."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from negsim.nlu.encoder import LINE_PIECES, REPLY_PIECES, lay_out
from negsim.nlu.wordpiece import WordPiece

CATALOGUE = Path(__file__).parents[2] / "content" / "catalogue"
KINDS = ("unconditional", "conditional", "exploratory")
UNKNOWN = -1.0
"""A target that is not known; no loss is taken on it."""


@dataclass(frozen=True)
class Labels:
    """The order of all outputs: principle x verdict first, then concession kinds, then issues."""

    principles: tuple[str, ...]
    issues: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All label names in output order."""
        verdicts = tuple(f"{p}:{v}" for p in self.principles for v in ("breached", "upheld"))
        return verdicts + tuple(f"kind:{k}" for k in KINDS) + tuple(f"issue:{i}" for i in self.issues)

    @property
    def verdict_count(self) -> int:
        """How many of the outputs are verdicts."""
        return 2 * len(self.principles)


def read_labels(folder: Path = CATALOGUE) -> Labels:
    """Principles and issues as the catalogue orders them."""
    principles = yaml.safe_load((folder / "principles.yaml").read_text(encoding="utf-8"))
    issues = yaml.safe_load((folder / "issues.yaml").read_text(encoding="utf-8"))["issues"]
    return Labels(tuple(p["id"] for p in principles), tuple(issues))


@dataclass(frozen=True)
class Mark:
    """One label on one range of characters of the reply."""

    label: int
    start: int
    end: int


@dataclass(frozen=True)
class Sample:
    """One reply with its targets; ``whole`` has one value per label: 1, 0 or UNKNOWN."""

    id: str
    voice: str
    tactic: str
    line: str
    reply: str
    whole: tuple[float, ...]
    marks: tuple[Mark, ...] = ()
    kinds: tuple[tuple[int, int], ...] = ()
    """(issue label, kind number) of each concession."""
    quality: float = UNKNOWN
    tokens_known: bool = True


@dataclass(frozen=True)
class Pair:
    """Two replies to one line, the first better."""

    voice: str
    better: Sample
    worse: Sample


def read_corpus(folder: Path, labels: Labels) -> tuple[list[Sample], list[Pair]]:
    """All labelled replies and all contrast pairs of ``folder``, by file name; the file name gives the voice."""
    samples: list[Sample] = []
    pairs: list[Pair] = []
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            record = json.loads(line)
            if file.stem.startswith("pairs-"):
                pairs.append(_pair(record, file.stem.removeprefix("pairs-"), labels))
            else:
                samples.append(_sample(record, file.stem, labels))
    return samples, pairs


def _sample(record: dict[str, Any], voice: str, labels: Labels) -> Sample:
    number = {name: place for place, name in enumerate(labels.names)}
    reply: str = record["reply"]
    whole = [0.0] * len(number)
    marks: list[Mark] = []
    kinds: list[tuple[int, int]] = []

    def mark(name: str, evidence: str) -> None:
        start = reply.find(evidence)
        if start < 0 or not evidence:
            raise ValueError(f"{record['id']}: the evidence is not in the reply: {evidence!r}")
        whole[number[name]] = 1.0
        marks.append(Mark(number[name], start, start + len(evidence)))

    for verdict in record["verdicts"]:
        mark(f"{verdict['principle']}:{verdict['verdict']}", verdict["evidence"])
    for given in record["concessions"]:
        mark(f"issue:{given['issue']}", given["evidence"])
        mark(f"kind:{given['kind']}", given["evidence"])
        kinds.append((number[f"issue:{given['issue']}"], KINDS.index(given["kind"])))
    return Sample(
        record["id"],
        voice,
        record["tactic"],
        record["line"],
        reply,
        tuple(whole),
        tuple(marks),
        tuple(kinds),
        float(record["quality"]),
    )


def _pair(record: dict[str, Any], voice: str, labels: Labels) -> Pair:
    """Weak labels where the reason names principles: the worse reply breaches them, the better does not."""
    number = {name: place for place, name in enumerate(labels.names)}
    named = named_principles(record["why"], labels.principles)
    better, worse = [UNKNOWN] * len(number), [UNKNOWN] * len(number)
    for principle in named:
        worse[number[f"{principle}:breached"]], worse[number[f"{principle}:upheld"]] = 1.0, 0.0
        better[number[f"{principle}:breached"]] = 0.0

    def side(name: str, whole: list[float]) -> Sample:
        return Sample(
            f"{record['id']}:{name}",
            voice,
            record["tactic"],
            record["line"],
            record[name],
            tuple(whole),
            tokens_known=False,
        )

    return Pair(voice, side("better", better), side("worse", worse))


def named_principles(why: str, principles: Sequence[str]) -> tuple[str, ...]:
    """The principle ids that open ``why`` or stand in its brackets."""
    opening = re.match(r"[a-z_]+(?:(?:\s*[,/&+]\s*|\s+and\s+)[a-z_]+)*(?=\s*[:;(])", why)
    places = ([opening.group(0)] if opening else []) + re.findall(r"\(([^)]*)\)", why)
    return tuple(p for p in principles if any(re.search(rf"\b{p}\b", place) for place in places))


def without_a_sentence(sample: Sample, chance: random.Random) -> Sample:
    """``sample`` less one sentence that carries no evidence; unchanged when there is none such."""
    cuts = [0] + [m.end() for m in re.finditer(r"[.!?][\"'”’)]*\s+", sample.reply)] + [len(sample.reply)]
    free = [
        (start, end)
        for start, end in pairwise(cuts)
        if end > start and not any(m.start < end and start < m.end for m in sample.marks)
    ]
    if not free or len(cuts) < 3:
        return sample
    start, end = chance.choice(free)
    gap = end - start

    def moved(place: int) -> int:
        return place - gap if place >= end else place

    marks = tuple(Mark(m.label, moved(m.start), moved(m.end)) for m in sample.marks)
    return replace(sample, reply=sample.reply[:start] + sample.reply[end:], marks=marks, quality=UNKNOWN)


@dataclass(frozen=True)
class Encoded:
    """A sample as numbers: ids and types of all pieces, and which of them belong to the reply."""

    sample: Sample
    ids: tuple[int, ...]
    types: tuple[int, ...]
    reply_at: int
    spans: tuple[tuple[int, int], ...]
    """Characters of each reply piece; the first is at ``ids[reply_at]``."""


def encode(sample: Sample, pieces: WordPiece) -> Encoded:
    """``sample`` as the network sees it; a reply longer than the window is cut off."""
    reply = pieces.cut(sample.reply)[:REPLY_PIECES]
    head = lay_out(pieces, sample.tactic, sample.line, LINE_PIECES)
    ids = (*head, *(p.id for p in reply), pieces.separator)
    types = (0,) * len(head) + (1,) * (len(reply) + 1)
    return Encoded(sample, ids, types, len(head), tuple((p.start, p.end) for p in reply))


def batches(items: Sequence[Pair | Sample], size: int, chance: random.Random) -> Iterable[list[Pair | Sample]]:
    """Shuffled batches of items of like length; ``size`` counts replies."""

    def length(item: Pair | Sample) -> float:
        sample = item.better if isinstance(item, Pair) else item
        return (len(sample.reply) + len(sample.line)) * chance.uniform(0.8, 1.25)

    ordered = [item for _, _, item in sorted((length(item), place, item) for place, item in enumerate(items))]
    made: list[list[Pair | Sample]] = [[]]
    filled = 0
    for item in ordered:
        if filled >= size:
            made.append([])
            filled = 0
        made[-1].append(item)
        filled += 2 if isinstance(item, Pair) else 1
    chance.shuffle(made)
    return made
