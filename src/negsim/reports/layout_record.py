"""The second half of the debrief as a document: ledger, doctrines, recognition, press, behind the scenes, sources."""

from __future__ import annotations

from collections.abc import Iterable

from negsim.reports.debrief_model import Debrief
from negsim.reports.document import Block, Curves, Grid, Head, Items, Para, Quote, Section
from negsim.reports.record_model import ClaimEnd, ClauseEnd, Doctrines, Finding, Judged, Standing
from negsim.reports.retold import trimmed
from negsim.reports.standing import sentence
from negsim.reports.words import tell


def record_sections(debrief: Debrief) -> tuple[Section, ...]:
    """The sections after the findings, in their order."""
    return (
        Section("ledger", tell("h_ledger"), tuple(_ledger(debrief))),
        Section("doctrines", tell("h_doctrines"), tuple(_doctrines(debrief.doctrines))),
        Section("recognition", tell("h_recognition"), tuple(_recognition(debrief))),
        Section("press", tell("h_press"), tuple(_press(debrief))),
        Section("behind", tell("h_behind"), tuple(_behind(debrief))),
        Section("trackers", tell("h_trackers"), tuple(_trackers(debrief))),
        Section("sources", tell("h_sources"), tuple(_sources(debrief))),
    )


def at_turns(turns: Iterable[int]) -> str:
    """Turns in words."""
    where = [str(turn) for turn in turns]
    return tell("turn", turn=where[0]) if len(where) == 1 else tell("turns", turns=", ".join(where))


def _ledger(debrief: Debrief) -> Iterable[Block]:
    if debrief.ledger:
        ours = [entry for entry in debrief.ledger if entry.giver == "ours"]
        one_way = any(entry.kind != "conditional" for entry in ours)
        key = "ledger_balance" if one_way else "ledger_balance_even"
        yield Para(tell(key, ours=len(ours), theirs=len(debrief.ledger) - len(ours)))
        columns: tuple[str, ...] = ("col_turn", "col_who", "col_issue", "col_how", "col_words", "col_return")
        yield Grid(
            tuple(tell(column) for column in columns),
            tuple(
                (str(e.turn), tell(f"ledger_{e.giver}"), e.issue, tell(f"kind_{e.kind}"), e.quote, e.in_return)
                for e in debrief.ledger
            ),
            frozenset({0}),
        )
    else:
        yield Para(tell("ledger_none"))
    yield Head(tell("h_positions"))
    yield Para(tell("positions_note"), note=True)
    columns = ("col_issue", "col_you", "col_they", "col_agreed", "col_stands")
    yield Grid(
        tuple(tell(column) for column in columns),
        tuple(
            (_position_name(p), _arrow(p.ours_start, p.ours_end), _arrow(p.theirs_start, p.theirs_end),
             "" if p.agreed is None else str(p.agreed), p.ours_text if p.ours_start != p.ours_end else "")
            for p in debrief.positions
        ),
        frozenset({1, 2, 3}),
    )  # fmt: skip
    closed = debrief.outcome.signed is not None
    clauses = [one for one in debrief.clauses if one.sting or one.choice != "open" or not closed]
    if clauses:
        yield Head(tell("h_clauses"))
        yield Items(tuple(_clause(clause) for clause in clauses))
    yield Head(tell("h_claims"))
    if debrief.claims:
        grades = {source.source: source.grade for source in debrief.sources}
        yield Items(tuple(_claim(claim, grades) for claim in debrief.claims))
    else:
        yield Para(tell("claims_none"))


def _position_name(position: Standing) -> str:
    name = sentence(position.name)
    if position.crossed:
        return tell("crossed_issue", name=name)
    return tell("key_issue", name=name) if position.key else name


def _arrow(start: int, end: int) -> str:
    return str(end) if start == end else tell("arrow", start=start, end=end)


def _clause(clause: ClauseEnd) -> str:
    refused = clause.choice in ("amend", "strike") and not clause.granted
    choice = tell("choice_refused" if refused else f"choice_{clause.choice}")
    key = "clause_sting_line" if clause.sting else "clause_line"
    return tell(key, choice=choice, text=clause.text.strip(), note=clause.note.strip())


def _claim(claim: ClaimEnd, grades: dict[str, str]) -> str:
    said = tell("claim_said", turn=claim.turn, text=claim.text.rstrip("."))
    verdict = tell(
        "claim_record", truth=tell(f"truth_{claim.truth}"), how=tell(f"how_{claim.how}"), record=claim.record.strip(),
        sources="; ".join(_graded(source, grades) for source in claim.sources),
    )  # fmt: skip
    return f"{said}. {verdict}"


def _graded(source: str, grades: dict[str, str]) -> str:
    """A source id with its grade, so that a contested claim carries the standing of what speaks to it."""
    grade = grades.get(source.split(" ")[0], "")
    return tell("graded", source=source, grade=grade) if grade else source


