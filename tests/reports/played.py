"""Sessions of the small pack, played with a reader that does as it is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from negsim.content.pack import Pack
from negsim.engine.session import Session
from negsim.model import actions as do
from negsim.model.base import Span
from negsim.model.catalogue import Catalogue
from negsim.model.events import Setup
from negsim.model.reading import Clause, Condition, Move, Reading
from negsim.nlu.context import ReadingContext
from negsim.nlu.reader import Reader

Told = Mapping[str, tuple[str, str | None]]
"""Stretch of a reply -> (act, issue)."""

GIVES = "We can live with thirty parts of the cod."
HOLDS = "Half the cod stays ours."
TEMPER = "You are pirates!"
COST = "Your cod will find our market closed."
TRADE = "If the crews come home, we count the catch together."
HOSTILE = "<script>alert('x')</script> [/] [@click=app.quit] **bold** _em_ `code` | pipe | # not a heading <b>&amp;"
HOSTILE_LINES = (
    "# first\n- second\n1. third\n> fourth\n| a | b |\n===\n```\n<img src=x onerror=alert(1)> http://example.org"
)

ACTS: Told = {
    GIVES: ("drops_objective", "cod_quota"),
    HOLDS: ("keeps_objective", "cod_quota"),
    TEMPER: ("loses_temper", None),
    COST: ("states_cost", None),
    TRADE: ("trades", "inspection"),
    "<script>": ("follows_diversion", "inspection"),
    "whose bank it is": ("adopts_frame", None),
}


class ToldReader:
    """Reads exactly the acts that ACTS names; nothing else."""

    def read(self, reply: str, context: ReadingContext) -> Reading:  # noqa: ARG002
        """The marked stretches as moves."""
        moves = []
        for words, (act, issue) in ACTS.items():
            at = reply.find(words)
            if at >= 0:
                span = Span(start=at, end=len(reply) if words == "<script>" else at + len(words))
                condition = Condition.THEIRS_FIRST if act == "trades" else Condition.NONE
                moves.append(Move(act=act, issue=issue, span=span, condition=condition))
        return Reading(reply=reply, clauses=(Clause(span=Span(start=0, end=len(reply))),), moves=tuple(moves))


def begun(pack: Pack, catalogue: Catalogue, **choices: object) -> Session:
    """A session in its briefing."""
    values = {"scenario": pack.scenario.id, "content_hash": pack.content_hash, "seed": 3, **choices}
    return Session.begin(pack, catalogue, cast(Reader, ToldReader()), Setup.model_validate(values))


def seated(pack: Pack, catalogue: Catalogue, prepared: Iterable[do.Prepare] = (), **choices: object) -> Session:
    """A session at the table."""
    session = begun(pack, catalogue, **choices)
    session.act(do.Continue())
    for choice in prepared:
        session.act(choice)
    session.act(do.SitDown())
    return session


PLAN = (
    do.Prepare(option="fish_first", issues=("trawlers", "cod_quota")),
    do.Prepare(option="lines_written", issues=("cod_quota",)),
    do.Prepare(option="walk", text="I stand up when they ask for a signature under a trespass."),
    do.Prepare(option="price", text="Our harbours take no more of their cod."),
    do.Prepare(option="skipper"),
)


def whole(pack: Pack, catalogue: Catalogue) -> Session:
    """A session with something of everything: plan, gift, temper, hint, take-back, tactic named, text signed, press."""
    session = seated(pack, catalogue, PLAN)
    session.act(do.NameTactic(tactic="silence"))
    session.act(do.Say(text=f"Good morning. {HOLDS}"))
    session.act(do.Hint())
    session.act(do.Say(text=TEMPER))
    session.act(do.Rewind(turn=2))
    session.act(do.Say(text=GIVES))
    session.act(do.Recess())
    while session.state.phase == "table":
        session.act(do.HoldSilence())
    for clause in session.state.clauses:
        session.act(do.DecideClause(clause=clause, choice="accept"))
    session.act(do.Sign())
    session.act(do.Say(text="Both coasts have understood whose bank it is."))
    assert session.state.ended is not None
    return session
