"""What the trainee is told about one reply: short, tied to their own words, with a source."""

from __future__ import annotations

from negsim.content.texts import say
from negsim.model.catalogue import Catalogue
from negsim.model.events import ReplyGiven
from negsim.model.judgement import Verdict, VerdictKind
from negsim.model.scenario import Scenario


def verdict_line(verdict: Verdict, reply: str, catalogue: Catalogue) -> str:
    """One verdict in one line: what, why, on which words, from where."""
    mark = "Kept" if verdict.verdict is VerdictKind.UPHELD else "Broken"
    name = catalogue.principles[verdict.principle].name
    words = " / ".join(f'"{span.cut(reply).strip()}"' for span in verdict.evidence)
    rest = f" On: {words}." if words else ""
    return f"{mark}: {name}. {verdict.why}{rest} [{verdict.source}]"


def reply_feedback(event: ReplyGiven, catalogue: Catalogue, scenario: Scenario) -> list[str]:
    """The judgement of one reply as lines of text."""
    assessment = event.assessment
    lines = [f"Score {assessment.score} of 100 ({catalogue.doctrines[assessment.doctrine].name})."]
    lines += [verdict_line(v, event.text, catalogue) for v in (*assessment.breached, *assessment.upheld)]
    for concession in assessment.concessions:
        name = next((i.name for i in scenario.issues if i.id == concession.issue), concession.issue)
        lines.append(f'Given ({concession.kind.value}): {name}, on "{concession.evidence.cut(event.text).strip()}".')
    if len(lines) == 1:
        lines.append(say("no_verdict"))
    return lines


def tactic_lines(tactic_id: str, catalogue: Catalogue) -> list[str]:
    """What was being done: name, aim, the first tell and counter."""
    tactic = catalogue.tactics.get(tactic_id)
    if tactic is None:
        return []
    lines = [f"Tactic: {tactic.name}. {tactic.aim}", f"Tell: {tactic.tells[0]}"]
    counter = tactic.counters[0]
    basis = f" [{counter.source}]" if counter.source else f" [{counter.basis}]"
    lines.append(f"Counter: {counter.text}{basis}")
    return lines