def _doctrines(found: Doctrines) -> Iterable[Block]:
    if not found.judged:
        yield Para(tell("doctrines_none"))
        return
    own = next(one for one in found.judged if one.session)
    most = next((one for one in found.judged if one.doctrine == found.differs_most), None)
    if most is None:
        yield Para(tell("doctrines_agree"))
    else:
        on = tell("doctrines_on", principles=", ".join(most.principles)) if most.principles else ""
        text = tell(
            "doctrines_most", name=most.name, source=most.source, conduct=most.conduct, own=own.name,
            own_conduct=own.conduct, on=on, because=_because(most, own),
        )  # fmt: skip
        yield Para(text.strip())
    columns = ("col_doctrine", "col_conduct", "col_difference", "col_principles", "col_because")
    yield Grid(
        tuple(tell(column) for column in columns),
        tuple(
            (tell("doctrine_own", name=one.name) if one.session else f"{one.name} ({one.source})", str(one.conduct),
             "" if one.session else f"{one.difference:+d}", ", ".join(one.principles), _because(one, own))
            for one in found.judged
        ),
        frozenset({1, 2}),
    )  # fmt: skip
    split = found.split
    if split is not None:
        yield Head(tell("h_split"))
        fill = {"turn": split.turn, "quote": split.quote, "highest": split.highest, "lowest": split.lowest}
        yield Para(tell("split_text", **fill, principle=split.principle, because=split.because).strip())
        yield Items(tuple(tell("split_scores", name=name, score=score) for name, score in split.scores.items()))


def _because(one: Judged, own: Judged) -> str:
    """Why a doctrine differs: in the catalogue's words where it has some, else by its weights."""
    if one.because:
        return tell("doctrine_because", principle=one.because_on, because=one.because)
    if not one.principles:
        return ""
    fill = {"principle": one.principles[0], "weight": f"{one.weight:g}", "own_weight": f"{one.session_weight:g}"}
    return tell("doctrine_weighs", own=own.name, **fill)


def _recognition(debrief: Debrief) -> Iterable[Block]:
    found = debrief.recognition
    if not found.guesses:
        yield Para(tell("recognition_none" if found.chances else "recognition_none_zero", chances=found.chances))
        return
    counts = found.model_dump(include={"right", "near", "wrong", "chances"})
    yield Para(tell("recognition_count", **counts))
    yield Items(
        tuple(tell(f"guess_{one.result}", turn=one.turn, guess=one.guess, actual=one.actual) for one in found.guesses)
    )


def _press(debrief: Debrief) -> Iterable[Block]:
    press = debrief.press
    if not press.reached:
        yield Para(tell("press_none"))
        return
    if press.theirs:
        yield Grid(
            (tell("press_theirs"), tell("press_record")),
            tuple((one.text, f"{tell(f'truth_{one.truth}')}. {one.record.strip()}") for one in press.theirs),
        )
    if not press.statement:
        yield Para(tell("press_silent"))
    else:
        yield Quote(tell("your_reply_to_press"), press.statement, "you")
        phrases = ", ".join(tell("words", words=phrase) for phrase in press.borrowed)
        notes = [tell("press_borrowed", phrases=phrases) if phrases else tell("press_not_borrowed")]
        notes += [finding_line(finding, press.statement) for finding in press.findings]
        yield Items(tuple(notes))
    if press.narrative is not None:
        yield Para(tell("press_narrative", value=press.narrative))


def finding_line(finding: Finding, reply: str) -> str:
    """One verdict in one line: what, why, on which words, from where."""
    words = " / ".join(tell("words", words=trimmed(quote)) for quote in finding.quotes)
    quotes = tell("on_words", words=words) if words else ""
    if finding.quotes == (" ".join(reply.split()),):
        quotes = tell("on_all")
    fill = {"name": finding.name, "why": finding.why, "source": finding.source}
    return tell("kept" if finding.kept else "broken", quotes=quotes, **fill)


def _behind(debrief: Debrief) -> Iterable[Block]:
    seats = []
    for seat in debrief.hidden_seats:
        text = tell("seat_veto" if seat.veto else "seat_hidden", title=seat.title, note=seat.note).strip()
        if seat.veto and debrief.outcome.finished:
            key = "seat_acted" if seat.acted else "seat_not_acted" if debrief.outcome.signed else "seat_nothing"
            text += f" {tell(key)}"
        seats.append(text)
    yield Items(tuple(seats)) if seats else Para(tell("seats_none"))
    yield Head(tell("h_tactics"))
    if not debrief.tactics:
        yield Para(tell("tactics_none"))
        return
    notes = []
    for one in debrief.tactics:
        ids = ", ".join(one.ledger)
        notes.append(tell("tactic_line", name=one.name, turns=at_turns(one.turns), aim=one.aim, ledger=ids))
    yield Items(tuple(notes))


def _trackers(debrief: Debrief) -> Iterable[Block]:
    yield Para(tell("trackers_note"), note=True)
    rows = tuple(
        (tell("trackers_hidden", name=meter.name) if meter.hidden else meter.name, meter.values)
        for meter in debrief.trackers
    )
    yield Curves((tell("col_tracker"), *debrief.moments_in_time), rows)
    yield Items(
        tuple(
            tell("meter_meaning", **m.model_dump(include={"name", "meaning", "low", "high"})) for m in debrief.trackers
        )
    )


def _sources(debrief: Debrief) -> Iterable[Block]:
    yield Para(tell("sources_note"), note=True)
    yield Items(
        tuple(
            tell(
                "source_line", source=one.source, grade=one.grade, date=f", {one.date}" if one.date else "",
                title=one.title.rstrip("."), address=f". {one.address}" if one.address else "",
            ).strip()
            for one in debrief.sources
        )
    )  # fmt: skip
