"""A session: actions in, events out. The engine is the only writer of events and knows no face."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from negsim.content.pack import Pack
from negsim.engine import aftermath, closing, preparation, table
from negsim.engine.draft import Draft
from negsim.engine.errors import ActionRefused, ReplyRefused
from negsim.engine.fold import effective, fold
from negsim.engine.phases import PhaseMachine, Place
from negsim.model import actions as do
from negsim.model import events as ev
from negsim.model.catalogue import Catalogue
from negsim.model.dice import Dice
from negsim.model.state import State
from negsim.model.text import REPLY_LIMIT, clean_text, has_words
from negsim.nlu.reader import Reader

RECESS_MINUTES = 10
CONSULT_MINUTES = 8

Sink = Callable[[Sequence[ev.Event]], None]


@dataclass(frozen=True)
class Prompt:
    """What the session waits for."""

    phase: str
    step: str | None
    actions: tuple[str, ...]


class Session:
    """One session of one scenario. ``sink`` receives every batch of events before ``act`` returns."""

    def __init__(
        self,
        pack: Pack,
        catalogue: Catalogue,
        reader: Reader,
        events: Sequence[ev.Event],
        sink: Sink | None = None,
    ) -> None:
        """A session from its events so far. Raises NotASession when they are none."""
        self.pack = pack
        self.scenario = pack.scenario
        self.catalogue = catalogue
        self.events = list(events)
        self.state = fold(self.events)
        self._reader = reader
        self._sink = sink
        self._phases = PhaseMachine(self.scenario)
        self._dice = Dice(self.state.setup.seed)

    @classmethod
    def begin(
        cls, pack: Pack, catalogue: Catalogue, reader: Reader, setup: ev.Setup, sink: Sink | None = None
    ) -> Session:
        """A new session, in its briefing."""
        scenario = pack.scenario
        trackers = {spec.id: scenario.trackers.get(spec.id, spec.start) for spec in catalogue.trackers.values()}
        values = {i.id: {p.id: p.value for p in i.positions} for i in scenario.issues}
        opened = ev.SessionOpened(
            setup=setup,
            trackers=trackers,
            positions={i.id: (values[i.id][i.ours], values[i.id][i.theirs]) for i in scenario.issues},
            hours=scenario.preparation.hours,
            minutes=scenario.table.minutes,
        )
        session = cls(pack, catalogue, reader, [opened], sink)
        first = ev.PhaseEntered(phase="briefing", text=scenario.summary)
        session._keep([opened], [first])
        return session

    def _keep(self, already: Sequence[ev.Event], new: Sequence[ev.Event]) -> None:
        if self._sink is not None:
            self._sink([*already, *new])
        self.events += new
        self.state = fold(self.events)

    # -- asking ---------------------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """What the session waits for now."""
        return Prompt(self.state.phase, self.state.step, self.allowed())

    def allowed(self) -> tuple[str, ...]:
        """Names of the actions possible now; empty when the session has ended."""
        state = self.state
        practice = state.setup.mode == "practice"
        back = ("rewind",) if practice and state.replies and state.turn else ()
        if state.ended is not None:
            return back
        if state.phase == "briefing":
            return ("continue",)
        if state.phase == "preparation":
            choices = ("prepare",) if preparation.open_options(state, self.scenario) else ()
            return (*choices, "sit_down", "continue")
        if state.phase == "table":
            consult = ("consult",) if state.consults < 2 else ()
            recess = ("recess",) if state.recesses < 2 else ()
            name = ("name",) if self._can_name() else ()
            hint = ("hint",) if practice else ()
            return ("say", "silence", *recess, *consult, *name, *hint, *back, "leave")
        if state.phase == "closing":
            return ("clause", "sign", "refuse", "say", "continue", *back, "leave")
        if state.phase == "press":
            return ("say", "continue", *back)
        return ()

    def _can_name(self) -> bool:
        return self.state.last_line is not None and not any(n.turn == self.state.turn for n in self.state.named)

    # -- doing ----------------------------------------------------------------------------------

    def act(self, action: do.Action) -> tuple[ev.Event, ...]:
        """Carry out one action and return its events. Raises EngineError (nothing changes then)."""
        if action.do not in self.allowed():
            place = PhaseMachine.name(self._place(self.state))
            possible = ", ".join(self.allowed()) or "nothing: the session has ended"
            raise ActionRefused(f"'{action.do}' is not possible in '{place}'. Possible: {possible}.")
        if isinstance(action, do.Rewind):
            return self._rewind(action.turn)
        draft = Draft(self.state, self.scenario, self.catalogue)
        self._carry_out(draft, action)
        self._keep([], draft.events)
        return tuple(draft.events)

    def _carry_out(self, draft: Draft, action: do.Action) -> None:
        phase = draft.state.phase
        if isinstance(action, do.Say):
            self._say(draft, check_reply(action.text))
        elif isinstance(action, do.HoldSilence):
            self._exchange(draft, "", silent=True)
        elif isinstance(action, do.Prepare):
            preparation.choose(draft, action)
        elif isinstance(action, do.SitDown) or (isinstance(action, do.Continue) and phase == "preparation"):
            preparation.finish(draft)
            self._sit_down(draft)
        elif isinstance(action, do.Recess):
            self._recess(draft)
        elif isinstance(action, do.Consult):
            draft.add(ev.ActionTaken(turn=draft.state.turn, action="consult", minutes=CONSULT_MINUTES))
            draft.effect("action.consult")
            draft.flags(("consulted",))
        elif isinstance(action, do.NameTactic):
            self._name(draft, action.tactic)
        elif isinstance(action, do.Hint):
            self._hint(draft)
        elif isinstance(action, do.DecideClause):
            closing.decide(draft, action)
        elif isinstance(action, do.Sign):
            closing.sign(draft)
            self._to_press(draft, "publish")
        elif isinstance(action, do.Leave):
            draft.add(ev.TableLeft(by="trainee"))
            self._to_press(draft, "break_off")
        elif isinstance(action, do.Refuse) or phase == "closing":
            closing.refuse(draft)
            self._to_press(draft, "publish")
        elif phase == "briefing":
            self._enter(draft, "prepare", self.scenario.preparation.intro)
        elif phase == "press":
            self._conclude(draft)

    @staticmethod
    def _place(state: State) -> Place:
        return state.phase, state.step

    def _enter(self, draft: Draft, trigger: str, text: str = "") -> None:
        phase, step = self._phases.fire(trigger, self._place(draft.state))
        draft.add(ev.PhaseEntered(phase=phase, step=step, text=text))

    def _step_text(self, step: str | None) -> str:
        return next((plan.enter for plan in self.scenario.table.steps if plan.step == step), "")

    def _sit_down(self, draft: Draft) -> None:
        self._enter(draft, "sit_down", self.scenario.table.intro)
        table.delegation_speaks(draft, self._dice)

    def _say(self, draft: Draft, text: str) -> None:
        if draft.state.phase == "press":
            reply = table.read_and_judge(draft, self._reader, text, "press", silent=False, minutes=0)
            aftermath.take_statement(draft, reply)
            self._conclude(draft)
        elif draft.state.phase == "closing":
            self._closing_exchange(draft, text)
        else:
            self._exchange(draft, text, silent=False)

    def _exchange(self, draft: Draft, text: str, silent: bool) -> None:
        base = self.scenario.table.minutes_per_exchange
        extra = max(0, len(text.split()) // table.WORDS_PER_MINUTE - 1)
        reply = table.read_and_judge(draft, self._reader, text, "table", silent, base + extra)
        table.record_consequences(draft, reply)
        if table.outbursts(draft.state) >= self.catalogue.policy.breaks_off_after:
            draft.flags(("hot_temper", "walked_out"))
            draft.add(ev.TableLeft(by="delegation"))
            self._to_press(draft, "break_off")
            return
        if draft.state.minutes_left <= 0:
            draft.flags(("time_ran_out",))
            self._to_closing(draft)
            return
        if table.step_is_over(draft, self._dice):
            if draft.state.step == self._phases.steps[-1]:
                self._to_closing(draft)
                return
            following = self._phases.steps[self._phases.steps.index(str(draft.state.step)) + 1]
            self._enter(draft, "next_step", self._step_text(following))
        table.world_moves(draft, self._dice)
        table.delegation_speaks(draft, self._dice)

    def _to_closing(self, draft: Draft) -> None:
        self._enter(draft, "tabled", self.scenario.closing.intro)
        closing.table_text(draft)
        table.delegation_speaks(draft, self._dice, bound="sting_in_the_tail")

    def _closing_exchange(self, draft: Draft, text: str) -> None:
        reply = table.read_and_judge(draft, self._reader, text, "closing", silent=False, minutes=0)
        table.record_consequences(draft, reply)
        if draft.state.closing_exchanges >= closing.EXCHANGES:
            closing.refuse(draft)
            self._to_press(draft, "publish")
            return
        table.delegation_speaks(draft, self._dice)

    def _to_press(self, draft: Draft, trigger: str) -> None:
        self._enter(draft, trigger, self.scenario.press.intro)
        aftermath.give_readout(draft)

    def _conclude(self, draft: Draft) -> None:
        self._enter(draft, "review")
        aftermath.conclude(draft)

    def _recess(self, draft: Draft) -> None:
        step = draft.state.step
        self._enter(draft, "adjourn")
        draft.add(ev.ActionTaken(turn=draft.state.turn, action="recess", minutes=RECESS_MINUTES))
        draft.effect("action.recess")
        draft.flags(("recess_taken",))
        self._enter(draft, f"resume_{step}")

    def _name(self, draft: Draft, guess: str) -> None:
        if guess not in self.catalogue.tactics:
            raise ActionRefused(f"There is no tactic '{guess}'. The handbook lists them.")
        last = draft.state.last_line
        assert last is not None  # allowed() offers naming only after a line
        actual = self.catalogue.tactics[last.intent.tactic]
        result = "right" if guess == actual.id else "near" if guess in actual.near else "wrong"
        turn = draft.state.turn
        draft.add(ev.TacticNamed(turn=turn, guess=guess, actual=actual.id, result=result))  # type: ignore[arg-type]
        draft.effect(f"action.name_{result}")
        draft.flags(("named_a_tactic",))

    def _hint(self, draft: Draft) -> None:
        last = draft.state.last_line
        tactic = self.catalogue.tactics[last.intent.tactic] if last else None
        draft.add(ev.ActionTaken(turn=draft.state.turn, action="hint"))
        if tactic is not None:
            draft.add(ev.NoticeGiven(code="hint", text=tactic.counters[0].text))

    def _rewind(self, turn: int) -> tuple[ev.Event, ...]:
        kept = effective(self.events)
        for index, event in enumerate(kept):
            if isinstance(event, ev.ReplyGiven) and event.turn == turn and event.where != "press":
                rewound = ev.Rewound(turn=turn, keep=index)
                self._keep([], [rewound])
                return (rewound,)
        raise ActionRefused(f"There is no reply {turn} to take back. Replies: 1 to {self.state.turn}.")


def check_reply(raw: str) -> str:
    """The cleaned reply. Raises ReplyRefused when it is empty or too long; the face keeps the text."""
    text = clean_text(raw)
    if not has_words(text):
        raise ReplyRefused(
            "There are no words in this reply. Write something, or hold silence with the silence action."
        )
    if len(text) > REPLY_LIMIT:
        raise ReplyRefused(
            f"The reply has {len(text)} characters; {REPLY_LIMIT} are the limit. It is kept for you to shorten."
        )
    return text
