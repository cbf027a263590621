"""The phrase language and the loading of cues."""

from __future__ import annotations

import pytest

from negsim.model.catalogue import Act
from negsim.nlu.cues import CueError, Cues, load_cues
from negsim.nlu.phrases import Phrase, PhraseError, PhraseIndex, compile_phrase, fold, stem, words_of
from negsim.nlu.reader import Reader

GROUPS = {"we": ("we", "my side"), "give": ("give up", "drop*")}


def phrase(text: str) -> Phrase:
    return compile_phrase(text, GROUPS)


@pytest.mark.parametrize(
    ("text", "fits", "fails"),
    [
        ("lift* sanction*", "lifting sanctions", "sanctions lifting"),
        ("we can't wait", "we cannot wait", "we can wait"),
        ("don't pay", "do not pay", "we do pay"),
        ("we'll sign", "we will sign", "we signed"),
        ("{we} .. {give}", "my side may well drop it", "they give up"),
        ("take [all] [the|your] time", "take all your time", "take a time"),
        ("^ agreed $", "Well, agreed.", "we never agreed"),
        ("prisoners (for|against) prisoners", "prisoners against prisoners", "prisoners and prisoners"),
        ("we ... out", "we would in that case rather stay out", "we stop. They go out"),
    ],
)
def test_what_a_phrase_fits(text: str, fits: str, fails: str) -> None:
    assert phrase(text).search(fold(fits))
    assert not phrase(text).search(fold(fails))


def test_short_gap_has_an_end() -> None:
    assert phrase("we .. out").search("we a b c out")
    assert not phrase("we .. out").search("we a b c d e f g out")


@pytest.mark.parametrize("bad", ["", "{nobody} lifts", "(we|you", "we)", "..", "[we"])
def test_a_bad_phrase_is_an_error_with_the_phrase_in_it(bad: str) -> None:
    with pytest.raises(PhraseError):
        phrase(bad)


def test_a_group_that_names_itself_is_an_error() -> None:
    with pytest.raises(PhraseError, match="name itself"):
        compile_phrase("{a}", {"a": ("{a} b",)})


def test_index_finds_by_word_beginning_and_contraction() -> None:
    entries = [(phrase("lift* it"), 0), (phrase("safe flight"), 1), (phrase("we don't pay"), 2)]
    index = PhraseIndex(entries)
    found = {number for _, number in index.candidates(words_of("we don't pay, we lifted it"))}
    assert found == {0, 2}


def test_folding_keeps_every_character_at_its_place() -> None:
    text = "İstanbul ‘No’ — “ever” Straße ﬁ"
    assert len(fold(text)) == len(text)
    assert "'no'" in fold(text)


@pytest.mark.parametrize(("a", "b"), [("strikes", "striking"), ("guarantee", "guarantees"), ("missile", "missiles")])
def test_stems_agree(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_errors_of_cues_say_which_entry() -> None:
    with pytest.raises(CueError, match="YAML"):
        load_cues("cues: [")
    with pytest.raises(CueError, match="shape"):
        load_cues("evidence: {}\nnotes: {}\ncues: [{act: greets, any: hello, often: 1}]")
    with pytest.raises(CueError, match=r"cue 1 \(greets\)"):
        load_cues("evidence: {}\nnotes: {}\ncues: [{act: greets, any: '{nobody}'}]")


def test_a_cue_for_an_unknown_act_is_refused(cues: Cues, acts: dict[str, Act]) -> None:
    with pytest.raises(CueError, match="greets"):
        Reader(cues, {name: act for name, act in acts.items() if name != "greets"})
