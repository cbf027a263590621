"""The plain face's commands: what a person types after a slash becomes an action, or is answered at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negsim.cli.plaintexts import plain
from negsim.content.problems import nearest
from negsim.engine.preparation import open_options
from negsim.model import actions as do
from negsim.reports import dossier

if TYPE_CHECKING:
    from negsim.cli.plainface import PlainFace

_SIMPLE: dict[str, do.Action] = {
    "/silence": do.HoldSilence(),
    "/recess": do.Recess(),
    "/consult": do.Consult(),
    "/hint": do.Hint(),
    "/leave": do.Leave(),
    "/sign": do.Sign(),
    "/refuse": do.Refuse(),
    "/continue": do.Continue(),
    "/skip": do.Continue(),
    "/table": do.SitDown(),
}
_TALK = ("/help", "/status", "/dossier", "/why", "/clauses", "/tactics", "/prep")
_WITH_ARGUMENT = ("/name", "/back", "/retry", "/accept", "/amend", "/strike")


class Quit(Exception):
    """The user wants to stop; everything is saved."""


class Commands:
    """Turns typed commands into actions for one face."""

    def __init__(self, face: PlainFace) -> None:
        self._face = face

    def command(self, text: str) -> do.Action | None:
        """The action of a slash command; None when it was answered here."""
        word, _, rest = text.partition(" ")
        word, rest = word.casefold(), rest.strip()
        if word in ("/quit", "/q", "/exit"):
            raise Quit
        if word in _SIMPLE:
            return _SIMPLE[word]
        if word in _TALK:
            self._talk(word)
            return None
        if word in _WITH_ARGUMENT:
            return self._with_argument(word, rest)
        near = nearest(word, (*_SIMPLE, *_TALK, *_WITH_ARGUMENT, "/quit"))
        hint = f"Did you mean {near}? " if near else ""
        self._face.tell(plain("unknown_command", command=word, near=hint))
        return None

    def _talk(self, word: str) -> None:
        face = self._face
        if word == "/help":
            face.tell(plain("help_common"))
            phase = face.session.state.phase
            if phase in ("table", "closing"):
                face.tell(plain(f"help_{phase}"))
        elif word == "/status":
            face.status()
        elif word == "/dossier":
            face.tell(dossier.full_dossier(face.session.scenario, face.session.catalogue))
        elif word == "/why":
            face.why()
        elif word == "/tactics":
            face.tell(*(f"{t.id}: {t.name}" for t in face.session.catalogue.tactics.values()))
        elif word == "/prep":
            face.preparation_list()
        else:
            face.clauses()

    def _with_argument(self, word: str, rest: str) -> do.Action | None:
        face = self._face
        if not rest:
            what = "the name of a tactic" if word == "/name" else "a number"
            face.tell(plain("nothing_given", command=word, what=what))
            return None
        if word == "/name":
            return do.NameTactic(tactic=self._tactic(rest))
        number = int(rest) if rest.isdigit() and len(rest) < 6 else 0
        if word in ("/back", "/retry"):
            if number < 1:
                face.tell(plain("unknown_number", number=rest))
                return None
            return do.Rewind(turn=number)
        clauses = face.tabled()
        if not 1 <= number <= len(clauses):
            face.tell(plain("unknown_number", number=rest))
            return None
        clause = clauses[number - 1].id
        if word == "/accept":
            return do.DecideClause(clause=clause, choice="accept")
        return do.DecideClause(clause=clause, choice="amend" if word == "/amend" else "strike")

    def _tactic(self, name: str) -> str:
        """A tactic's id from its id, its name or something near."""
        tactics = self._face.session.catalogue.tactics
        wanted = name.casefold().replace(" ", "_").replace("-", "_")
        if wanted in tactics:
            return wanted
        for tactic in tactics.values():
            if tactic.name.casefold() == name.casefold():
                return tactic.id
        return nearest(wanted, tactics) or wanted

    def preparation(self, text: str) -> do.Action | None:
        """Choices by number: '2', '1, 4', '3: ceasefire, territory'. All but the last are carried out here."""
        face = self._face
        head, _, words = text.partition(":")
        options = open_options(face.session.state, face.session.scenario)
        by_id = {option.id: option for option in options}
        chosen = []
        for part in head.split(","):
            name = part.strip()
            if name in by_id:
                chosen.append(by_id[name])
            elif name.isdigit() and len(name) < 4 and 1 <= int(name) <= len(options):
                chosen.append(options[int(name) - 1])
            else:
                face.tell(plain("unknown_number", number=name))
                return None
        for option in chosen:
            listed = option.kind in ("order", "agenda", "red_line")
            issues = tuple(w.strip() for w in words.split(",") if w.strip()) if listed else ()
            face.perform(do.Prepare(option=option.id, issues=issues, text="" if listed else words.strip()))
        face.preparation_list()
        return None
