"""``negsim scenario``: check, list, show, draw, and the schema."""

from __future__ import annotations

import argparse
import json
import sys

from negsim.cli.codes import BAD_INPUT, DONE
from negsim.cli.places import scenario_folders
from negsim.content.library import load_catalogue
from negsim.content.problems import ContentError
from negsim.content.shelf import Shelf


def scenario(arguments: argparse.Namespace) -> int:
    """Carry out one action on scenarios."""
    shelf = Shelf(scenario_folders(arguments))
    if arguments.action == "check":
        return _check(shelf, arguments.scenario)
    if arguments.action == "list":
        return _list(shelf)
    if arguments.action == "schema":
        from negsim.model.scenario import Scenario

        print(json.dumps(Scenario.model_json_schema(), indent=2))
        return DONE
    pack = shelf.load(arguments.scenario, load_catalogue())
    if arguments.action == "show":
        from negsim.reports.dossier import full_dossier

        sys.stdout.write(full_dossier(pack.scenario, load_catalogue()))
        return DONE
    from negsim.engine.phases import PhaseMachine

    print(PhaseMachine(pack.scenario).drawing())
    return DONE


def _check(shelf: Shelf, names: list[str]) -> int:
    """All problems of all packs; one bad pack hides no other."""
    catalogue = load_catalogue()
    code = DONE
    for name in names or sorted(shelf.packs()):
        try:
            pack = shelf.load(name, catalogue)
        except ContentError as error:
            code = BAD_INPUT
            print(error)
            count = len(error.problems)
            print(f"{name}: {count} problem{'s' if count != 1 else ''}.")
        else:
            print(f"{name}: right. {len(pack.scenario.lines)} lines, {len(pack.scenario.beats)} documented moves.")
    return code


def _list(shelf: Shelf) -> int:
    cards, errors = shelf.cards()
    for card in cards:
        print(
            f"{card.id}: {card.title}. {card.place}, {card.date}. You are: {card.your_role}. About {card.minutes} minutes."
        )
    for error in errors:
        print(error, file=sys.stderr)
    return BAD_INPUT if errors else DONE
