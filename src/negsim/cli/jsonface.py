"""The JSON face: newline-delimited JSON on both sides, one object an event, one answer a prompt (docs/json.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from pydantic import TypeAdapter, ValidationError

from negsim.cli.codes import DONE
from negsim.content.texts import say
from negsim.engine.errors import EngineError
from negsim.engine.preparation import open_options
from negsim.engine.session import Session
from negsim.model import events as ev
from negsim.model.actions import ACTION_NAMES, Action
from negsim.reports.wire import assessment_object

_ACTIONS: TypeAdapter[Action] = TypeAdapter(Action)
LINE_LIMIT = 2_000_000
"""Characters of one input line; a longer one is refused unread."""


class JsonFace:
    """Plays one session over two streams."""

    def __init__(self, session: Session, session_id: str, source: TextIO, sink: TextIO, reveal: bool = False) -> None:
        self.session = session
        self.session_id = session_id
        self._in = source
        self._out = sink
        self._reveal = reveal

    def run(self, fresh: bool) -> int:
        """Play until the session ends or the input does; returns the exit code."""
        setup = self.session.state.setup
        self._send(
            event="session", id=self.session_id, scenario=setup.scenario, seed=setup.seed, doctrine=setup.doctrine,
            difficulty=setup.difficulty, mode=setup.mode, content_hash=setup.content_hash, reader=setup.reader,
            resumed=not fresh, notice=say("composed"), simulated=say("simulated"),
        )  # fmt: skip
        if fresh:
            self._tell(self.session.events)
        else:
            self._recall()
        while self.session.state.ended is None:
            self._prompt()
            action = self._next_action()
            if action is None:
                return DONE
            try:
                events = self.session.act(action)
            except EngineError as error:
                self._send(event="error", message=error.message)
                continue
            self._tell(events)
        self._end()
        return DONE

    def _send(self, **value: Any) -> None:
        self._out.write(json.dumps(value, ensure_ascii=True) + "\n")
        self._out.flush()

    def _prompt(self) -> None:
        session, state = self.session, self.session.state
        value: dict[str, Any] = {"event": "prompt", "phase": state.phase}
        if state.step:
            value["step"] = state.step
        value["actions"] = list(session.allowed())
        if state.phase == "preparation":
            value["hours_left"] = state.hours_left
            value["options"] = [
                {"option": o.id, "kind": o.kind, "label": o.label, "hours": o.hours}
                for o in open_options(state, session.scenario)
            ]
        elif state.phase == "table":
            value |= {"turn": state.turn + 1, "minutes_left": max(0, state.minutes_left)}
        elif state.phase == "closing":
            value["clauses"] = [
                {"clause": c.id, "issue": c.issue, "text": c.text, "amendment": c.amended,
                 "decided": state.clauses[c.id].choice, "granted": state.clauses[c.id].granted}
                for c in session.scenario.closing.clauses if c.id in state.clauses
            ]  # fmt: skip
        self._send(**value)

    def _next_action(self) -> Action | None:
        """The next valid action; bad input is answered with an error and the prompt again. None at the end of input."""
        while True:
            raw = self._in.readline(LINE_LIMIT + 1)
            if not raw:
                return None
            if len(raw) > LINE_LIMIT:
                while raw and not raw.endswith("\n"):
                    raw = self._in.readline(LINE_LIMIT + 1)
                self._bad(f"The line is longer than {LINE_LIMIT} characters.")
                continue
            if not raw.strip():
                continue
            try:
                return parse_action(raw)
            except ValueError as error:
                self._bad(str(error))

    def _bad(self, message: str) -> None:
        self._send(event="error", message=message)
        self._prompt()

    def _recall(self) -> None:
        """After a resume: where the session stands, and the line it waits on."""
        state = self.session.state
        self._send(**_phase(state.phase, state.step, ""))
        if state.last_line is not None and state.phase in ("table", "closing"):
            turn = state.last_line.turn
            self._tell([line for line in state.lines if line.turn == turn])

    def _tell(self, events: Iterable[ev.Event]) -> None:
        for event in events:
            for value in self._objects(event):
                self._send(**value)

    def _objects(self, event: ev.Event) -> Iterator[dict[str, Any]]:
        practice = self.session.state.setup.mode == "practice"
        if isinstance(event, ev.PhaseEntered):
            yield _phase(event.phase, event.step, event.text)
        elif isinstance(event, ev.LineSpoken):
            yield self._line(event)
        elif isinstance(event, ev.ReplyGiven):
            if practice:
                yield {"event": "assessment", "turn": event.turn, "reply": event.text,
                       **assessment_object(event.reading, event.assessment)}  # fmt: skip
        elif isinstance(event, ev.ClauseTabled):
            yield {"event": "notice", "code": "joint_text", "clauses": list(event.clauses)}
        elif isinstance(event, ev.ClauseDecided):
            text = say("clause_granted" if event.granted else "clause_insist")
            yield {"event": "notice", "code": "clause", "clause": event.clause, "choice": event.choice,
                   "granted": event.granted, "text": text}  # fmt: skip
        elif isinstance(event, ev.ReadoutGiven):
            for claim, text in zip(event.claims, event.texts, strict=True):
                yield {"event": "readout", "claim": claim, "text": text}
        elif isinstance(event, ev.TacticNamed):
            yield {"event": "notice", "code": "tactic_named", "guess": event.guess, "result": event.result,
                   **({"actual": event.actual} if practice else {})}  # fmt: skip
        elif isinstance(event, ev.WorldMoved | ev.AftermathHappened):
            yield {"event": "notice", "code": event.kind, "id": event.event, "text": event.text}
        elif isinstance(
            event,
            ev.NoticeGiven
            | ev.TextClosed
            | ev.Prepared
            | ev.TableLeft
            | ev.ActionTaken
            | ev.Rewound
            | ev.StatementMade,
        ):
            yield _notice(event)

    def _line(self, event: ev.LineSpoken) -> dict[str, Any]:
        seats = {seat.id: seat.title for seat in self.session.scenario.delegation}
        value: dict[str, Any] = {
            "event": "line", "turn": event.turn, "speaker": event.line.speaker, "role": seats.get(event.line.speaker, ""),
            "text": event.line.text, "stage": event.line.stage, "composed": True,
        }  # fmt: skip
        if self._reveal:
            intent = event.intent
            value |= {
                "tactic": intent.tactic, "step": intent.step, "issue": intent.issue, "answers": intent.situation,
                "objective": intent.objective, "reasons": list(intent.reasons),
                "candidates": [
                    {"tactic": c.tactic, "beat": c.beat, "score": c.score, "terms": {t.name: t.value for t in c.terms}}
                    for c in intent.candidates
                ],
            }  # fmt: skip
        return value

    def _end(self) -> None:
        ended = self.session.state.ended
        assert ended is not None  # run() loops until it is there
        self._send(
            event="end", outcome=ended.outcome, ending=ended.ending, title=ended.title, text=ended.text,
            conduct=ended.conduct, red_lines_kept=ended.red_lines_kept, session=self.session_id,
        )  # fmt: skip


def _phase(phase: str, step: str | None, text: str) -> dict[str, Any]:
    value: dict[str, Any] = {"event": "phase", "phase": phase}
    if step:
        value["step"] = step
    if text:
        value["text"] = text
    return value


def _notice(event: ev.Event) -> dict[str, Any]:
    body = event.model_dump(mode="json", exclude={"kind"})
    code = body.pop("code", event.kind)
    return {"event": "notice", "code": code, **body}


def parse_action(raw: str) -> Action:
    """The action in one line of input. Raises ValueError with a sentence that says what to do."""
    example = 'Send {"say": "..."} or {"do": "continue"}.'
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueError(f"This is not one JSON object on one line. {example}") from None
    if not isinstance(value, dict):
        raise ValueError(f"A JSON object is expected. {example}")
    if "say" in value and "do" not in value:
        if not isinstance(value["say"], str) or len(value) != 1:
            raise ValueError('"say" takes one text and stands alone, as in {"say": "We came for a ceasefire."}.')
        value = {"do": "say", "text": value["say"]}
    if value.get("do") not in ACTION_NAMES:
        raise ValueError(f"Unknown action {json.dumps(value.get('do'))}. Actions: {', '.join(ACTION_NAMES)}.")
    try:
        return _ACTIONS.validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "the action"
        raise ValueError(f"'{value['do']}': {where}: {first['msg']}.") from None
