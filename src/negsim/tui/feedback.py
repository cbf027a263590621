"""The judgement of a reply for the side panel: evidence marked in place, one numbered verdict a line."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from negsim.content.texts import say
from negsim.model.catalogue import Catalogue
from negsim.model.events import ReplyGiven
from negsim.model.judgement import Verdict, VerdictKind
from negsim.model.scenario import Scenario
from negsim.reports.feedback import tactic_lines
from negsim.tui.literal import blocks, labelled, lines, literal
from negsim.tui.words import word


def sign_of(verdict: Verdict) -> str:
    """The verdict's mark in text: plus for kept, minus for broken."""
    return "+" if verdict.verdict is VerdictKind.UPHELD else "-"


def marked_reply(text: str, verdicts: Sequence[Verdict]) -> Content:
    """The reply with the evidence of each verdict in place: «these words»[1-]. The marks are text, not colour."""
    opens: dict[int, int] = {}
    closes: dict[int, list[str]] = {}
    good: list[tuple[int, int]] = []
    bad: list[tuple[int, int]] = []
    spans: dict[tuple[int, int], list[str]] = {}
    for number, verdict in enumerate(verdicts, 1):
        for span in verdict.evidence:
            if 0 <= span.start < span.end <= len(text):
                spans.setdefault((span.start, span.end), []).append(f"{number}{sign_of(verdict)}")
                (good if verdict.verdict is VerdictKind.UPHELD else bad).append((span.start, span.end))
    for (start, end), numbers in spans.items():
        opens[start] = opens.get(start, 0) + 1
        closes.setdefault(end, []).append(f"\u00bb[{','.join(numbers)}]")
    parts: list[Content] = []
    cuts = sorted({0, len(text), *opens, *closes})
    for at, after in zip(cuts, [*cuts[1:], len(text)], strict=True):
        parts += [Content.styled(mark, "bold") for mark in closes.get(at, ())]
        parts += [Content.styled("\u00ab", "bold")] * opens.get(at, 0)
        broken = any(start <= at < end for start, end in bad)
        kept = any(start <= at < end for start, end in good)
        style = "underline $text-error" if broken else "underline $text-success" if kept else ""
        parts.append(Content.styled(text[at:after], style) if style else Content(text[at:after]))
    return Content("").join(parts)


def verdict_content(number: int, verdict: Verdict, catalogue: Catalogue) -> Content:
    """One verdict in one paragraph: number, kept or broken, principle, reason, source."""
    kept = verdict.verdict is VerdictKind.UPHELD
    head = f"{number}{sign_of(verdict)} {word('kept' if kept else 'broken')}: {catalogue.principles[verdict.principle].name}."
    style = "bold $text-success" if kept else "bold $text-error"
    return Content.assemble((head, style), " ", literal(f"{verdict.why} [{verdict.source}]"))


def feedback(event: ReplyGiven, catalogue: Catalogue, scenario: Scenario) -> Content:
    """Everything a trainee is told about one reply."""
    assessment = event.assessment
    verdicts = (*assessment.breached, *assessment.upheld)
    score = word("score_of", score=assessment.score, doctrine=catalogue.doctrines[assessment.doctrine].name)
    reply = marked_reply(event.text, verdicts) if not event.silent else literal(f"({say('silence_held')})")
    names = {issue.id: issue.name for issue in scenario.issues}
    given = [
        labelled(word("given", kind=concession.kind.value), f"{names.get(concession.issue, concession.issue)}.")
        for concession in assessment.concessions
    ]
    told = [verdict_content(number, verdict, catalogue) for number, verdict in enumerate(verdicts, 1)]
    notes = [literal(word("unclear"))] if "unclear" in event.reading.notes else []
    return blocks(
        lines(Content.styled(score, "bold"), reply),
        lines(*(told or [literal(say("no_verdict"))]), *given, *notes),
        lines(*(_split_label(line) for line in tactic_lines(event.tactic, catalogue))),
        labelled(word("stronger"), assessment.stronger) if assessment.stronger else "",
    )


def _split_label(line: str) -> Content:
    label, colon, rest = line.partition(": ")
    return labelled(label + ":", rest) if colon else literal(line)
