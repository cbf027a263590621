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


def quantised(matrix: npt.NDArray[np.float32], axis: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """int8 values and the scale of each row (axis 1) or column (axis 0)."""
    scale = np.maximum(np.abs(matrix).max(axis=axis), 1e-8).astype(np.float32) / np.float32(127)
    shown = scale[:, None] if axis == 1 else scale
    return np.clip(np.rint(matrix / shown), -127, 127).astype(np.int8), scale


def arrays(p: Parameters, names: list[str]) -> dict[str, npt.NDArray[Any]]:
    """The named parameters as they are stored: layer matrices and words as int8, all others as they are."""
    made: dict[str, npt.NDArray[Any]] = {}
    for name in names:
        value: npt.NDArray[np.float32] = p[name].detach().numpy().astype(np.float32)
        if name == "words":
            made["words"], made["word_scales"] = quantised(value, 1)
        elif value.ndim == 2 and not name.startswith(("head.", "places", "types")):
            made[name], made[f"{name}.scale"] = quantised(value, 0)
        else:
            made[name] = value.astype(np.float16) if name == "places" else value
    return made


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
