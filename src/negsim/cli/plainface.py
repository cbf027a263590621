"""The plain face: line by line, for screen readers, pipes and small terminals. It is complete."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from negsim.cli.codes import DONE
from negsim.cli.plaincommands import Commands, Quit
from negsim.cli.plaintexts import plain
from negsim.content.texts import say
from negsim.engine.errors import EngineError
from negsim.engine.preparation import open_options
from negsim.engine.session import Session
from negsim.engine.table import red_line_value
from negsim.model import events as ev
from negsim.model.actions import Action, Continue, Say
from negsim.model.scenario import ClosingClause
from negsim.model.text import clean_text
from negsim.reports import dossier, feedback, standing
from negsim.store.saves import Saves


class PlainFace:
    """Plays one session over two streams of lines."""

    def __init__(
        self, session: Session, session_id: str, saves: Saves | None, source: TextIO, sink: TextIO, reveal: bool = False
    ) -> None:
        self.session = session
        self.session_id = session_id
        self.saves = saves
        self._in = source
        self._out = sink
        self._reveal = reveal
        self._commands = Commands(self)

    # -- the loop -------------------------------------------------------------------------------

    def run(self, fresh: bool) -> int:
        """Play until the session ends, the input ends or the user quits; returns the exit code."""
        if fresh:
            self.tell(*dossier.labels(), "")
            self._show(self.session.events)
        else:
            self._welcome_back()
        self._introduce()
        while self.session.state.ended is None:
            try:
                action = self._next_action()
            except (Quit, KeyboardInterrupt):
                break
            if action is None:
                break
            self.perform(action)
        self._farewell()
        return DONE

    def perform(self, action: Action) -> None:
        """Carry out one action and say what came of it; a refusal is said and nothing is lost."""
        before = (self.session.state.phase, self.session.state.rewinds)
        try:
            events = self.session.act(action)
        except EngineError as error:
            self.tell(error.message)
            if self.saves is not None and isinstance(action, Say):
                self.saves.keep_draft(self.session_id, clean_text(action.text))
            return
        if self.saves is not None:
            self.saves.keep_draft(self.session_id, "")
        self._show(events)
        if (self.session.state.phase, self.session.state.rewinds) != before:
            self._introduce()

    def _next_action(self) -> Action | None:
        """The next action; None at the end of input."""
        while True:
            self._out.write("> ")
            self._out.flush()
            raw = self._read()
            if raw is None:
                self.tell("")
                return None
            text = clean_text(raw)
            if text.startswith("/"):
                action = self._commands.command(text)
            elif self.session.state.phase == "preparation" and text:
                action = self._commands.preparation(text)
            elif not text and self.session.state.phase in ("briefing", "preparation", "press"):
                action = Continue()
            elif self.session.state.phase == "briefing":
                action = Continue() if text.casefold() in ("continue", "go", "next") else None
                if action is None:
                    self.tell(plain("briefing_next"))
            else:
                action = Say(text=raw)
            if action is not None:
                return action

    def _read(self) -> str | None:
        """One reply: a line, or several where each but the last ends in a backslash."""
        parts: list[str] = []
        while True:
            line = self._in.readline()
            if not line:
                return "\n".join(parts) if parts else None
            line = line.rstrip("\n")
            if not line.endswith("\\"):
                return "\n".join([*parts, line])
            parts.append(line[:-1])

    # -- saying ---------------------------------------------------------------------------------

    def tell(self, *lines: str) -> None:
        """Write lines of text."""
        for line in lines:
            self._out.write(line + "\n")
        self._out.flush()

    def _welcome_back(self) -> None:
        state = self.session.state
        place = f"{state.phase}, {state.step}" if state.step else state.phase
        self.tell(say("composed"), plain("resumed", place=place))
        if state.last_line is not None and state.phase in ("table", "closing"):
            turn = state.last_line.turn
            for spoken in (line for line in state.lines if line.turn == turn):
                self._line(spoken)
        draft = self.saves.draft(self.session_id) if self.saves else ""
        if draft:
            self.tell(plain("draft_note", draft=draft))

    def _introduce(self) -> None:
        """What can be done in this phase."""
        phase = self.session.state.phase
        if self.session.state.ended is not None:
            return
        if phase == "briefing":
            scenario = self.session.scenario
            self.tell(*dossier.opening_lines(scenario), "", *dossier.goal_lines(scenario), "")
            self.tell(*dossier.opposite_lines(scenario), "", plain("briefing_next"))
        elif phase == "preparation":
            self.preparation_list()
        elif phase == "table":
            self.tell("", plain("table_head"))
        elif phase == "closing":
            self.tell("", plain("closing_head"))
            self.clauses()
        elif phase == "press":
            self.tell(plain("press_next"))

    def preparation_list(self) -> None:
        """The options that can be chosen, by number."""
        state = self.session.state
        self.tell("", plain("preparation_head", hours=state.hours_left))
        for number, option in enumerate(open_options(state, self.session.scenario), 1):
            hours = "1 hour" if option.hours == 1 else f"{option.hours} hours" if option.hours else "no time"
            self.tell(plain("preparation_option", number=number, label=option.label, hours_text=hours))
        self.tell(plain("preparation_next"))

    def clauses(self) -> None:
        """The draft text as it stands."""
        state = self.session.state
        for number, clause in enumerate(self.tabled(), 1):
            issue = self.session.scenario.issue(clause.issue)
            self.tell(plain("closing_clause", number=number, issue=issue.name, text=clause.text))
            line = red_line_value(issue)
            if issue.key and line is not None and clause.value < line:
                self.tell(plain("closing_red", number=number))
            decided = state.clauses[clause.id]
            if decided.choice == "open":
                self.tell(plain("closing_amendment", number=number, text=clause.amended))
            else:
                granted = say("clause_granted" if decided.granted else "clause_insist")
                self.tell(plain("closing_state", number=number, choice=decided.choice, granted=granted))

    def tabled(self) -> list[ClosingClause]:
        """The clauses on the table, in order."""
        return [c for c in self.session.scenario.closing.clauses if c.id in self.session.state.clauses]

    def status(self) -> None:
        """Issues, trackers, clock."""
        state = self.session.state
        self.tell(*standing.issue_lines(state, self.session.scenario))
        self.tell(*standing.tracker_lines(state, self.session.catalogue), standing.clock_line(state))

    def why(self) -> None:
        """The last reply, judged, with the tactic it met and a stronger reply."""
        state = self.session.state
        if state.last_reply is None:
            self.tell(plain("no_feedback"))
        elif state.setup.mode == "exam" and state.ended is None:
            self.tell(plain("exam_feedback"))
        else:
            self.tell(plain("feedback_head"))
            self.tell(*feedback.reply_feedback(state.last_reply, self.session.catalogue, self.session.scenario))
            self.tell(*feedback.tactic_lines(state.last_reply.tactic, self.session.catalogue))
            if state.last_reply.assessment.stronger:
                self.tell(plain("stronger", text=state.last_reply.assessment.stronger))

    def _farewell(self) -> None:
        if self.session.state.ended is not None:
            from negsim.reports.debrief import build_debrief
            from negsim.reports.render import to_text

            debrief = build_debrief(self.session.events, self.session.scenario, self.session.catalogue)
            self.tell("", to_text(debrief))
        elif self.saves is not None:
            self.tell(say("saved", session=self.session_id))
        else:
            self.tell(say("unsaved"))

    # -- events ---------------------------------------------------------------------------------

    def _show(self, events: Iterable[ev.Event]) -> None:
        for event in events:
            self._event(event)

    def _event(self, event: ev.Event) -> None:
        practice = self.session.state.setup.mode == "practice"
        if isinstance(event, ev.PhaseEntered):
            self.tell(*(["", event.text] if event.text else []))
        elif isinstance(event, ev.LineSpoken):
            self._line(event)
        elif isinstance(event, ev.ReplyGiven):
            if event.silent:
                self.tell(say("silence_held"))
            if practice:
                self.tell(*feedback.reply_feedback(event, self.session.catalogue, self.session.scenario))
        elif isinstance(event, ev.Prepared):
            self.tell(plain("preparation_done", buys=event.buys))
        elif isinstance(event, ev.NoticeGiven):
            self._notice(event)
        elif isinstance(event, ev.WorldMoved):
            self.tell("", plain("world", text=event.text))
        elif isinstance(event, ev.ActionTaken) and event.action in ("recess", "consult"):
            self.tell(say(event.action))
        elif isinstance(event, ev.TacticNamed) and practice:
            self.tell(say(f"named_{event.result}", actual=self.session.catalogue.tactics[event.actual].name))
        elif isinstance(event, ev.ClauseDecided):
            self.tell(say("clause_granted" if event.granted else "clause_insist"))
        elif isinstance(event, ev.TextClosed):
            self.tell("", event.text)
        elif isinstance(event, ev.TableLeft):
            key = {"trainee": "trainee_leaves", "delegation": "delegation_leaves"}.get(event.by, "time_over")
            self.tell("", say(key))
        elif isinstance(event, ev.ReadoutGiven):
            self.tell(plain("press_head"), *(plain("press_claim", text=text) for text in event.texts))
        elif isinstance(event, ev.Rewound):
            self.tell(say("rewound", turn=event.turn))
        elif isinstance(event, ev.AftermathHappened):
            when = {0: plain("same_day"), 1: plain("one_day")}.get(event.after_days) or plain(
                "some_days", days=event.after_days
            )
            self.tell(plain("aftermath", when=when, text=event.text))
        elif isinstance(event, ev.SessionEnded):
            kept = plain("kept" if event.red_lines_kept else "crossed")
            self.tell(
                "", plain("end", title=event.title, outcome=event.outcome, conduct=event.conduct, kept=kept), event.text
            )

    def _notice(self, event: ev.NoticeGiven) -> None:
        if event.code == "red_line":
            self.tell(say("red_line_notice", issue=self.session.scenario.issue(event.text).name))
        elif event.code == "hint":
            self.tell(plain("hint", text=event.text))
        else:
            self.tell(event.text)

    def _line(self, event: ev.LineSpoken) -> None:
        role = next((s.title for s in self.session.scenario.delegation if s.id == event.line.speaker), "")
        text = f"({event.line.text})" if event.line.stage else f"{role}: {event.line.text}"
        self.tell("", text)
        if self._reveal:
            intent = event.intent
            name = self.session.catalogue.tactics[intent.tactic].name
            reasons = ", ".join(intent.reasons) or "nothing in particular"
            self.tell(
                plain("reveal", tactic=name, step=intent.step or "none", issue=intent.issue or "none", reasons=reasons)
            )
