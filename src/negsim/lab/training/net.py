"""The network in torch, as functions over one dictionary of parameters, so that what is trained is what is exported."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as fn

from negsim.lab.training.data import KINDS, UNKNOWN, Encoded

WIDTH = 384
HEADS = 12
LAYERS = 6

Tensor = Any
Parameters = dict[str, Tensor]


def read_base(file: Path) -> dict[str, np.ndarray[Any, np.dtype[np.float32]]]:
    """The float32 arrays of a safetensors file (a JSON header, then plain bytes), under upstream's names."""
    data = file.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    body = memoryview(data)[8 + size :]
    return {
        name: np.frombuffer(body[slice(*about["data_offsets"])], dtype="<f4").reshape(about["shape"])
        for name, about in header.items()
        if name != "__metadata__" and about["dtype"] == "F32"
    }


def base_parameters(base: dict[str, np.ndarray[Any, np.dtype[np.float32]]]) -> Parameters:
    """Upstream's arrays under our names; q, k and v in one matrix, all matrices as (in, out)."""

    def get(name: str) -> Tensor:
        return torch.from_numpy(base[name].copy())

    own: Parameters = {
        "words": get("embeddings.word_embeddings.weight"),
        "places": get("embeddings.position_embeddings.weight"),
        "types": get("embeddings.token_type_embeddings.weight"),
        "norm.weight": get("embeddings.LayerNorm.weight"),
        "norm.bias": get("embeddings.LayerNorm.bias"),
    }
    for number in range(LAYERS):
        theirs, ours = f"encoder.layer.{number}.", f"{number}."
        parts = [theirs + f"attention.self.{name}" for name in ("query", "key", "value")]
        own[ours + "qkv.weight"] = torch.cat([get(p + ".weight") for p in parts]).T.contiguous()
        own[ours + "qkv.bias"] = torch.cat([get(p + ".bias") for p in parts])
        for short, long in (("out", "attention.output.dense"), ("up", "intermediate.dense"), ("down", "output.dense")):
            own[ours + short + ".weight"] = get(theirs + long + ".weight").T.contiguous()
            own[ours + short + ".bias"] = get(theirs + long + ".bias")
        for short, long in (("norm1", "attention.output.LayerNorm"), ("norm2", "output.LayerNorm")):
            own[ours + short + ".weight"] = get(theirs + long + ".weight")
            own[ours + short + ".bias"] = get(theirs + long + ".bias")
    return own


def head_parameters(labels: int, prior: Sequence[float]) -> Parameters:
    """Fresh heads; ``prior`` (share of replies with each label) sets the first biases."""

    def small(*shape: int) -> Tensor:
        return torch.randn(*shape) * 0.02

    start = torch.tensor([math.log(max(p, 0.003) / (1.0 - max(p, 0.003))) for p in prior])
    return {
        "head.token.weight": small(WIDTH, labels),
        "head.token.bias": start - 1.0,
        "head.whole.weight": small(2 * WIDTH, labels),
        "head.whole.bias": start.clone() + 0.5,
        "head.pooled.weight": small(labels, WIDTH),
        "head.peak.weight": torch.full((labels,), 0.2),
        "head.kind.weight": small(WIDTH, len(KINDS)),
        "head.kind.bias": torch.zeros(len(KINDS)),
        "head.quality.weight": small(2 * WIDTH),
        "head.quality.bias": torch.zeros(1),
    }


@dataclass(frozen=True)
class Batch:
    """Encoded samples, padded, with their targets."""

    ids: Tensor
    types: Tensor
    filled: Tensor
    own: Tensor
    """Which pieces belong to the reply."""
    whole: Tensor
    tokens: Tensor
    tokens_known: Tensor
    quality: Tensor
    kinds: tuple[tuple[int, int, int], ...]
    """(row, issue label, kind number)."""


def batch_of(items: Sequence[Encoded], pad: int) -> Batch:
    """``items`` side by side."""
    longest = max(len(item.ids) for item in items)
    count, labels = len(items), len(items[0].sample.whole)
    ids, types = np.full((count, longest), pad), np.zeros((count, longest), dtype=np.int64)
    filled, own = np.zeros((count, longest), dtype=bool), np.zeros((count, longest), dtype=bool)
    tokens = np.zeros((count, longest, labels), dtype=np.float32)
    kinds: list[tuple[int, int, int]] = []
    for row, item in enumerate(items):
        ids[row, : len(item.ids)], types[row, : len(item.ids)] = item.ids, item.types
        filled[row, : len(item.ids)] = True
        own[row, item.reply_at : item.reply_at + len(item.spans)] = True
        for mark in item.sample.marks:
            for place, (start, end) in enumerate(item.spans):
                if start < mark.end and mark.start < end:
                    tokens[row, item.reply_at + place, mark.label] = 1.0
        kinds += [(row, issue, kind) for issue, kind in item.sample.kinds]
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(types),
        torch.from_numpy(filled),
        torch.from_numpy(own),
        torch.tensor([item.sample.whole for item in items]),
        torch.from_numpy(tokens),
        torch.tensor([item.sample.tokens_known for item in items]),
        torch.tensor([item.sample.quality for item in items]),
        tuple(kinds),
    )


