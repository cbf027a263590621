"""The training loop, its measures and its calibration."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from negsim.lab.training.data import KINDS, Encoded, Labels, Pair, Sample, batches, encode, without_a_sentence
from negsim.lab.training.net import Parameters, batch_of, forward, head_parameters, loss_of
from negsim.lab.training.nothings import nothings
from negsim.nlu.encoder import REPLY_PIECES, Calibration, find_span
from negsim.nlu.wordpiece import WordPiece

HEAD_SEED = 20250701
"""All runs start from the same heads, so that the weights of several can be averaged."""

Scores = npt.NDArray[np.float64]
FROZEN = ("words", "places", "types", "norm.weight", "norm.bias")
"""Shared with the base encoder, so never trained."""


@dataclass(frozen=True)
class Settings:
    """Everything that decides a run; the same settings, corpus and base give the same weights on one machine."""

    epochs: int = 12
    batch: int = 16
    rate: float = 1.2e-4
    head_rate: float = 1.5e-3
    layer_decay: float = 0.9
    warm_up: float = 0.08
    drop: float = 0.1
    head_drop: float = 0.25
    line_drop: float = 0.1
    tactic_drop: float = 0.1
    sentence_drop: float = 0.15
    piece_drop: float = 0.04
    nothings: int = 180
    average: float = 0.995
    heaviest: float = 5.0
    seed: int = 20250701


def train(
    base: Parameters,
    samples: Sequence[Sample],
    pairs: Sequence[Pair],
    labels: Labels,
    pieces: WordPiece,
    settings: Settings,
    say: Callable[[str], None] = print,
) -> Parameters:
    """The averaged parameters after the last epoch. ``base`` stays as it is."""
    torch.manual_seed(HEAD_SEED)
    chance = random.Random(settings.seed)
    share = [sum(s.whole[n] for s in samples) / len(samples) for n in range(len(labels.names))]
    weight = torch.tensor([min(math.sqrt((1 - p) / max(p, 1e-3)), settings.heaviest) for p in share])
    p = {**{name: value.clone() for name, value in base.items()}, **head_parameters(len(labels.names), share)}
    torch.manual_seed(settings.seed)
    learnt = [name for name in p if name not in FROZEN]
    alike: dict[tuple[float, float], list[Any]] = {}
    for name in learnt:
        p[name].requires_grad_(True)
        depth = None if name.startswith("head.") else int(name.split(".")[0])
        rate = settings.head_rate if depth is None else settings.rate * settings.layer_decay ** (5 - depth)
        decay = 0.01 if name.endswith("weight") and "norm" not in name and "peak" not in name else 0.0
        alike.setdefault((rate, decay), []).append(p[name])
    groups: list[dict[str, Any]] = [{"params": g, "lr": r, "weight_decay": d} for (r, d), g in alike.items()]
    items: list[Pair | Sample] = [*samples, *pairs]
    total = settings.epochs * math.ceil((len(samples) + 2 * len(pairs) + settings.nothings) / settings.batch)
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), foreach=True)
    rates = [group["lr"] for group in groups]
    average = {name: p[name].detach().clone() for name in learnt}
    step = 0
    for epoch in range(settings.epochs):
        began, losses = time.monotonic(), 0.0
        count = 0
        made = nothings(samples, labels, chance, settings.nothings)
        for chosen in batches([*items, *made], settings.batch, chance):
            encoded, ranked = _varied(chosen, pieces, settings, chance)
            batch = batch_of(encoded, pieces.pad)
            part = min(1.0, (step + 1) / (settings.warm_up * total)) * max(0.02, 1.0 - step / total)
            for tuned, full in zip(optimiser.param_groups, rates, strict=True):
                tuned["lr"] = full * part
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = forward(p, batch, settings.drop, settings.head_drop)
            loss = loss_of(out, batch, weight, ranked, labels.verdict_count)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p[name] for name in learnt], 1.0)
            optimiser.step()
            step += 1
            keep = min(settings.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for name in learnt:
                    average[name].lerp_(p[name].detach(), 1.0 - keep)
            losses, count = losses + float(loss.detach()), count + 1
        say(f"epoch {epoch + 1}: loss {losses / max(count, 1):.3f}, {time.monotonic() - began:.0f} s")
    return {name: average.get(name, p[name]).detach() for name in p}


def _varied(
    chosen: Sequence[Pair | Sample], pieces: WordPiece, settings: Settings, chance: random.Random
) -> tuple[list[Encoded], list[tuple[int, int]]]:
    """Encoded samples with small random losses of line, tactic, sentence and pieces, and the rows of pairs."""
    rows: list[Encoded] = []
    ranked: list[tuple[int, int]] = []
    for item in chosen:
        if isinstance(item, Pair):
            ranked.append((len(rows), len(rows) + 1))
        both = (item.better, item.worse) if isinstance(item, Pair) else (item,)
        no_line, no_tactic = chance.random() < settings.line_drop, chance.random() < settings.tactic_drop
        for sample in both:
            kept = sample
            if isinstance(item, Sample) and chance.random() < settings.sentence_drop:
                kept = without_a_sentence(sample, chance)
            line, tactic = "" if no_line else kept.line, "" if no_tactic else kept.tactic
            found = encode(Sample(**{**vars(kept), "line": line, "tactic": tactic}), pieces)
            ids = tuple(
                pieces.mask if n > 0 and i != pieces.separator and chance.random() < settings.piece_drop else i
                for n, i in enumerate(found.ids)
            )
            rows.append(Encoded(found.sample, ids, found.types, found.reply_at, found.spans))
    return rows, ranked


@dataclass(frozen=True)
class Predictions:
    """Raw scores of many samples."""

    whole: Scores
    kinds: Scores
    quality: Scores
    tokens: tuple[Scores, ...]


def predict(p: Parameters, samples: Sequence[Sample], pieces: WordPiece, size: int = 32) -> Predictions:
    """Raw scores of ``samples``, in their order."""
    encoded = [encode(sample, pieces) for sample in samples]
    order = sorted(range(len(encoded)), key=lambda n: len(encoded[n].ids))
    found: dict[int, tuple[Scores, Scores, float, Scores]] = {}
    for at in range(0, len(order), size):
        rows = order[at : at + size]
        batch = batch_of([encoded[n] for n in rows], pieces.pad)
        with torch.no_grad():
            out = forward(p, batch)
        for place, n in enumerate(rows):
            own = out.tokens[place][batch.own[place]].double().numpy()
            whole, kinds = out.whole[place].double().numpy(), out.kinds[place].double().numpy()
            found[n] = (whole, kinds, float(out.quality[place]), own)
    ordered = [found[n] for n in range(len(samples))]
    return Predictions(
        np.stack([f[0] for f in ordered]),
        np.stack([f[1] for f in ordered]),
        np.array([f[2] for f in ordered]),
        tuple(f[3] for f in ordered),
    )


def columns(labels: Labels) -> dict[str, list[int]]:
    """Which outputs belong to each calibrated group."""
    names = labels.names
    return {
        "breached": [n for n, name in enumerate(names) if name.endswith(":breached")],
        "upheld": [n for n, name in enumerate(names) if name.endswith(":upheld")],
        "kind": [n for n, name in enumerate(names) if name.startswith("kind:")],
        "issue": [n for n, name in enumerate(names) if name.startswith("issue:")],
    }


def calibrate(found: Predictions, samples: Sequence[Sample], labels: Labels) -> dict[str, Calibration]:
    """Slope and offset by logistic regression, one of each per group.

    The threshold is half the best F1, which is where calibrated probabilities have theirs; the place of the best F1
    itself jumps about on so few replies.
    """
    truth = np.array([s.whole for s in samples])
    made: dict[str, Calibration] = {}
    for name, places in columns(labels).items():
        x, y = torch.tensor(found.whole[:, places].ravel()), torch.tensor(truth[:, places].ravel()).double()
        line = torch.tensor([1.0, 0.0], dtype=torch.double, requires_grad=True)
        optimiser = torch.optim.LBFGS([line], max_iter=100, line_search_fn="strong_wolfe")

        def closure(x: Any = x, y: Any = y, line: Any = line, optimiser: Any = optimiser) -> Any:
            optimiser.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(x * line[0] + line[1], y)
            loss.backward()
            return loss

        optimiser.step(closure)
        slope, offset = (float(v) for v in line.detach())
        chance = 1 / (1 + np.exp(-(x.numpy() * slope + offset)))
        best = max(_f1(chance >= t, y.numpy() > 0.5)[2] for t in np.linspace(0.1, 0.8, 71))
        made[name] = Calibration(round(slope, 4), round(offset, 4), round(best / 2, 3))
    return made


def decide(found: Predictions, labels: Labels, calibration: Mapping[str, Calibration]) -> npt.NDArray[np.bool_]:
    """Which labels are believed; of two verdicts on one principle only the likelier stays."""
    chance = np.zeros_like(found.whole)
    believed = np.zeros(found.whole.shape, dtype=np.bool_)
    for name, places in columns(labels).items():
        c = calibration[name]
        chance[:, places] = 1 / (1 + np.exp(-(found.whole[:, places] * c.slope + c.offset)))
        believed[:, places] = chance[:, places] >= c.threshold
    for n in range(0, labels.verdict_count, 2):
        both = believed[:, n] & believed[:, n + 1]
        first = chance[:, n] >= chance[:, n + 1]
        believed[:, n + 1] &= ~(both & first)
        believed[:, n] &= ~(both & ~first)
    return believed


def measure(
    p: Parameters,
    samples: Sequence[Sample],
    pairs: Sequence[Pair],
    labels: Labels,
    pieces: WordPiece,
    calibration: Mapping[str, Calibration],
) -> dict[str, Any]:
    """All figures of the model card, on ``samples`` and ``pairs``."""
    found = predict(p, samples, pieces)
    truth = np.array([s.whole for s in samples]) > 0.5
    said = decide(found, labels, calibration)
    groups = columns(labels)
    report: dict[str, Any] = {"replies": len(samples), "pairs": len(pairs)}
    for name in ("breached", "upheld", "kind", "issue"):
        report[name] = _rounded(_f1(said[:, groups[name]], truth[:, groups[name]]))
    report["verdicts"] = _rounded(_f1(said[:, : labels.verdict_count], truth[:, : labels.verdict_count]))
    report["kappa"] = round(kappa(_three(said, labels), _three(truth, labels)), 3)
    report["average_precision"] = {
        n: round(_average_precision(found.whole[:, groups[n]].ravel(), truth[:, groups[n]].ravel()), 3) for n in groups
    }
    report["issue_and_kind"] = _rounded(_issue_and_kind(found, said, samples, groups["issue"]))
    report["quality_spearman"] = round(_spearman(found.quality, np.array([s.quality for s in samples])), 3)
    report["evidence_overlap"] = round(_overlap(found, samples, pieces, truth & said, labels), 3)
    report["by_label"] = {
        name: {**_rounded(_f1(said[:, n], truth[:, n])), "count": int(truth[:, n].sum())}
        for n, name in enumerate(labels.names)
        if truth[:, n].any()
    }
    if pairs:
        better = predict(p, [pair.better for pair in pairs], pieces)
        worse = predict(p, [pair.worse for pair in pairs], pieces)
        report["pair_accuracy"] = round(float((better.quality > worse.quality).mean()), 3)
        named = np.array([pair.worse.whole for pair in pairs]) == 1.0
        if named.any():
            report["pair_breach_higher_in_worse"] = round(float((worse.whole > better.whole)[named].mean()), 3)
    return report


def kappa(one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> float:
    """Cohen's kappa of two labellings with the values 0, 1, 2."""
    table = np.zeros((3, 3))
    np.add.at(table, (one.ravel(), other.ravel()), 1)
    table /= table.sum()
    expected = float(table.sum(0) @ table.sum(1))
    return (float(table.trace()) - expected) / (1 - expected)


