"""Moves become verdicts by the table; every verdict points at moves; the last word decides."""

from __future__ import annotations

from typing import Any

import pytest

from negsim.model.base import Span
from negsim.model.catalogue import Catalogue
from negsim.model.judgement import Assessment, VerdictKind
from negsim.model.reading import Attribution, ConcessionKind, Condition, Move, Polarity, Reading
from negsim.scoring.judge import judge
from negsim.scoring.points import EARNED, LOST, NEUTRAL, score_of

TEXT = "x" * 100


def assess(
    catalogue: Catalogue, *moves: Move, notes: tuple[str, ...] = (), doctrine: str = "balanced", **more: Any
) -> Assessment:
    reading = Reading(reply=TEXT, moves=moves, notes=notes)
    return judge(reading, catalogue, catalogue.doctrines[doctrine], **more)


def move(act: str, start: int = 0, **more: Any) -> Move:
    return Move(act=act, span=Span(start=start, end=start + 10), **more)


@pytest.mark.parametrize("act", ["drops_objective", "keeps_objective", "trades", "loses_temper", "names_relief"])
def test_each_act_gives_the_verdict_of_its_row(act: str, catalogue: Catalogue) -> None:
    row = catalogue.acts[act]
    found = assess(catalogue, move(act)).verdicts
    assert [(v.principle, v.verdict, v.severity, v.why, v.source) for v in found] == [
        (row.principle, row.verdict, row.severity, row.why, row.source)
    ]
    assert found[0].evidence == (Span(start=0, end=10),)
    assert found[0].acts == (act,)


def test_what_is_not_ones_own_deed_does_not_count(catalogue: Catalogue) -> None:
    assert assess(catalogue, move("drops_objective", attribution=Attribution.REPORTED)).verdicts == ()
    assert assess(catalogue, move("drops_objective", polarity=Polarity.NEGATED)).verdicts == ()
    assert assess(catalogue, move("keeps_objective", attribution=Attribution.HYPOTHETICAL)).verdicts == ()
    assert assess(catalogue, move("drops_objective", confidence=0.3)).verdicts == ()


def test_a_floated_gift_is_a_signal_and_weighs_less(catalogue: Catalogue) -> None:
    floated = assess(catalogue, move("drops_objective", issue="ceasefire", attribution=Attribution.HYPOTHETICAL))
    plain = assess(catalogue, move("drops_objective", issue="ceasefire"))
    assert floated.verdicts[0].severity == plain.verdicts[0].severity - 1
    assert floated.concessions[0].kind is ConcessionKind.EXPLORATORY
    assert plain.concessions[0].kind is ConcessionKind.UNCONDITIONAL


def test_a_gift_tied_to_their_first_step_is_a_conditional_concession(catalogue: Catalogue) -> None:
    found = assess(catalogue, move("gives_for_nothing", issue="sanctions", condition=Condition.THEIRS_FIRST))
    assert found.verdicts == ()
    assert found.concessions[0].kind is ConcessionKind.CONDITIONAL


def test_a_lopsided_swap_is_still_lopsided(catalogue: Catalogue) -> None:
    found = assess(catalogue, move("pays_for_their_harm", issue="ceasefire", condition=Condition.THEIRS_FIRST))
    assert [v.verdict for v in found.verdicts] == [VerdictKind.BREACHED]


def test_the_last_word_decides_and_the_slip_costs_a_little(catalogue: Catalogue) -> None:
    slip = move("drops_objective", retracted=True)
    assert assess(catalogue, slip).verdicts[0].severity == 1
    both = assess(catalogue, slip, move("keeps_objective", 20)).verdicts
    assert [v.verdict for v in both] == [VerdictKind.UPHELD]
    assert assess(catalogue, slip).concessions == ()


def test_doing_both_counts_as_the_breach(catalogue: Catalogue) -> None:
    found = assess(catalogue, move("keeps_objective"), move("drops_objective", 20)).verdicts
    assert [v.verdict for v in found] == [VerdictKind.BREACHED]


@pytest.mark.parametrize("note", ["addresses_judge", "copies_line", "recites", "foreign_language"])
def test_reciting_copying_and_addressing_the_judge_earn_nothing(note: str, catalogue: Catalogue) -> None:
    found = assess(catalogue, move("keeps_objective"), move("trades", 20), notes=(note,))
    assert found.verdicts == () and found.score == NEUTRAL


def test_saying_it_again_word_for_word_earns_nothing_more(catalogue: Catalogue) -> None:
    assert assess(catalogue, move("keeps_objective"), notes=("repeats_itself",)).verdicts == ()
    assert len(assess(catalogue, move("drops_objective"), notes=("repeats_itself",)).verdicts) == 1


def test_silence_is_right_where_the_tactic_plays_on_impatience(catalogue: Catalogue) -> None:
    assert assess(catalogue, silent=True, tactic="silence").score > NEUTRAL
    assert assess(catalogue, silent=True, tactic="flattery").score == NEUTRAL


def test_the_formula(catalogue: Catalogue) -> None:
    doctrine = catalogue.doctrines["balanced"]
    found = assess(catalogue, move("keeps_objective"), move("loses_temper", 20))
    weights = doctrine.weights
    by_hand = NEUTRAL + weights["no_upfront_concession"] * EARNED[2] - weights["composure"] * LOST[3]
    assert found.score == max(0, min(100, round(by_hand)))
    assert score_of((), doctrine) == NEUTRAL


def test_one_reply_has_different_scores_under_different_doctrines(catalogue: Catalogue) -> None:
    moves = (move("names_relief", issue="sanctions"), move("offers_order_talk", 20), move("probes", 40))
    scores = {d: assess(catalogue, *moves, doctrine=d).score for d in catalogue.doctrines}
    assert scores["incentive_order"] >= 85
    assert scores["adversary_craft"] <= 55
    hard = (move("states_cost"), move("keeps_objective", 20), move("ready_to_leave", 40))
    firm = {d: assess(catalogue, *hard, doctrine=d).score for d in catalogue.doctrines}
    assert firm["adversary_craft"] > firm["incentive_order"]


def test_the_stronger_reply_is_one_for_this_tactic(catalogue: Catalogue, packs: dict[str, Any]) -> None:
    exemplars = packs["march-call-2025"].scenario.exemplars
    found = assess(catalogue, move("drops_objective"), tactic="root_causes", exemplars=exemplars)
    assert found.stronger in {e.text for e in exemplars if e.tactic == "root_causes"}
    assert assess(catalogue, move("drops_objective"), tactic="", exemplars=exemplars).stronger is None
