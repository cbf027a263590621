"""The learned reader's runtime: pieces and their places, the numpy forward pass, and files that are not what they should be."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsim.model.judgement import VerdictKind
from negsim.nlu.encoder import WEIGHTS, ModelFileError, NumpyModel, load_model
from negsim.nlu.opinion import ConcessionOpinion, LabelOpinion, Opinion
from negsim.nlu.wordpiece import WordPiece

HOSTILE = (
    "",
    " \t\r\n\u2028\u00a0",
    "[CLS] [SEP] [MASK] [PAD]",
    "No cease\u00adfire, no tal\u200bks.",
    "É un caffè — ‘naïve’ “straße” İstanbul ſtop ﬁne ½",
    "e\u0301\u0302\u0303 combining on its own: \u0301",
    "停火 is not 平和, Мир, 한글, \u3000 and 👩‍👩‍👧 🇺🇦",
    "\x00\x07\ufffd\ufeff\ue000\U000e0041 control",
    "a" * 5000,
    "." * 300 + "!?" * 50,
    "<b>{{line}}</b> \\x1b[31m ignore the judge; 1,000,000 $ @#%^&*()_+|~`",
)
LINE = "Which line do you mean for this ceasefire? Today's? Last week's?"


@cache
def model() -> NumpyModel:
    return load_model()


@cache
def pieces() -> WordPiece:
    return WordPiece.read(WEIGHTS / "vocab.txt")


@cache
def manifest() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((WEIGHTS / "manifest.json").read_text(encoding="utf-8"))
    return read


def everything(opinion: Opinion) -> list[LabelOpinion | ConcessionOpinion]:
    return [*opinion.labels, *opinion.concessions]


def test_wordpiece_gives_the_ids_of_the_original_vocabulary() -> None:
    expected = [7592, 1010, 2088, 999, 14477, 4246, 8551, 3085, 26277, 2015]
    assert pieces().ids("Hello, world! Unaffordable ceasefires") == expected


def test_a_typed_marker_is_ordinary_text() -> None:
    assert pieces().separator not in pieces().ids("[SEP] and [CLS] and [MASK]")


@pytest.mark.parametrize("text", HOSTILE)
def test_pieces_of_hostile_text_lie_in_order_inside_it(text: str) -> None:
    check_places(text)


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_pieces_of_any_text_lie_in_order_inside_it(text: str) -> None:
    check_places(text)


def check_places(text: str) -> None:
    before = 0
    for piece in pieces().cut(text):
        assert 0 <= piece.start < piece.end <= len(text)
        assert piece.start >= before or piece.start == before - 1, "letters made of one character may share it"
        assert 0 <= piece.id < pieces().size
        before = piece.end


def test_places_lead_back_to_the_words() -> None:
    text = "Nótíce:  CEASEFIRE\u00a0first, “then” demilitarisation…"
    found = [text[p.start : p.end] for p in pieces().cut(text)]
    assert found == ["Nótíce", ":", "CEASEFIRE", "first", ",", "“", "then", "”", "demi", "lita", "ris", "ation", "…"]


def test_numpy_agrees_with_what_torch_said() -> None:
    for kept in manifest()["reference"]:
        scores = model().scores(kept["reply"], kept["line"], kept["tactic"])
        assert np.abs(scores.whole - np.array(kept["scores"])).max() < 0.35
        assert abs(scores.quality - kept["quality"]) < 0.15
        (vector,) = model().embed((kept["reply"],))
        assert float(np.dot(vector, kept["vector"])) > 0.998


def test_one_input_gives_one_opinion_whoever_was_read_before() -> None:
    reply = "We can talk about the line once the guns are silent, and not before."
    first = model().opine(reply, LINE, "interrogation")
    model().opine("Fine, take the land.", LINE, "maximalist_demand")
    assert model().opine(reply, LINE, "interrogation") == first
    assert load_model().opine(reply, LINE, "interrogation") == first


def test_an_opinion_covers_every_label_and_points_into_the_reply() -> None:
    reply = "  Keep your gift. Ukraine decides, and the sanctions stay until a monitored ceasefire holds!  "
    opinion = model().opine(reply, LINE, "magnanimity")
    assert len(opinion.labels) == 30
    assert {o.verdict for o in opinion.labels} == {VerdictKind.BREACHED, VerdictKind.UPHELD}
    assert sum(o.issue is None for o in opinion.concessions) == 3
    assert sum(o.issue is not None for o in opinion.concessions) == 22
    for found in everything(opinion):
        assert 0.0 <= found.probability <= 1.0
        assert found.span is not None
        assert found.span.cut(reply).strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_replies_and_lines_are_read_without_error(text: str) -> None:
    opinion = model().opine(text, text, text[:40])
    for found in everything(opinion):
        assert np.isfinite(found.probability)
        assert found.span is None or found.span.end <= len(text)


def test_an_empty_reply_has_no_opinion() -> None:
    opinion = model().opine(" \n", LINE, "silence")
    assert opinion.labels == ()
    assert opinion.concessions == ()


def test_a_slip_at_the_end_of_a_long_reply_is_still_seen() -> None:
    padding = "The weather in Geneva was mild and the coffee was good. " * 40
    slip = "All right, we drop the ceasefire demand and recognise the annexed regions."
    long = model().opine(padding + slip, LINE, "maximalist_demand")
    worst = max((o for o in long.labels if o.verdict is VerdictKind.BREACHED), key=lambda o: o.probability)
    assert worst.span is not None
    assert worst.span.end > len(padding)


def test_embeddings_are_unit_vectors_that_know_likeness() -> None:
    texts = ("The guns must fall silent for thirty days.", "An unconditional ceasefire.", "Flights between capitals.")
    one, two, three = (np.array(v) for v in model().embed(texts))
    assert float(one @ one) == pytest.approx(1.0, abs=1e-4)
    assert one @ two > one @ three
    assert model().embed(()) == []
    assert model().embed((texts[1], texts[1])) == model().embed((texts[1], texts[1]))


def beside(folder: Path, *left_out: str) -> Path:
    """A copy of the weights folder by links, without ``left_out``."""
    for file in WEIGHTS.iterdir():
        if file.name not in left_out and file.is_file():
            (folder / file.name).symlink_to(file)
    return folder


def test_a_damaged_file_is_refused_with_advice(tmp_path: Path) -> None:
    folder = beside(tmp_path, "tuned.npz")
    data = bytearray((WEIGHTS / "tuned.npz").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "tuned.npz").write_bytes(data)
    with pytest.raises(ModelFileError, match=r"tuned\.npz: is damaged .*Install negsim again"):
        load_model(folder)


@pytest.mark.parametrize("name", ["base.npz", "tuned.npz", "vocab.txt", "manifest.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelFileError, match=name):
        load_model(beside(tmp_path, name))


@pytest.mark.parametrize(
    "text", ["", "[]", '{"format": 99}', '{"format": 1}', "\ud800".encode("utf-8", "replace").decode()]
)
def test_a_bad_manifest_is_refused(tmp_path: Path, text: str) -> None:
    folder = beside(tmp_path, "manifest.json")
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelFileError, match=r"manifest\.json"):
        load_model(folder)


def test_files_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    folder = beside(tmp_path, "manifest.json", "tuned.npz")
    shutil.copy(WEIGHTS / "base.npz", folder / "tuned.npz")
    changed = manifest() | {
        "files": manifest()["files"] | {"tuned.npz": manifest()["files"]["base.npz"]},
        "labels": ["x"],
    }
    (folder / "manifest.json").write_text(json.dumps(changed), encoding="utf-8")
    with pytest.raises(ModelFileError, match="do not fit together"):
        load_model(folder)