def _three(said: npt.NDArray[np.bool_], labels: Labels) -> npt.NDArray[np.int64]:
    """Per reply and principle: 0 not engaged, 1 breached, 2 upheld (where both: breached)."""
    breached, upheld = said[:, 0 : labels.verdict_count : 2], said[:, 1 : labels.verdict_count : 2]
    return np.where(breached, 1, np.where(upheld, 2, 0))


def _f1(said: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_]) -> tuple[float, float, float]:
    both = float((said & truth).sum())
    precision, recall = both / max(float(said.sum()), 1.0), both / max(float(truth.sum()), 1.0)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def _rounded(values: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(("precision", "recall", "f1"), (round(v, 3) for v in values), strict=True))


def _issue_and_kind(
    found: Predictions, said: npt.NDArray[np.bool_], samples: Sequence[Sample], issues: Sequence[int]
) -> tuple[float, float, float]:
    truth = np.zeros((len(samples), len(issues), len(KINDS)), dtype=np.bool_)
    guess = np.zeros_like(truth)
    for row, sample in enumerate(samples):
        for issue, kind in sample.kinds:
            truth[row, issues.index(issue), kind] = True
        for place, issue in enumerate(issues):
            if said[row, issue]:
                guess[row, place, int(found.kinds[row, issue].argmax())] = True
    return _f1(guess, truth)