def states(p: Parameters, batch: Batch, drop: float = 0.0) -> Tensor:
    """Final states of every piece."""
    x = p["words"][batch.ids] + p["places"][: batch.ids.shape[1]] + p["types"][batch.types]
    x = fn.dropout(fn.layer_norm(x, (WIDTH,), p["norm.weight"], p["norm.bias"], 1e-12), drop, drop > 0)
    rows, length = batch.ids.shape
    allowed = batch.filled[:, None, None, :]
    for number in range(LAYERS):
        n = f"{number}."
        qkv = (x @ p[n + "qkv.weight"] + p[n + "qkv.bias"]).view(rows, length, 3, HEADS, WIDTH // HEADS)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        mixed = fn.scaled_dot_product_attention(q, k, v, attn_mask=allowed, dropout_p=drop)
        mixed = mixed.transpose(1, 2).reshape(rows, length, WIDTH) @ p[n + "out.weight"] + p[n + "out.bias"]
        x = x + fn.dropout(mixed, drop, drop > 0)
        x = fn.layer_norm(x, (WIDTH,), p[n + "norm1.weight"], p[n + "norm1.bias"], 1e-12)
        inner = fn.gelu(x @ p[n + "up.weight"] + p[n + "up.bias"], approximate="tanh")
        inner = inner @ p[n + "down.weight"] + p[n + "down.bias"]
        x = x + fn.dropout(inner, drop, drop > 0)
        x = fn.layer_norm(x, (WIDTH,), p[n + "norm2.weight"], p[n + "norm2.bias"], 1e-12)
    return x


@dataclass(frozen=True)
class Output:
    """Raw scores of a batch."""

    whole: Tensor
    tokens: Tensor
    focus: Tensor
    """Per label, how its attention lies on the pieces."""
    kinds: Tensor
    quality: Tensor


def forward(p: Parameters, batch: Batch, drop: float = 0.0, head_drop: float = 0.0) -> Output:
    """All scores; the same sums as ``negsim.nlu.encoder.NumpyModel`` makes."""
    x = states(p, batch, drop).float()
    x = fn.dropout(x, head_drop / 2, head_drop > 0)
    tokens = x @ p["head.token.weight"] + p["head.token.bias"]
    inside = tokens.masked_fill(~batch.own[:, :, None], -1e4)
    focus = torch.softmax(inside, dim=1).transpose(1, 2)
    pooled = focus @ x
    mean = (x * batch.own[:, :, None]).sum(1) / batch.own.sum(1, keepdim=True).clamp(min=1)
    text = fn.dropout(torch.cat([x[:, 0], mean], dim=1), head_drop, head_drop > 0)
    whole = (
        text @ p["head.whole.weight"]
        + (fn.dropout(pooled, head_drop, head_drop > 0) * p["head.pooled.weight"]).sum(-1)
        + p["head.peak.weight"] * inside.max(dim=1).values
        + p["head.whole.bias"]
    )
    kinds = pooled @ p["head.kind.weight"] + p["head.kind.bias"]
    quality = text @ p["head.quality.weight"] + p["head.quality.bias"]
    return Output(whole, tokens, focus, kinds, quality)


def loss_of(out: Output, batch: Batch, weight: Tensor, pairs: Sequence[tuple[int, int]], verdicts: int) -> Tensor:
    """The training loss. ``weight`` is the weight of a label's positives; ``pairs`` are rows (better, worse);
    of the first ``verdicts`` labels every other is a breach.
    """
    known = batch.whole != UNKNOWN
    each = fn.binary_cross_entropy_with_logits(out.whole, batch.whole.clamp(min=0), pos_weight=weight, reduction="none")
    total = (each * known).sum() / known.sum().clamp(min=1) * 10.0
    rows = batch.own & batch.tokens_known[:, None]
    if bool(rows.any()):
        each = fn.binary_cross_entropy_with_logits(out.tokens[rows], batch.tokens[rows], pos_weight=weight)
        total = total + each * 12.0
    marked = batch.tokens.any(dim=1)
    if bool(marked.any()):
        share = (out.focus * batch.tokens.transpose(1, 2)).sum(-1)[marked]
        total = total - share.clamp(min=1e-4).log().mean() * 0.4
    graded = batch.quality != UNKNOWN
    if bool(graded.any()):
        total = total + fn.smooth_l1_loss(out.quality[graded], (batch.quality[graded] - 2.0) / 2.0, beta=0.5) * 1.0
    if batch.kinds:
        row, issue, kind = (torch.tensor(part) for part in zip(*batch.kinds, strict=True))
        total = total + fn.cross_entropy(out.kinds[row, issue], kind) * 0.3
    if pairs:
        better, worse = (torch.tensor(part) for part in zip(*pairs, strict=True))
        total = total + fn.relu(0.6 - (out.quality[better] - out.quality[worse])).mean() * 1.0
        breach = torch.logsumexp(out.whole[:, 0:verdicts:2], dim=1)
        good = torch.logsumexp(out.whole[:, 1:verdicts:2], dim=1)
        turns = fn.relu(2.0 - (breach[worse] - breach[better])) + fn.relu(2.0 - (good[better] - good[worse]))
        total = total + turns.mean() * 0.2
    return total
