"""The learned reader at run time: a small BERT in numpy, with int8 weights that ship in the package.

Two encoders share their word embeddings: the untouched base (``embed``) and the one trained on the corpus (``opine``).
How they were made is in ``assets/model-card.md``; ``negsim.lab.training`` makes them anew.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from negsim.model.base import Span
from negsim.model.judgement import VerdictKind
from negsim.model.reading import ConcessionKind
from negsim.nlu.opinion import ConcessionOpinion, LabelOpinion, Opinion
from negsim.nlu.wordpiece import Piece, WordPiece

WEIGHTS = Path(__file__).parent / "weights"
FORMAT = 1
LINE_PIECES = 64
"""Of a longer line the end is kept: the sting is in the tail."""
REPLY_PIECES = 192
"""Of a longer reply overlapping windows of this size are read."""
OVERLAP = 48
MOST_WINDOWS = 8
"""Of a reply with more windows, the first and the last half of this number are read."""
SPAN_SLACK = 1.0
_CLAUSE_END = re.compile(r"""[.!?;:,—–]["”’)]*\s+""")
EMBED_PIECES = 128
REMEMBERED = 4096

Array = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]


class ModelFileError(Exception):
    """A file of the learned reader is missing, damaged or of another format. The message says what to do."""


def lay_out(pieces: WordPiece, tactic: str, line: str, limit: int = LINE_PIECES) -> tuple[int, ...]:
    """What stands before the reply: ``[CLS] tactic in words : line [SEP]``."""
    return (
        pieces.start,
        *pieces.ids(tactic.replace("_", " "))[:12],
        *pieces.ids(":"),
        *pieces.ids(line)[-limit:],
        pieces.separator,
    )


@dataclass(frozen=True)
class Calibration:
    """Turns a raw score into a probability, and says from which probability on the trainers would believe it."""

    slope: float
    offset: float
    threshold: float

    def probability(self, score: float) -> float:
        """Between 0 and 1, rounded so that small differences between machines do not show."""
        return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.slope * score + self.offset)))), 4)


class Encoder:
    """A BERT encoder: ids in, one state per piece out."""

    def __init__(self, embeddings: Mapping[str, Any], layers: Mapping[str, Array], heads: int) -> None:
        self._words: Bytes = embeddings["words"]
        self._word_scales: Array = embeddings["word_scales"]
        self._places: Array = embeddings["places"]
        self._types: Array = embeddings["types"]
        self._norm: tuple[Array, Array] = (embeddings["norm.weight"], embeddings["norm.bias"])
        self._heads = heads
        self._layers: list[dict[str, Array]] = []
        while f"{len(self._layers)}.qkv.weight" in layers:
            mark = f"{len(self._layers)}."
            self._layers.append({k.removeprefix(mark): v for k, v in layers.items() if k.startswith(mark)})

    def states(self, texts: Sequence[tuple[Sequence[int], Sequence[int]]]) -> list[Array]:
        """Final states of each (ids, types); texts are laid end to end, so nothing is padded."""
        ends = np.cumsum([len(ids) for ids, _ in texts]).tolist()
        bounds = list(zip([0, *ends], ends, strict=False))
        ids = np.concatenate([np.asarray(i, dtype=np.int64) for i, _ in texts])
        types = np.concatenate([np.asarray(t, dtype=np.int64) for _, t in texts])
        places = np.concatenate([np.arange(end - start) for start, end in bounds])
        x = self._words[ids].astype(np.float32) * self._word_scales[ids][:, None]
        x = _normalised(x + self._places[places] + self._types[types], *self._norm)
        for layer in self._layers:
            x = self._layer(x, bounds, layer)
        return [x[start:end] for start, end in bounds]

    def _layer(self, x: Array, bounds: Sequence[tuple[int, int]], layer: Mapping[str, Array]) -> Array:
        width = x.shape[1]
        depth = width // self._heads
        qkv = x @ layer["qkv.weight"] + layer["qkv.bias"]
        mixed = np.empty_like(x)
        for start, end in bounds:
            parts = qkv[start:end].reshape(end - start, 3, self._heads, depth).transpose(1, 2, 0, 3)
            scores = parts[0] @ parts[1].transpose(0, 2, 1) * np.float32(1.0 / math.sqrt(depth))
            mixed[start:end] = (_softmax(scores) @ parts[2]).transpose(1, 0, 2).reshape(end - start, width)
        x = x + mixed @ layer["out.weight"] + layer["out.bias"]
        x = _normalised(x, layer["norm1.weight"], layer["norm1.bias"])
        inner = _gelu(x @ layer["up.weight"] + layer["up.bias"])
        x = x + inner @ layer["down.weight"] + layer["down.bias"]
        return _normalised(x, layer["norm2.weight"], layer["norm2.bias"])


