"""A session from briefing to debrief, its refusals, and what each action does."""

from __future__ import annotations

import pytest

from negsim.content.pack import Pack
from negsim.engine.errors import ActionRefused, ReplyRefused
from negsim.engine.fold import NotASession, fold
from negsim.engine.session import Session
from negsim.model import actions as do
from negsim.model import events as ev
from negsim.model.catalogue import STEP_ORDER, StepName
from tests.conftest import SCENARIOS, Begin

REPLIES = (
    "We came for one thing first, and we will take up everything else when it stands in writing.",
    "What exactly do you propose, and who would check it?",
    "No. That is not ours to give, and we will not decide it without those concerned.",
    "If you stop first, for thirty days and under observation, we will answer with a step of our own.",
)


def play(session: Session, replies: tuple[str, ...] = REPLIES) -> Session:
    """Speak at the table, take defaults everywhere else."""
    said = 0
    while session.state.ended is None:
        if session.state.phase == "table":
            session.act(do.Say(text=replies[said % len(replies)]))
            said += 1
        else:
            session.act(do.Continue())
    return session


def at_table(begin: Begin, **choices: object) -> Session:
    session = begin(**choices)
    session.act(do.Continue())
    session.act(do.SitDown())
    return session


def test_a_session_that_only_speaks_reaches_its_end(begin: Begin) -> None:
    session = play(begin())
    assert session.state.ended is not None
    assert session.state.phase == "debrief"
    assert [e.phase for e in session.events if isinstance(e, ev.PhaseEntered)][:2] == ["briefing", "preparation"]


@pytest.mark.parametrize("name", SCENARIOS)
def test_same_seed_and_replies_give_byte_identical_events(name: str, packs: dict[str, Pack], begin: Begin) -> None:
    one = play(begin(seed=11, pack=packs[name]))
    two = play(begin(seed=11, pack=packs[name]))
    assert [e.model_dump_json() for e in one.events] == [e.model_dump_json() for e in two.events]


def test_another_seed_gives_another_session(begin: Begin, packs: dict[str, Pack]) -> None:
    one = play(begin(seed=1, pack=packs["alaska-2025"]))
    two = play(begin(seed=2, pack=packs["alaska-2025"]))
    assert [s.line.text for s in one.state.lines] != [s.line.text for s in two.state.lines]


@pytest.mark.parametrize("name", SCENARIOS)
def test_steps_come_in_the_documented_order(name: str, packs: dict[str, Pack], begin: Begin) -> None:
    session = play(begin(seed=3, pack=packs[name]))
    steps = [e.step for e in session.events if isinstance(e, ev.PhaseEntered) and e.phase == "table"]
    order = [STEP_ORDER.index(StepName(step)) for step in steps if step]
    assert order == sorted(order)
    assert order[0] == 0 and order[-1] == 4


@pytest.mark.parametrize("name", SCENARIOS)
def test_documented_moves_keep_their_order_and_no_line_is_said_twice(
    name: str, packs: dict[str, Pack], begin: Begin
) -> None:
    pack = packs[name]
    for seed in range(6):
        session = play(begin(seed=seed, pack=pack))
        beats = [s.intent.beat for s in session.state.lines if s.intent.beat]
        played = list(dict.fromkeys(beats))
        order = [beat.id for beat in pack.scenario.beats]
        assert [order.index(b) for b in played] == sorted(order.index(b) for b in played)
        pieces = [piece for s in session.state.lines for piece in s.line.pieces]
        assert len(pieces) == len(set(pieces))
        assert not any("{" in s.line.text for s in session.state.lines)


def test_preparation_costs_hours_and_shapes_the_table(begin: Begin) -> None:
    session = begin()
    session.act(do.Continue())
    option = session.scenario.preparation.options[0]
    before = session.state.hours_left
    session.act(do.Prepare(option=option.id))
    assert session.state.hours_left == before - option.hours
    assert option.id in session.state.flags
    with pytest.raises(ActionRefused, match="done already"):
        session.act(do.Prepare(option=option.id))
    with pytest.raises(ActionRefused, match="no preparation option"):
        session.act(do.Prepare(option="nothing-of-the-kind"))


