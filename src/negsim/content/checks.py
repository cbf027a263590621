"""Checks of meaning over a scenario that is already right in shape: dangling ids, ladders, coverage, fairness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from negsim.content.origins import Origins
from negsim.content.problems import Problem, did_you_mean
from negsim.model.catalogue import STEP_ORDER, Catalogue
from negsim.model.conditions import When
from negsim.model.reading import ConcessionKind
from negsim.model.scenario import DelegationLine, Issue, Scenario

SLOTS = {"quote", "earlier", "issue", "demand", "next_demand", "claim", "tactic"}
_SLOT = re.compile(r"\{([^{}]*)\}")
_PLAIN_QUOTE = re.compile('[\u201c\u201d]([^\u201c\u201d]{1,2000})[\u201c\u201d]|"([^"]{1,2000})"')
MAX_QUOTED_WORDS = 20
LINES_PER_BEAT_TACTIC = 6
LINES_PER_OTHER_TACTIC = 3
ANSWERS_PER_SITUATION = 3


class _Checker:
    def __init__(self, scenario: Scenario, catalogue: Catalogue, origins: Origins) -> None:
        self.s = scenario
        self.c = catalogue
        self.origins = origins
        self.problems: list[Problem] = []
        self.issues = {issue.id for issue in scenario.issues}
        self.seats = {seat.id for seat in scenario.delegation}
        self.claims = {claim.id for claim in scenario.claims}
        self.beats = {beat.id for beat in scenario.beats}
        self.clauses = {clause.id for clause in scenario.closing.clauses}
        self.flags = self._known_flags()

    def _known_flags(self) -> set[str]:
        flags = {flag for option in self.s.preparation.options for flag in option.flags}
        flags |= {option.id for option in self.s.preparation.options}
        flags |= {flag for event in self.s.world for flag in event.flags}
        flags |= {event.id for event in self.s.world} | {beat.id for beat in self.s.beats}
        return flags | ENGINE_FLAGS

    def say(self, item: str, hint: str, what: str, cure: str) -> None:
        file, line, column = self.origins.of(item, hint)
        self.problems.append(Problem(file, line, column, what, cure))

    def need(self, item: str, hint: str, key: str, value: str | None, known: Iterable[str]) -> None:
        names = set(known)
        if value is not None and value not in names:
            self.say(item, hint, f"'{item}': '{value}' in '{key}' is not known.", did_you_mean(value, names))

    def when(self, item: str, hint: str, condition: When) -> None:
        for part in _flatten(condition):
            self.need(item, hint, "tracker", part.tracker, self.c.trackers)
            self.need(item, hint, "issue", part.issue, self.issues)
            self.need(item, hint, "agreed", part.agreed, self.issues)
            self.need(item, hint, "conceded", part.conceded, self.issues)
            self.need(item, hint, "breached", part.breached, self.c.principles)
            self.need(item, hint, "flag", part.flag, self.flags)
            self.need(item, hint, "accepted", part.accepted, self.clauses)
            self.need(item, hint, "step", part.step, [step.value for step in STEP_ORDER])


ENGINE_FLAGS = {
    "prepared", "skipped_preparation", "cost_announced", "recess_taken", "consulted", "walked_out", "sting_accepted",
    "record_held", "line_borrowed", "statement_made", "time_ran_out", "hot_temper", "named_a_tactic",
}  # fmt: skip
"""Flags that the engine itself sets; docs/authoring.md lists them."""


def check_scenario(scenario: Scenario, catalogue: Catalogue, origins: Origins) -> list[Problem]:
    """All defects of meaning in one scenario."""
    checker = _Checker(scenario, catalogue, origins)
    _ids_and_references(checker)
    _ladders(checker)
    _phases(checker)
    _lines(checker)
    _coverage(checker)
    _facts(checker)
    return checker.problems


def _flatten(condition: When) -> Iterator[When]:
    yield condition
    for part in (*condition.all, *condition.any, *condition.none):
        yield from _flatten(part)


def _ids_and_references(c: _Checker) -> None:
    s = c.s
    for group, hint in (
        (s.issues, "scenario"), (s.beats, "beats"), (s.claims, "claims"), (s.lines, "lines"), (s.exemplars, "exemplars"),
        (s.closing.clauses, "closing"), (s.press.claims, "press"), (s.world, "world"), (s.endings, "endings"),
        (s.aftermath, "aftermath"), (s.preparation.options, "preparation"), (s.delegation, "scenario"), (s.facts, "scenario"),
    ):  # fmt: skip
        for item_id, count in Counter(item.id for item in group).items():
            if count > 1:
                c.say(item_id, hint, f"The id '{item_id}' stands {count} times.", "Give each its own id.")
    for beat in s.beats:
        c.need(beat.id, "beats", "tactic", beat.tactic, c.c.tactics)
        c.need(beat.id, "beats", "issue", beat.issue, c.issues)
        c.need(beat.id, "beats", "claim", beat.claim, c.claims)
        c.when(beat.id, "beats", beat.when)
    for objective in (*s.our_objectives, *s.their_objectives):
        for issue in objective.issues:
            c.need(objective.id, "scenario", "issues", issue, c.issues)
    for option in s.preparation.options:
        for tracker in option.effects:
            c.need(option.id, "preparation", "effects", tracker, c.c.trackers)
        for tactic in (*option.blunts, *option.invites):
            c.need(option.id, "preparation", "blunts/invites", tactic, c.c.tactics)
        for issue in option.issues:
            c.need(option.id, "preparation", "issues", issue, c.issues)
        for other in (*option.needs, *option.excludes):
            c.need(option.id, "preparation", "needs/excludes", other, [o.id for o in s.preparation.options])
    for tracker in s.trackers:
        c.need("trackers", "scenario", "trackers", tracker, c.c.trackers)
    for exemplar in s.exemplars:
        c.need(exemplar.id, "exemplars", "tactic", exemplar.tactic, c.c.tactics)
        c.need(exemplar.id, "exemplars", "issue", exemplar.issue, c.issues)
        c.need(exemplar.id, "exemplars", "principle", exemplar.principle, c.c.principles)
    for event in s.world:
        c.when(event.id, "world", event.when)
        for tracker in event.effects:
            c.need(event.id, "world", "effects", tracker, c.c.trackers)
    for ending in s.endings:
        c.when(ending.id, "endings", ending.when)
    for after in s.aftermath:
        c.when(after.id, "aftermath", after.when)
    for claim in s.press.claims:
        c.when(claim.id, "press", claim.when)


def _ladders(c: _Checker) -> None:
    for issue in c.s.issues:
        ids = [p.id for p in issue.positions]
        values = [p.value for p in issue.positions]
        if values != sorted(values, reverse=True) or len(set(values)) != len(values):
            c.say(
                issue.id,
                "scenario",
                f"The positions of '{issue.id}' do not fall in value.",
                "Order them from 100 down to 0.",
            )
        for key, position in (("ours", issue.ours), ("theirs", issue.theirs), ("red_line", issue.red_line)):
            c.need(issue.id, "scenario", key, position, ids)
        if issue.ours in ids and issue.theirs in ids and _value(issue, issue.ours) <= _value(issue, issue.theirs):
            c.say(
                issue.id,
                "scenario",
                f"'{issue.id}': the trainee starts no higher than the delegation.",
                "Swap ours and theirs.",
            )
    if not any(issue.key for issue in c.s.issues):
        c.say(c.s.id, "scenario", "No issue is a key objective.", "Set 'key: true' on those that are.")


def _value(issue: Issue, position: str) -> int:
    return next(p.value for p in issue.positions if p.id == position)


def _phases(c: _Checker) -> None:
    s = c.s
    order = [STEP_ORDER.index(plan.step) for plan in s.table.steps]
    if order != sorted(order):
        c.say(
            "table",
            "table",
            "The steps are out of the Kremlin School's order.",
            "Order: " + ", ".join(STEP_ORDER) + ".",
        )
    for plan in s.table.steps:
        if plan.at_least > plan.at_most:
            c.say("table", "table", f"Step '{plan.step}': at_least is above at_most.", "Swap them.")
    stings = [clause.id for clause in s.closing.clauses if clause.sting]
    if stings and s.closing.clauses[-1].id not in stings:
        c.say(stings[0], "closing", "The sting does not stand last.", "Move it to the end of the clauses.")
    for clause in s.closing.clauses:
        c.need(clause.id, "closing", "issue", clause.issue, c.issues)
        c.when(clause.id, "closing", clause.needs)
        c.when(clause.id, "closing", clause.grants_amendment)
    if s.endings[-1].when != When():
        c.say(s.endings[-1].id, "endings", "The last ending has a condition.", "Remove it, so that every session ends.")
    for ending in s.endings[:-1]:
        if ending.when == When():
            c.say(
                ending.id,
                "endings",
                f"Nothing after '{ending.id}' can be reached.",
                "Give it a condition or move it last.",
            )


def _lines(c: _Checker) -> None:
    for line in c.s.lines:
        if (line.tactic is None) == (line.answers is None):
            c.say(
                line.id,
                "lines",
                f"'{line.id}' is neither a move nor an answer, or both.",
                "Give it 'tactic' or 'answers'.",
            )
        c.need(line.id, "lines", "tactic", line.tactic, c.c.tactics)
        c.need(line.id, "lines", "answers", line.answers, c.c.situations)
        c.need(line.id, "lines", "issue", line.issue, c.issues)
        c.need(line.id, "lines", "beat", line.beat, c.beats)
        c.need(line.id, "lines", "speaker", line.speaker, c.seats)
        c.need(line.id, "lines", "needs_claim", line.needs_claim, c.claims)
        for act in line.acts:
            c.need(line.id, "lines", "acts", act, c.c.acts)
        c.when(line.id, "lines", line.when)
        _slots(c, line)
        if line.sensitive and not line.milder:
            c.say(line.id, "lines", f"'{line.id}' is sensitive and has no milder text.", "Add 'milder'.")
    texts = Counter(line.text.strip().casefold() for line in c.s.lines)
    for line in c.s.lines:
        if texts[line.text.strip().casefold()] > 1:
            c.say(line.id, "lines", f"'{line.id}' repeats the text of another line.", "Write another one.")


def _slots(c: _Checker, line: DelegationLine) -> None:
    used = set(_SLOT.findall(line.text)) | set(_SLOT.findall(line.milder))
    for slot in sorted(used - SLOTS):
        c.say(line.id, "lines", f"'{line.id}' uses the unknown slot '{{{slot}}}'.", did_you_mean(slot, SLOTS))
    if "{" in _SLOT.sub("", line.text) or "}" in _SLOT.sub("", line.text):
        c.say(line.id, "lines", f"'{line.id}' has a brace that belongs to no slot.", "Close or remove it.")
    for slot, wanted in (("next_demand", {"concession"}), ("earlier", {"contradiction", "repeats", "long_reply"}),
                         ("tactic", {"names_tactic"})):  # fmt: skip
        if slot in used and line.answers not in wanted:
            c.say(
                line.id,
                "lines",
                f"'{line.id}' cannot fill the slot '{{{slot}}}'.",
                f"Only answers to: {', '.join(sorted(wanted))}.",
            )
    if "quote" in used and line.tactic is not None:
        c.say(
            line.id,
            "lines",
            f"'{line.id}' is a move and quotes the reply.",
            "Write it as an answer, or drop '{quote}'.",
        )


def _coverage(c: _Checker) -> None:
    moves = Counter(line.tactic for line in c.s.lines if line.tactic)
    needed = {beat.tactic for beat in c.s.beats}
    for tactic in sorted(needed | set(moves)):
        least = LINES_PER_BEAT_TACTIC if tactic in needed else LINES_PER_OTHER_TACTIC
        if moves[tactic] < least:
            c.say(
                c.s.id,
                "card",
                f"The tactic '{tactic}' has {moves[tactic]} lines.",
                f"Write at least {least} in lines/.",
            )
    answers = Counter(line.answers for line in c.s.lines if line.answers)
    for situation in c.c.situations:
        if answers[situation] < ANSWERS_PER_SITUATION:
            c.say(c.s.id, "card", f"The situation '{situation}' has {answers[situation]} answers.",
                  f"Write at least {ANSWERS_PER_SITUATION} in lines/.")  # fmt: skip
    given = Counter((line.kind, line.issue) for line in c.s.lines if line.answers == "concession")
    for kind, least in (
        (ConcessionKind.UNCONDITIONAL, 3),
        (ConcessionKind.CONDITIONAL, 2),
        (ConcessionKind.EXPLORATORY, 2),
    ):
        if given[(kind, None)] < least:
            c.say(
                c.s.id,
                "card",
                f"Only {given[(kind, None)]} answers to a {kind} concession without an issue.",
                f"Write {least}.",
            )
    for issue in c.s.issues:
        if issue.key and given[(ConcessionKind.UNCONDITIONAL, issue.id)] < 2:
            c.say(
                issue.id,
                "scenario",
                f"Fewer than 2 answers to an unconditional concession on '{issue.id}'.",
                "Write 2 in lines/.",
            )
    shown = {exemplar.tactic for exemplar in c.s.exemplars}
    for tactic in sorted(needed - shown):
        c.say(c.s.id, "card", f"The tactic '{tactic}' has no exemplar.", "Add a stronger reply to exemplars.yaml.")


def _facts(c: _Checker) -> None:
    s = c.s
    sourced: list[tuple[str, str, tuple[str, ...]]] = [(fact.id, "scenario", fact.sources) for fact in s.facts]
    sourced += [(claim.id, "claims", claim.sources) for claim in s.claims]
    sourced += [(beat.id, "beats", beat.sources) for beat in s.beats]
    for item, hint, sources in sourced:
        for source in sources:
            c.need(item, hint, "sources", source.split(" ")[0], c.c.sources)
    for fact in s.facts:
        if fact.status == "contested" and len(fact.accounts) < 2:
            c.say(
                fact.id,
                "scenario",
                f"'{fact.id}' is contested and does not carry both accounts.",
                "Add 'accounts' of both sides.",
            )
        for match in _PLAIN_QUOTE.finditer(fact.text):
            words = len((match.group(1) or match.group(2)).split())
            if words > MAX_QUOTED_WORDS:
                c.say(
                    fact.id,
                    "scenario",
                    f"A quotation of {words} words.",
                    f"Quote at most {MAX_QUOTED_WORDS}; paraphrase the rest.",
                )
