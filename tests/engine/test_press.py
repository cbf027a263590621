"""The press and the weeks after."""

from __future__ import annotations

from negsim.content.pack import Pack
from negsim.engine.session import Session
from negsim.model import actions as do
from negsim.model import events as ev
from tests.conftest import Begin


def at_press(begin: Begin, pack: Pack | None = None) -> Session:
    session = begin(pack=pack)
    session.act(do.Continue())
    session.act(do.SitDown())
    session.act(do.Leave())
    return session


def test_their_readout_comes_first_and_costs_narrative(begin: Begin) -> None:
    session = at_press(begin)
    readout = [e for e in session.events if isinstance(e, ev.ReadoutGiven)]
    assert len(readout) == 1 and len(readout[0].texts) == len(readout[0].claims) >= 1
    assert any(isinstance(e, ev.TrackersMoved) and e.cause == "press.readout" for e in session.events)


def test_a_borrowed_phrase_is_found_and_a_quoted_one_is_not(packs: dict[str, Pack], begin: Begin) -> None:
    pack = packs["march-call-2025"]
    phrase = next(frame for claim in pack.scenario.press.claims for frame in claim.frames)
    borrower = at_press(begin, pack)
    borrower.act(do.Say(text=f"We spoke at length, and we agree that {phrase} is what matters now."))
    assert borrower.state.borrowed == (phrase,)
    assert "line_borrowed" in borrower.state.flags
    quoter = at_press(begin, pack)
    quoter.act(do.Say(text=f'They call it "{phrase}". We did not agree to that.'))
    assert quoter.state.borrowed == ()


def test_the_weeks_after_follow_their_conditions(packs: dict[str, Pack], begin: Begin) -> None:
    session = at_press(begin, packs["alaska-2025"])
    session.act(do.Continue())
    happened = [e for e in session.events if isinstance(e, ev.AftermathHappened)]
    assert happened
    days = [e.after_days for e in happened]
    assert days == sorted(days)
    assert not any(e.undoes_deal for e in happened)  # nothing was signed that could be undone
    assert session.events[-1].kind == "session_ended"