@dataclass(frozen=True)
class Scores:
    """Raw scores of one window of a reply."""

    whole: Array
    """One per label."""
    pieces: Array
    """One per piece of the reply and label."""
    kinds: Array
    """One per label and concession kind; only the rows of issues are trained."""
    quality: float


class NumpyModel:
    """The learned reader. Fulfils ``OpinionModel``; the same input gives the same opinion.

    ``Opinion.labels`` holds every principle twice (breached, upheld). ``Opinion.concessions`` holds one opinion per
    kind with no issue (that the reply gives *anything* in this way), then one per issue with its likeliest kind.
    """

    def __init__(
        self, pieces: WordPiece, base: Encoder, tuned: Encoder, heads: Mapping[str, Array], manifest: Mapping[str, Any]
    ) -> None:
        self._pieces = pieces
        self._base = base
        self._tuned = tuned
        self._heads = heads
        self._seen: OrderedDict[str, tuple[float, ...]] = OrderedDict()
        self.labels: tuple[str, ...] = tuple(manifest["labels"])
        self.version: str = manifest["version"]
        self.calibration = {name: Calibration(**values) for name, values in manifest["calibration"].items()}
        """By group: breached, upheld, kind, issue."""

    def threshold(self, group: str) -> float:
        """The probability from which the tests believed an opinion of ``group`` (breached, upheld, kind, issue)."""
        return self.calibration[group].threshold

    def opine(self, reply: str, line: str, tactic: str) -> Opinion:
        """Opinions on ``reply``, given the delegation's ``line`` and the ``tactic`` id in play."""
        cut = self._pieces.cut(reply)
        if not cut:
            return Opinion((), ())
        windows = [(part, self._score(part, line, tactic)) for part in _windows(cut)]
        verdicts: list[LabelOpinion] = []
        kinds: list[ConcessionOpinion] = []
        for number, name in enumerate(self.labels):
            part, scores = max(windows, key=lambda window: float(window[1].whole[number]))
            group, _, what = name.partition(":")
            span = find_span(scores.pieces[:, number], part, reply)
            if group == "kind":
                chance = self.calibration["kind"].probability(float(scores.whole[number]))
                kinds.append(ConcessionOpinion(ConcessionKind(what), chance, span))
            elif group == "issue":
                chance = self.calibration["issue"].probability(float(scores.whole[number]))
                best = list(ConcessionKind)[int(np.argmax(scores.kinds[number]))]
                kinds.append(ConcessionOpinion(best, chance, span, what))
            else:
                chance = self.calibration[what].probability(float(scores.whole[number]))
                verdicts.append(LabelOpinion(group, VerdictKind(what), chance, span))
        return Opinion(tuple(verdicts), tuple(kinds))

    def quality(self, reply: str, line: str, tactic: str) -> float:
        """How good the reply is, 0 to 4; a by-product of training, for comparing replies to one line."""
        cut = self._pieces.cut(reply)
        if not cut:
            return 2.0
        found = [self._score(part, line, tactic).quality for part in _windows(cut)]
        return round(max(0.0, min(4.0, 2.0 + 2.0 * sum(found) / len(found))), 3)

    def embed(self, texts: tuple[str, ...]) -> list[list[float]]:
        """Unit vectors of the untouched base encoder; for linking clauses to issues by meaning."""
        new = [text for text in dict.fromkeys(texts) if text not in self._seen]
        known = {text: self._seen[text] for text in texts if text in self._seen}
        for at in range(0, len(new), 16):
            known.update(zip(new[at : at + 16], self._embedded(new[at : at + 16]), strict=True))
        for text, vector in known.items():
            self._seen[text] = vector
            self._seen.move_to_end(text)
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return [list(known[text]) for text in texts]

    def scores(self, reply: str, line: str, tactic: str) -> Scores:
        """Raw scores of the reply's first window, before calibration; for tests and measurements."""
        return self._score(self._pieces.cut(reply)[:REPLY_PIECES], line, tactic)

    def _embedded(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        rows = [(self._pieces.start, *self._pieces.ids(t)[:EMBED_PIECES], self._pieces.separator) for t in texts]
        states = self._base.states([(row, (0,) * len(row)) for row in rows])
        means = [state.mean(axis=0) for state in states]
        return [tuple((mean / max(float(np.linalg.norm(mean)), 1e-9)).tolist()) for mean in means]

    def _score(self, part: Sequence[Piece], line: str, tactic: str) -> Scores:
        head = lay_out(self._pieces, tactic, line)
        ids = (*head, *(p.id for p in part), self._pieces.separator)
        types = (0,) * len(head) + (1,) * (len(part) + 1)
        states = self._tuned.states([(ids, types)])[0]
        own = states[len(head) : len(head) + len(part)]
        heads = self._heads
        pieces = own @ heads["token.weight"] + heads["token.bias"]
        pooled = _softmax(pieces.T) @ own
        whole_text = np.concatenate([states[0], own.mean(axis=0)])
        whole = (
            whole_text @ heads["whole.weight"]
            + (pooled * heads["pooled.weight"]).sum(axis=1)
            + heads["peak.weight"] * pieces.max(axis=0)
            + heads["whole.bias"]
        )
        kinds = pooled @ heads["kind.weight"] + heads["kind.bias"]
        quality = float(whole_text @ heads["quality.weight"] + heads["quality.bias"][0])
        return Scores(whole.astype(np.float32), pieces, kinds.astype(np.float32), quality)


def load_model(folder: Path = WEIGHTS) -> NumpyModel:
    """The model in ``folder``, every file checked against the manifest. Raises ModelFileError."""
    manifest = _manifest(folder)
    data = {name: _checked(folder / name, expected) for name, expected in manifest["files"].items()}
    try:
        pieces = WordPiece(data["vocab.txt"].decode("utf-8").removesuffix("\n").split("\n"))
        base = _opened(data["base.npz"])
        tuned = _opened(data["tuned.npz"])
        heads = {name.removeprefix("head."): array for name, array in tuned.items() if name.startswith("head.")}
        count = int(manifest["attention_heads"])
        if heads["whole.weight"].shape[1] != len(manifest["labels"]) or base["words"].shape[0] != pieces.size:
            raise ValueError("labels or vocabulary are of another size than the weights")
        return NumpyModel(pieces, Encoder(base, base, count), Encoder(base, tuned, count), heads, manifest)
    except (KeyError, IndexError, ValueError, TypeError, OSError) as error:
        message = f"{folder}: the files of the learned reader do not fit together ({error})."
        raise ModelFileError(f"{message} {_ADVICE}") from error


_ADVICE = (
    "Install negsim again, or make the files with `python -m negsim.lab.training`; "
    "without them negsim reads by rules only."
)


def _manifest(folder: Path) -> dict[str, Any]:
    file = folder / "manifest.json"
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelFileError(f"{file}: cannot be read ({error.strerror}). {_ADVICE}") from error
    except ValueError as error:
        raise ModelFileError(f"{file}: is not valid JSON. {_ADVICE}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ModelFileError(f"{file}: is not of format {FORMAT}, which this version reads. {_ADVICE}")
    missing = {"files", "labels", "calibration", "attention_heads", "version"} - manifest.keys()
    if missing or not {"vocab.txt", "base.npz", "tuned.npz"} <= set(manifest["files"]):
        raise ModelFileError(f"{file}: is incomplete. {_ADVICE}")
    return manifest


def _checked(file: Path, expected: str) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ModelFileError(f"{file}: cannot be read ({error.strerror}). {_ADVICE}") from error
    if hashlib.sha256(data).hexdigest() != expected:
        raise ModelFileError(f"{file}: is damaged or was changed (its sha256 is not the manifest's). {_ADVICE}")
    return data


def _opened(data: bytes) -> dict[str, Any]:
    """The arrays of an npz; int8 matrices become float32 by the ``.scale`` beside them."""
    with np.load(io.BytesIO(data), allow_pickle=False) as archive:
        raw: dict[str, Any] = {name: archive[name] for name in archive.files}
    opened: dict[str, Any] = {}
    for name, array in raw.items():
        if name.endswith(".scale"):
            continue
        if f"{name}.scale" in raw:
            scale = raw[f"{name}.scale"].astype(np.float32)
            parts = array.astype(np.float32).reshape(scale.shape[0], -1, scale.shape[1])
            opened[name] = (parts * scale[:, None, :]).reshape(array.shape)
        else:
            opened[name] = array if array.dtype == np.int8 else array.astype(np.float32)
    return opened


def _windows(cut: Sequence[Piece]) -> list[Sequence[Piece]]:
    if len(cut) <= REPLY_PIECES:
        return [cut]
    starts = list(range(0, len(cut) - OVERLAP, REPLY_PIECES - OVERLAP))
    if len(starts) > MOST_WINDOWS:
        starts = starts[: MOST_WINDOWS // 2] + starts[-MOST_WINDOWS // 2 :]
    return [cut[start : start + REPLY_PIECES] for start in starts]


def find_span(scores: Array, part: Sequence[Piece], reply: str) -> Span | None:
    """The run of clauses that score highest above a floor a little under the reply's best pieces."""
    bounds = _clauses(part, reply)
    floor = float(np.sort(scores)[-max(len(scores) // 8, 1)]) - SPAN_SLACK
    best, total, since = (-math.inf, 0, 0), 0.0, 0
    for number, (first, last) in enumerate(bounds):
        if total <= 0.0:
            total, since = 0.0, number
        total += float((scores[first : last + 1] - floor).sum())
        if total > best[0]:
            best = (total, since, number)
    start, end = part[bounds[best[1]][0]].start, part[bounds[best[2]][1]].end
    return Span(start=start, end=end) if end > start else None


def _clauses(part: Sequence[Piece], reply: str) -> list[tuple[int, int]]:
    """First and last piece of each stretch between punctuation marks; there is always one."""
    ends = {match.end() for match in _CLAUSE_END.finditer(reply, part[0].start, part[-1].end)}
    bounds: list[tuple[int, int]] = []
    first = 0
    for number in range(1, len(part)):
        if any(place in ends for place in range(part[number - 1].end, part[number].start + 1)):
            bounds.append((first, number - 1))
            first = number
    return [*bounds, (first, len(part) - 1)]


def _normalised(x: Array, weight: Array, bias: Array) -> Array:
    centred = x - x.mean(axis=-1, keepdims=True)
    scale = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(1e-12))
    normal: Array = centred / scale * weight + bias
    return normal


def _softmax(x: Array) -> Array:
    grown: Array = np.exp(x - x.max(axis=-1, keepdims=True))
    shares: Array = grown / grown.sum(axis=-1, keepdims=True)
    return shares


def _gelu(x: Array) -> Array:
    """The tanh form, which training uses too; in place where it can, for speed."""
    bent = x * x
    bent *= np.float32(0.044715)
    bent += np.float32(1.0)
    bent *= x
    bent *= np.float32(math.sqrt(2.0 / math.pi))
    np.tanh(bent, out=bent)
    bent += np.float32(1.0)
    bent *= x
    bent *= np.float32(0.5)
    return bent