def test_skipping_the_preparation_has_a_price(begin: Begin) -> None:
    skipped = begin()
    skipped.act(do.Continue())
    events = skipped.act(do.Continue())
    assert any(isinstance(e, ev.NoticeGiven) and e.code == "skipped_preparation" for e in events)
    assert "skipped_preparation" in skipped.state.flags
    assert skipped.state.trackers["agenda"] < skipped.catalogue.trackers["agenda"].start


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\x1b[31m\x1b[0m", "...!?", "\u202e\u200b"])
def test_a_reply_without_words_is_refused_and_changes_nothing(begin: Begin, text: str) -> None:
    session = at_table(begin)
    before = list(session.events)
    with pytest.raises(ReplyRefused):
        session.act(do.Say(text=text))
    assert session.events == before


def test_a_reply_over_the_limit_is_refused(begin: Begin) -> None:
    session = at_table(begin)
    with pytest.raises(ReplyRefused, match="4000"):
        session.act(do.Say(text="word " * 1000))
    with pytest.raises(ReplyRefused):
        session.act(do.Say(text="x" * 1_000_000))


@pytest.mark.parametrize(
    "text", ["[/]", "[@click=app.quit]no[/]", "\u202egnidaer", "peace \U0001f54a\ufe0f now", "Мы против. We refuse."]
)
def test_hostile_text_is_taken_as_text(begin: Begin, text: str) -> None:
    session = at_table(begin)
    if any(ch.isalnum() for ch in text):
        session.act(do.Say(text=text))
        reply = session.state.last_reply
        assert reply is not None
        assert "\u202e" not in reply.text
        assert reply.text.replace(" ", "") in text.replace(" ", "") or "\u202e" in text
    else:
        with pytest.raises(ReplyRefused):
            session.act(do.Say(text=text))


def test_actions_out_of_place_are_refused_with_what_is_possible(begin: Begin) -> None:
    session = begin()
    with pytest.raises(ActionRefused, match="continue"):
        session.act(do.Say(text="Good morning."))
    with pytest.raises(ActionRefused):
        session.act(do.Sign())


def test_silence_is_answered_and_costs_little(begin: Begin) -> None:
    session = at_table(begin)
    stamina = session.state.trackers["stamina"]
    events = session.act(do.HoldSilence())
    assert any(isinstance(e, ev.LineSpoken) for e in events)
    assert session.state.trackers["stamina"] >= stamina - 2
    assert session.state.last_reply is not None and session.state.last_reply.silent


def test_repeating_a_good_reply_earns_once(begin: Begin) -> None:
    session = at_table(begin)
    again = "If you stop first, for thirty days and under observation, we will answer with a step of our own."
    for _ in range(3):
        session.act(do.Say(text=again))
    upheld = [len(reply.assessment.upheld) for reply in session.state.replies]
    assert upheld[1:] == [0, 0]


def test_recess_and_consultation(begin: Begin) -> None:
    session = at_table(begin)
    step = session.state.step
    session.act(do.Say(text=REPLIES[0]))
    minutes = session.state.minutes_left
    events = session.act(do.Recess())
    assert [e.step for e in events if isinstance(e, ev.PhaseEntered)] == ["recess", session.state.step]
    assert session.state.minutes_left < minutes
    unity = session.state.trackers["unity"]
    session.act(do.Consult())
    assert session.state.trackers["unity"] >= unity
    assert "consulted" in session.state.flags
    session.act(do.Recess())
    with pytest.raises(ActionRefused):
        session.act(do.Recess())
    assert step is not None


def test_naming_the_tactic_is_scored_apart(begin: Begin) -> None:
    session = at_table(begin)
    last = session.state.last_line
    assert last is not None
    session.act(do.NameTactic(tactic=last.intent.tactic))
    assert session.state.named[-1].result == "right"
    assert session.state.replies == ()
    with pytest.raises(ActionRefused):
        session.act(do.NameTactic(tactic=last.intent.tactic))


def test_take_back_restores_the_moment_before(begin: Begin) -> None:
    session = at_table(begin)
    session.act(do.Say(text=REPLIES[0]))
    before = session.state
    session.act(do.Say(text="We could live without it altogether."))
    session.act(do.Rewind(turn=2))
    assert session.state.rewinds == 1
    assert session.state.model_copy(update={"rewinds": 0}) == before
    session.act(do.Say(text=REPLIES[1]))
    assert [r.text for r in session.state.replies] == [REPLIES[0], REPLIES[1]]
    with pytest.raises(ActionRefused):
        session.act(do.Rewind(turn=9))


def test_exam_mode_offers_neither_hint_nor_take_back(begin: Begin) -> None:
    session = at_table(begin, mode="exam")
    session.act(do.Say(text=REPLIES[0]))
    assert not {"hint", "rewind"} & set(session.allowed())
    with pytest.raises(ActionRefused):
        session.act(do.Hint())


def test_leaving_leads_to_the_press_and_an_ending(begin: Begin) -> None:
    session = at_table(begin)
    session.act(do.Leave())
    assert session.state.phase == "press"
    assert session.state.left_by == "trainee"
    session.act(do.Continue())
    assert session.state.ended is not None


def test_three_outbursts_end_the_talks(begin: Begin) -> None:
    session = at_table(begin)
    for text in (
        "You are a liar and a thug.",
        "You lying bastards, go to hell.",
        "Shut up, you are nothing but criminals and idiots.",
    ) * 3:
        if session.state.phase != "table":
            break
        session.act(do.Say(text=text))
    assert session.state.left_by == "delegation"
    assert "hot_temper" in session.state.flags


def test_fold_refuses_what_is_no_session() -> None:
    with pytest.raises(NotASession):
        fold([])
    with pytest.raises(NotASession):
        fold([ev.PhaseEntered(phase="table")])
