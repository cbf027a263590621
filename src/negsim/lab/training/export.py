"""Writes the weights folder: int8 matrices, the vocabulary and a manifest with hashes; all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from negsim.lab.training.data import Encoded, Labels, Sample
from negsim.lab.training.net import HEADS, Parameters, batch_of, states
from negsim.lab.training.train import FROZEN, Settings, predict
from negsim.nlu.encoder import EMBED_PIECES, FORMAT, Calibration
from negsim.nlu.wordpiece import WordPiece

NOTICE = """The weights in this folder derive from all-MiniLM-L6-v2 by the sentence-transformers project, Apache License 2.0.
base.npz holds it rounded to int8; tuned.npz holds its six layers, trained further on negsim's own corpus, and new heads.
vocab.txt is its vocabulary, unchanged. The changes are licensed under the Apache License 2.0 as well.
"""
GROUP = 32
"""So many rows of a matrix share one scale per column."""


def quantised(matrix: npt.NDArray[np.float32], group: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]:
    """int8 values, and one scale per column and group of ``group`` rows; shape (rows / group, columns)."""
    parts = matrix.reshape(-1, group, matrix.shape[1])
    scale = (np.maximum(np.abs(parts).max(axis=1), 1e-5) / 127).astype(np.float16)
    scale = np.where(
        scale.astype(np.float32) * 127 < np.abs(parts).max(axis=1), np.nextafter(scale, np.float16(9)), scale
    )
    whole = np.rint(parts / scale.astype(np.float32)[:, None, :])
    return np.clip(whole, -127, 127).astype(np.int8).reshape(matrix.shape), scale


def words_quantised(words: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """int8 values and one scale per word."""
    scale = (np.maximum(np.abs(words).max(axis=1), 1e-8) / 127).astype(np.float32)
    return np.clip(np.rint(words / scale[:, None]), -127, 127).astype(np.int8), scale


def is_matrix(name: str, value: Any) -> bool:
    """Whether a parameter is stored as int8 with scales."""
    return value.ndim == 2 and not name.startswith(("head.", "places", "types", "words"))


def arrays(p: Parameters, names: list[str]) -> dict[str, npt.NDArray[Any]]:
    """The named parameters as they are stored: layer matrices and words as int8, all others as they are."""
    made: dict[str, npt.NDArray[Any]] = {}
    for name in names:
        value: npt.NDArray[np.float32] = p[name].detach().numpy().astype(np.float32)
        if name == "words":
            made["words"], made["word_scales"] = words_quantised(value)
        elif is_matrix(name, value):
            made[name], made[f"{name}.scale"] = quantised(value, GROUP)
        else:
            made[name] = value.astype(np.float16) if name == "places" else value
    return made


def as_shipped(p: Parameters) -> Parameters:
    """``p`` as the runtime will see it, in torch: every stored value rounded as its file rounds it."""
    stored = arrays(p, list(p))
    seen: Parameters = {}
    for name in p:
        value = stored[name].astype(np.float32)
        if name == "words":
            value *= stored["word_scales"][:, None]
        elif f"{name}.scale" in stored:
            value *= np.repeat(stored[f"{name}.scale"].astype(np.float32), GROUP, axis=0)
        seen[name] = torch.from_numpy(value)
    return seen


def _save(file: Path, found: Mapping[str, Any]) -> None:
    np.savez_compressed(file, **found)


def reference_of(
    base: Parameters, tuned: Parameters, samples: Sequence[Sample], pieces: WordPiece
) -> list[dict[str, Any]]:
    """What torch, with full float32 weights, says of a few replies: raw scores, and the base's unit vector of the reply."""
    found = predict(tuned, samples, pieces)
    made: list[dict[str, Any]] = []
    for row, sample in enumerate(samples):
        ids = (pieces.start, *pieces.ids(sample.reply)[:EMBED_PIECES], pieces.separator)
        encoded = Encoded(sample, ids, (0,) * len(ids), 1, ())
        with torch.no_grad():
            mean = states(base, batch_of([encoded], pieces.pad))[0].mean(0)
        unit = (mean / mean.norm()).tolist()
        made.append(
            {
                "tactic": sample.tactic,
                "line": sample.line,
                "reply": sample.reply,
                "scores": [round(float(v), 3) for v in found.whole[row]],
                "quality": round(float(found.quality[row]), 3),
                "vector": [round(v, 4) for v in unit],
            }
        )
    return made


def write(
    folder: Path,
    base: Parameters,
    tuned: Parameters,
    vocabulary: Path,
    labels: Labels,
    calibration: Mapping[str, Calibration],
    settings: Settings,
    notes: Mapping[str, Any],
    reference: Sequence[Mapping[str, Any]],
) -> None:
    """``folder`` with everything ``load_model`` needs. What stood there stays until the new files are complete.

    ``reference`` (see ``reference_of``) lets tests compare the numpy runtime with what torch said.
    """
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _save(fresh / "base.npz", arrays(base, list(base)))
    _save(fresh / "tuned.npz", arrays(tuned, [name for name in tuned if name not in FROZEN]))
    (fresh / "vocab.txt").write_bytes(vocabulary.read_bytes().rstrip(b"\n") + b"\n")
    files = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(fresh.iterdir())}
    (fresh / "NOTICE").write_text(NOTICE, encoding="utf-8")
    manifest = {
        "format": FORMAT,
        "version": hashlib.sha256("".join(files.values()).encode()).hexdigest()[:12],
        "licence": "Apache-2.0",
        "base": "sentence-transformers/all-MiniLM-L6-v2",
        "attention_heads": HEADS,
        "files": files,
        "labels": labels.names,
        "calibration": {name: asdict(values) for name, values in calibration.items()},
        "settings": asdict(settings),
        **notes,
        "reference": list(reference),
    }
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
