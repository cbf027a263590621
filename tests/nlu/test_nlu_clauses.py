"""Clauses and their evidence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negsim.model.reading import Attribution, Clause, Condition, Polarity, Reading
from negsim.nlu.clauses import split
from negsim.nlu.phrases import fold
from tests.nlu.moments import Read


def clauses(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in split(fold(text))]


def clause_with(reading: Reading, words: str) -> Clause:
    return next(clause for clause in reading.clauses if words in clause.span.cut(reading.reply))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We wait. You decide.", ["We wait.", "You decide."]),
        ("We wait; you decide", ["We wait", "you decide"]),
        ("Two points: we stay, and you leave.", ["Two points", "we stay", "and you leave."]),
        ("We keep the text - you may study it.", ["We keep the text", "you may study it."]),
        ("If you stop, we will ease.", ["If you stop, we will ease."]),
        ("We will ease once you stop.", ["We will ease once you stop."]),
        ("Unless you stop: nothing moves.", ["Unless you stop: nothing moves."]),
        ("Mr. Secretary spoke at 2.5 percent, e.g. today.", ["Mr. Secretary spoke at 2.5 percent, e.g. today."]),
        ("Well... perhaps we wait.", ["Well... perhaps we wait."]),
        ("One\nTwo", ["One", "Two"]),
    ],
)
def test_splitting(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


def test_coordination_with_its_own_subject_is_split() -> None:
    assert clauses("The guns stop first and we talk afterwards.") == ["The guns stop first", "and we talk afterwards."]


def test_a_second_subject_inside_a_condition_is_not_split_off() -> None:
    assert len(clauses("We ease nothing until you stop and we have seen it.")) == 1


@pytest.mark.parametrize(
    ("reply", "polarity"),
    [
        ("We will lift it.", Polarity.AFFIRMED),
        ("We will not lift it.", Polarity.NEGATED),
        ("We won’t lift it.", Polarity.NEGATED),
        ("We are not opposed to lifting it.", Polarity.AFFIRMED),
        ("I cannot rule out lifting it.", Polarity.AFFIRMED),
        ("There is no reason not to lift it.", Polarity.AFFIRMED),
        ("Never say never.", Polarity.AFFIRMED),
        ("We are far from lifting it.", Polarity.NEGATED),
        ("We would hardly lift it.", Polarity.NEGATED),
        ("Nothing moves without Kyiv.", Polarity.AFFIRMED),
        ("No doubt we agree.", Polarity.AFFIRMED),
        ("We refuse.", Polarity.NEGATED),
    ],
)
def test_polarity(read: Read, reply: str, polarity: Polarity) -> None:
    assert read(reply).clauses[0].polarity is polarity


@pytest.mark.parametrize(
    ("reply", "condition"),
    [
        ("If you withdraw, we will ease sanctions.", Condition.THEIRS_FIRST),
        ("We ease sanctions once your side has stopped.", Condition.THEIRS_FIRST),
        ("We ease sanctions only after a verified ceasefire.", Condition.THEIRS_FIRST),
        ("Nothing is eased unless the guns are quiet.", Condition.THEIRS_FIRST),
        ("Sanctions stay until you leave.", Condition.THEIRS_FIRST),
        ("You stop before we ease anything.", Condition.THEIRS_FIRST),
        ("We ease as soon as you stop.", Condition.THEIRS_FIRST),
        ("We ease sanctions provided you stop.", Condition.THEIRS_FIRST),
        ("We ease sanctions before you stop.", Condition.OURS_FIRST),
        ("Once we have lifted sanctions, you may think about it.", Condition.OURS_FIRST),
        ("We ease sanctions in exchange for quiet.", Condition.SIMULTANEOUS),
        ("Both steps come at the same time.", Condition.SIMULTANEOUS),
        ("Even if you stop, they stay.", Condition.NONE),
        ("Take a seat, if you like.", Condition.NONE),
        ("We ease sanctions.", Condition.NONE),
    ],
)
def test_who_acts_first(read: Read, reply: str, condition: Condition) -> None:
    assert read(reply).clauses[0].condition is condition


@pytest.mark.parametrize(
    ("reply", "attribution"),
    [
        ("You say that we must leave Donbas.", Attribution.REPORTED),
        ("Your paper demands a withdrawal from Donbas.", Attribution.REPORTED),
        ("They claim that it was agreed.", Attribution.REPORTED),
        ('"Leave Donbas and lift the sanctions."', Attribution.REPORTED),
        ("Suppose we left Donbas.", Attribution.HYPOTHETICAL),
        ("Were we to leave Donbas, nobody would thank us.", Attribution.HYPOTHETICAL),
        ("We leave Donbas.", Attribution.OWN),
    ],
)
def test_whose_word(read: Read, reply: str, attribution: Attribution) -> None:
    assert read(reply).clauses[0].attribution is attribution


@pytest.mark.parametrize(
    ("reply", "question"),
    [
        ("Which day do the guns stop?", True),
        ("Tell me what would satisfy you", True),
        ("Could you send the text, please?", False),
        ("Why would we ever do that?", False),
        ("The guns stop on Monday.", False),
    ],
)
def test_real_questions(read: Read, reply: str, question: bool) -> None:
    assert read(reply).clauses[0].question is question


def test_only_the_asking_clause_is_a_question(read: Read) -> None:
    reading = read("We keep the text; which line troubles you?")
    assert [clause.question for clause in reading.clauses] == [False, True]


@pytest.mark.parametrize(
    "correction", ["Sorry, no: we keep it.", "Scratch that.", "Let me rephrase: we keep it.", "No, wait, I misspoke."]
)
def test_self_correction_takes_back_the_sentence_before(read: Read, correction: str) -> None:
    reading = read(f"We have tea. We could drop the ceasefire. {correction}")
    assert not clause_with(reading, "tea").retracted
    assert clause_with(reading, "could drop").retracted
    assert all(move.retracted for move in reading.moves if move.act == "drops_objective")
    assert not reading.clauses[-1].retracted


def test_self_correction_within_a_sentence(read: Read) -> None:
    reading = read("We could lift the sanctions, no, scratch that, we keep them.")
    assert clause_with(reading, "could lift").retracted
    assert not clause_with(reading, "keep them").retracted


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_spans_lie_inside_the_text_in_order(text: str) -> None:
    pieces = split(fold(text))
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert all(a.end <= b.start for a, b in pairwise(pieces))


PIECES = st.sampled_from(
    [
        "we",
        "you",
        "will",
        "not",
        "lift",
        "sanctions",
        "if",
        "until",
        "the ceasefire",
        ",",
        ".",
        ";",
        ":",
        "?",
        '"',
        "'",
        "and",
        "but",
        "sorry, no",
        "Suppose",
        " - ",
        "(",
        ")",
        "\n",
        "Donbas",
        "agreed",
        "в",
        "\u202e",
        "😀",
        "\x07",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_reading_any_mixture_keeps_spans_inside_and_ordered(read: Read, parts: list[str]) -> None:
    reply = " ".join(parts)
    reading = read(reply)
    assert all(a.span.end <= b.span.start for a, b in pairwise(reading.clauses))
    for move in reading.moves:
        assert 0 <= move.span.start < move.span.end <= len(reply)
    starts = [move.span.start for move in reading.moves if move.act != "addresses_judge"]
    assert starts == sorted(starts)
