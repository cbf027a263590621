"""The debrief says what happened, in the trainee's words, and says what is not there."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negsim.content.pack import Pack
from negsim.engine.errors import EngineError
from negsim.engine.fold import NotASession
from negsim.engine.session import Session
from negsim.model import actions as do
from negsim.model.catalogue import Catalogue
from negsim.reports.debrief import Debrief, build_debrief
from negsim.reports.render import to_html, to_json, to_markdown, to_text
from tests.reports.played import COST, GIVES, HOLDS, PLAN, TEMPER, TRADE, begun, seated, whole


@pytest.fixture(scope="module")
def session(harbour: Pack, catalogue: Catalogue) -> Session:
    return whole(harbour, catalogue)


@pytest.fixture(scope="module")
def debrief(session: Session) -> Debrief:
    return build_debrief(session.events, session.scenario, session.catalogue)


def of(session: Session) -> Debrief:
    return build_debrief(session.events, session.scenario, session.catalogue)


def test_outcome_and_conduct_stand_apart(debrief: Debrief) -> None:
    end = debrief.outcome
    assert end.finished and end.title == "Sold by the tonne" and end.outcome == 10
    assert end.conduct is not None and end.conduct != end.outcome
    assert not end.red_lines_kept and "the cod quota" in end.crossed
    assert end.signed is True


def test_take_backs_and_hints_are_marked(debrief: Debrief) -> None:
    (back,) = debrief.outcome.take_backs
    assert (back.turn, back.first, back.then) == (2, TEMPER, GIVES)
    assert debrief.outcome.hints == 1
    assert all(TEMPER not in exchange.reply for exchange in debrief.timeline)


def test_hints_taken_back_still_count(harbour: Pack, catalogue: Catalogue) -> None:
    session = seated(harbour, catalogue)
    session.act(do.Say(text=HOLDS))
    session.act(do.Hint())
    session.act(do.Rewind(turn=1))
    found = of(session).outcome
    assert found.hints == 1 and found.take_backs[0].then_score is None


def test_the_plan_is_told(debrief: Debrief) -> None:
    plan = debrief.plan
    assert plan.status == "prepared" and plan.hours_spent == 5 == plan.hours_given
    assert plan.order[0] == "the two seized trawlers" and plan.red_lines == ("the cod quota",)
    assert plan.walk_away.startswith("I stand up") and plan.cost.startswith("Our harbours")
    assert not plan.cost_announced and plan.came_along == ("Bring an old skipper",)


def test_every_exchange_has_its_line_and_its_answer(debrief: Debrief, session: Session) -> None:
    answered = [exchange for exchange in debrief.timeline if exchange.answered]
    assert [exchange.turn for exchange in answered] == list(range(1, session.state.turn + 1))
    assert [e.reply for e in answered[:2]] == [f"Good morning. {HOLDS}", GIVES]
    assert answered[0].findings[0].quotes == (HOLDS,)
    assert answered[0].named is not None and answered[0].named.result == "right"
    assert answered[1].given[0].quote == GIVES and answered[1].done == ("hint",)
    assert all(exchange.lines and exchange.tactic_name for exchange in debrief.timeline)
    assert not debrief.timeline[-1].answered and debrief.timeline[-1].where == "closing"


def test_plan_and_talk_parted(debrief: Debrief) -> None:
    kinds = {parting.kind: parting for parting in debrief.partings}
    assert set(kinds) == {"objective", "red_line", "order", "cost", "walk_away"}
    assert [parting.turn for parting in debrief.partings] == [1, 2, None, None, None, None]
    let_go = kinds["objective"]
    assert let_go.quote == GIVES and let_go.issue == "the cod quota" and let_go.theirs and let_go.planned
    assert kinds["order"].planned == "the two seized trawlers" and kinds["order"].quote == HOLDS
    signed = {parting.issue: parting for parting in debrief.partings if parting.kind == "red_line"}
    assert signed["the cod quota"].fixed and not signed["the two seized trawlers"].fixed
    assert "thirty parts" in signed["the cod quota"].quote
    assert kinds["walk_away"].planned.startswith("I stand up")


def test_a_red_line_crossed_in_talk(harbour: Pack, catalogue: Catalogue) -> None:
    session = seated(harbour, catalogue, PLAN)
    for _ in range(2):
        session.act(do.Say(text=GIVES))
    session.act(do.HoldSilence())
    kinds = {parting.kind: parting for parting in of(session).partings}
    assert kinds["red_line"].turn == 2 and kinds["red_line"].quote == GIVES and kinds["red_line"].fixed
    assert kinds["objective"].turn == 1
    assert kinds["walk_away"].turn == 3 and kinds["walk_away"].quote == "(silence)"


def test_they_did_not_part(harbour: Pack, catalogue: Catalogue) -> None:
    session = seated(harbour, catalogue, PLAN[1:])
    session.act(do.Say(text=f"{HOLDS} {COST}"))
    session.act(do.Leave())
    found = of(session)
    assert found.partings == ()
    assert "They did not part" in to_text(found)


def test_what_was_never_used_is_named_when_nothing_was_broken(harbour: Pack, catalogue: Catalogue) -> None:
    session = seated(harbour, catalogue)
    session.act(do.Say(text=HOLDS))
    found = of(session)
    assert found.change is None and found.unused is not None
    assert found.unused.principle != "no_upfront_concession" and found.unused.name in to_text(found)


def test_a_conditional_offer_is_no_parting(harbour: Pack, catalogue: Catalogue) -> None:
    session = seated(harbour, catalogue)
    session.act(do.Say(text=TRADE))
    found = of(session)
    assert found.partings == () and found.ledger[0].kind == "conditional"
    assert all(moment.held for moment in found.moments)


def test_moments_carry_tactic_tell_principle_source_and_a_stronger_reply(debrief: Debrief) -> None:
    assert 1 <= len(debrief.moments) <= 3
    worst = next(moment for moment in debrief.moments if not moment.held)
    assert worst.turn == 2 and worst.your_words == GIVES
    for value in (worst.tactic_name, worst.aim, worst.tell, worst.principle_name, worst.source, worst.their_words):
        assert value
    assert worst.stronger


def test_one_to_keep_and_one_to_change(debrief: Debrief) -> None:
    assert debrief.keep is not None and debrief.change is not None
    assert debrief.keep.turn == 1 and debrief.keep.quote == HOLDS
    assert debrief.change.principle == "no_upfront_concession" and debrief.change.turns == (2,)
    assert debrief.change.cost > 0 and debrief.change.counter and debrief.change.counter_basis


def test_the_dossier_names_turns_and_what_was_done_with_them(debrief: Debrief) -> None:
    belief = next(b for b in debrief.beliefs if b.principle == "no_upfront_concession")
    assert [(seen.turn, seen.gave_way) for seen in belief.learned] == [(1, False), (2, True)]
    assert belief.opens_to and 0 <= belief.open <= 100
    assert all(use.turn > 2 for use in belief.used)


def test_ledger_positions_claims_and_clauses(debrief: Debrief) -> None:
    assert [(e.giver, e.turn, e.kind) for e in debrief.ledger] == [("ours", 2, "unconditional")]
    quota = next(p for p in debrief.positions if p.issue == "cod_quota")
    assert (quota.ours_start, quota.ours_end, quota.agreed, quota.crossed) == (100, 30, 30, True)
    assert [c.sting for c in debrief.clauses] == [False, False, True]
    for claim in debrief.claims:
        assert claim.truth == "false" and claim.record and claim.sources


def test_press_puts_both_stories_side_by_side(debrief: Debrief) -> None:
    assert debrief.press.reached and debrief.press.theirs[0].record == "Nobody said so."
    assert debrief.press.borrowed == ("whose bank it is", "understood")


def test_behind_the_scenes(debrief: Debrief) -> None:
    assert [seat.title for seat in debrief.hidden_seats] == ["Officer of the coast guard"]
    assert debrief.tactics and all(tactic.ledger for tactic in debrief.tactics)
    assert {meter.tracker for meter in debrief.trackers if meter.hidden}
    assert all(len(meter.values) == len(debrief.moments_in_time) for meter in debrief.trackers)
    assert debrief.trackers[0].values[-1] == debrief.trackers[0].values[-1]


def test_meters_end_where_the_state_ends(debrief: Debrief, session: Session) -> None:
    assert {meter.tracker: meter.values[-1] for meter in debrief.trackers} == session.state.trackers
    assert debrief.moments_in_time[0] == "start" and debrief.moments_in_time[-1] == "end"


def test_every_cited_source_is_listed(debrief: Debrief) -> None:
    listed = {source.source for source in debrief.sources}
    used = {finding.source.split()[0] for exchange in debrief.timeline for finding in exchange.findings}
    assert used <= listed


def test_six_doctrines_one_session(session: Session, harbour: Pack, catalogue: Catalogue) -> None:
    one, other, *_ = (d for d in catalogue.doctrines.values() if d.id != "balanced")
    flat = dict.fromkeys(catalogue.principles, 1.0)
    changed = {name: d.model_copy(update={"weights": flat, "differs": {}}) for name, d in catalogue.doctrines.items()}
    severe = {"weights": {**flat, "no_upfront_concession": 0.0}, "differs": {"no_upfront_concession": "It is allowed."}}
    changed[one.id] = one.model_copy(update=severe)
    told = build_debrief(
        session.events, harbour.scenario, catalogue.model_copy(update={"doctrines": changed})
    ).doctrines
    assert len(told.judged) == 6 and sum(judged.session for judged in told.judged) == 1
    assert told.differs_most == one.id
    furthest = next(judged for judged in told.judged if judged.doctrine == one.id)
    assert furthest.because == "It is allowed." and len(furthest.principles) == 1
    assert next(judged for judged in told.judged if judged.doctrine == other.id).difference == 0
    assert told.split is not None and told.split.because == "It is allowed."
    assert len(told.split.scores) == 6 and told.split.quote in (GIVES, f"Good morning. {HOLDS}")


def test_a_doctrine_without_words_is_told_by_its_weights(session: Session, harbour: Pack, catalogue: Catalogue) -> None:
    flat = dict.fromkeys(catalogue.principles, 1.0)
    changed = {name: d.model_copy(update={"weights": flat, "differs": {}}) for name, d in catalogue.doctrines.items()}
    heavy = {"weights": {**flat, "no_upfront_concession": 0.25}, "differs": {}}
    changed["firm_shaping"] = changed["firm_shaping"].model_copy(update=heavy)
    found = build_debrief(session.events, harbour.scenario, catalogue.model_copy(update={"doctrines": changed}))
    assert "It weighs No up-front concession at 0.25, Balanced at 1." in to_text(found)


def test_debrief_is_the_same_every_time(session: Session, debrief: Debrief) -> None:
    again = of(session)
    assert again == debrief and to_html(again) == to_html(debrief) and to_json(again) == to_json(debrief)


def test_no_events_are_no_session(harbour: Pack, catalogue: Catalogue) -> None:
    with pytest.raises(NotASession):
        build_debrief([], harbour.scenario, catalogue)


def _rendered(found: Debrief) -> str:
    to_markdown(found), to_html(found), to_json(found), to_text(found, 40)
    return to_text(found)


def test_a_session_that_has_only_begun(harbour: Pack, catalogue: Catalogue) -> None:
    text = _rendered(of(begun(harbour, catalogue)))
    assert "This session is not over" in text and "no reply was judged" in text
    assert "The press was not reached." in text


def test_walking_out_at_once(harbour: Pack, catalogue: Catalogue) -> None:
    session = seated(harbour, catalogue)
    session.act(do.Leave())
    session.act(do.Continue())
    found = of(session)
    assert found.outcome.finished and found.outcome.left_by == "trainee" and found.outcome.conduct is None
    assert found.plan.status == "skipped" and found.keep is None and found.change is None
    text = _rendered(found)
    assert "You left the table." in text and "You skipped the preparation." in text and "You said nothing." in text


def test_a_pack_that_has_changed_since(session: Session, harbour: Pack, catalogue: Catalogue) -> None:
    """Ids that are gone stay ids; nothing raises."""
    scenario = harbour.scenario
    poorer = scenario.model_copy(
        update={
            "claims": (), "beats": (), "exemplars": (), "their_objectives": scenario.their_objectives[:1],
            "delegation": scenario.delegation[:1], "endings": scenario.endings[-1:], "issues": scenario.issues[1:],
            "closing": scenario.closing.model_copy(update={"clauses": scenario.closing.clauses[:1]}),
            "press": scenario.press.model_copy(update={"claims": ()}),
            "preparation": scenario.preparation.model_copy(update={"options": scenario.preparation.options[:1]}),
        }
    )  # fmt: skip
    bare = catalogue.model_copy(update={"tactics": {}, "principles": {}, "trackers": {}, "sources": {}})
    text = _rendered(build_debrief(session.events, poorer, bare))
    assert "cod_quota" in text


def _moves(pack: Pack, catalogue: Catalogue) -> st.SearchStrategy[do.Action]:
    clauses = [clause.id for clause in pack.scenario.closing.clauses]
    options = [option.id for option in pack.scenario.preparation.options]
    words = st.one_of(st.sampled_from([GIVES, HOLDS, TEMPER, COST, TRADE, "whose bank it is"]), st.text(max_size=60))
    return st.one_of(
        words.map(lambda text: do.Say(text=text)),
        st.sampled_from(
            [do.HoldSilence(), do.Continue(), do.Recess(), do.Consult(), do.Hint(), do.Sign(), do.Refuse(), do.Leave()]
        ),
        st.sampled_from(options).map(lambda option: do.Prepare(option=option)),
        st.sampled_from(sorted(catalogue.tactics)).map(lambda tactic: do.NameTactic(tactic=tactic)),
        st.integers(1, 5).map(lambda turn: do.Rewind(turn=turn)),
        st.builds(
            do.DecideClause, clause=st.sampled_from(clauses), choice=st.sampled_from(["accept", "amend", "strike"])
        ),
    )


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_prefix_of_any_session_has_a_debrief(data: st.DataObject, harbour: Pack, catalogue: Catalogue) -> None:
    session = begun(harbour, catalogue, seed=data.draw(st.integers(0, 99)))
    session.act(do.Continue())
    for action in data.draw(st.lists(_moves(harbour, catalogue), max_size=16)):
        try:
            session.act(action)
        except EngineError:
            continue
    length = data.draw(st.integers(1, len(session.events)))
    _rendered(build_debrief(session.events[:length], harbour.scenario, catalogue))
    _rendered(of(session))


def test_every_prefix_of_a_whole_session(session: Session) -> None:
    for length in range(1, len(session.events) + 1):
        assert _rendered(build_debrief(session.events[:length], session.scenario, session.catalogue))
