"""The briefing as text: who, what, facts with their sources and standing, both sides' premises, what is thin."""

from __future__ import annotations

from negsim.content.texts import say
from negsim.model.catalogue import Catalogue
from negsim.model.scenario import Fact, Scenario
from negsim.reports.standing import position_text, sentence


def labels() -> list[str]:
    """What must be said wherever composed speech is shown."""
    return [say("composed"), say("simulated"), say("local")]


def opening_lines(scenario: Scenario) -> list[str]:
    """Title, place, role and mandate."""
    card = scenario.card
    return [
        f"{card.title}. {card.place}, {card.date}.",
        scenario.format,
        f"You are: {scenario.trainee.title}.",
        scenario.mandate,
    ]


def fact_line(fact: Fact) -> str:
    """A fact with its sources; a contested one with both accounts."""
    mark = "" if fact.status == "documented" else f" ({fact.status})"
    text = f"{fact.text.rstrip()}{mark} [{'; '.join(fact.sources)}]"
    for account in fact.accounts:
        text += f" {account.side}: {account.text.rstrip()} [{'; '.join(account.sources)}]"
    return text


def goal_lines(scenario: Scenario) -> list[str]:
    """Your objectives and red lines."""
    lines = [f"Aim: {objective.text}" for objective in scenario.our_objectives]
    for issue in scenario.issues:
        if issue.key and issue.red_line:
            rung = next(p for p in issue.positions if p.id == issue.red_line)
            lines.append(f"Red line, {issue.name}: no lower than this: {rung.text}")
    return lines


def opposite_lines(scenario: Scenario) -> list[str]:
    """Who sits opposite and what they are known to want."""
    seats = [f"{seat.title}. {seat.note}".strip() for seat in scenario.delegation if not seat.hidden]
    wants = [
        f"They want: {o.text} [{'; '.join(o.sources)}]" if o.sources else f"They want: {o.text}"
        for o in scenario.their_objectives
    ]
    absent = [f"Not in the room: {who}" for who in scenario.absent]
    return [*seats, *wants, *absent]


def issue_overview(scenario: Scenario) -> list[str]:
    """Every issue with both opening positions."""
    lines = []
    for issue in scenario.issues:
        values = {p.id: p.value for p in issue.positions}
        lines.append(
            f"{sentence(issue.name)}: you open with: {position_text(issue, values[issue.ours])} "
            f"They open with: {position_text(issue, values[issue.theirs])}"
        )
    return lines


def full_dossier(scenario: Scenario, catalogue: Catalogue) -> str:
    """The whole briefing as Markdown text."""
    parts = [f"# {scenario.card.title}", *labels(), "", scenario.briefing.strip()]
    if scenario.facts:
        parts += ["", "## Facts and their standing", *(f"- {fact_line(f)}" for f in scenario.facts)]
    if scenario.premises:
        parts += ["", "## Premises of both sides"]
        parts += [f"- {p.side}: {p.text} [{'; '.join(p.sources)}]" for p in scenario.premises]
    if scenario.thin:
        parts += ["", "## Not documented", *(f"- {t}" for t in scenario.thin)]
    if scenario.content_note:
        parts += ["", scenario.content_note]
    used = [catalogue.sources[s] for s in scenario.sources if s in catalogue.sources]
    if used:
        parts += ["", "## Sources"]
        parts += [
            f"- {s.id} ({s.grade}{', ' + s.date if s.date else ''}): {s.title}{'. ' + s.address if s.address else ''}"
            for s in used
        ]
    parts += ["", say("gap")]
    return "\n".join(parts) + "\n"