def _overlap(
    found: Predictions, samples: Sequence[Sample], pieces: WordPiece, hits: npt.NDArray[np.bool_], labels: Labels
) -> float:
    """Mean F1 of characters between found and given evidence, over rightly found verdicts."""
    values: list[float] = []
    for row, sample in enumerate(samples):
        cut = pieces.cut(sample.reply)[:REPLY_PIECES]
        for label in range(labels.verdict_count):
            if not hits[row, label]:
                continue
            span = find_span(found.tokens[row][:, label].astype(np.float32), cut, sample.reply)
            given = {c for m in sample.marks if m.label == label for c in range(m.start, m.end)}
            own = set(range(span.start, span.end)) if span else set()
            values.append(2 * len(given & own) / max(len(given) + len(own), 1))
    return float(np.mean(values)) if values else 0.0


def _average_precision(score: Scores, truth: npt.NDArray[np.bool_]) -> float:
    hits = truth[np.argsort(-score, kind="stable")]
    if not hits.any():
        return 0.0
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1))[hits].mean())


def _spearman(one: Scores, other: Scores) -> float:
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def _ranks(values: Scores) -> Scores:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    return np.asarray(middle[inverse], dtype=np.float64)


def without(samples: Sequence[Sample], pairs: Sequence[Pair], voices: Sequence[str]) -> tuple[list[Sample], list[Pair]]:
    """All but ``voices``."""
    return [s for s in samples if s.voice not in voices], [p for p in pairs if p.voice not in voices]


def only(samples: Sequence[Sample], pairs: Sequence[Pair], voices: Sequence[str]) -> tuple[list[Sample], list[Pair]]:
    """Nothing but ``voices``."""
    return [s for s in samples if s.voice in voices], [p for p in pairs if p.voice in voices]
