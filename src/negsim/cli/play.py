"""Starting and resuming sessions in one of the three faces."""

from __future__ import annotations

import argparse
import secrets
import sys

from negsim.cli.places import home_of, now, scenario_folders


def open_home(arguments: argparse.Namespace) -> int:
    """``negsim`` alone: the home screen."""
    from negsim.tui.app import run_tui

    return run_tui(home_of(arguments), scenario_folders(arguments), None, None, save=True)


def play(arguments: argparse.Namespace) -> int:
    """``negsim play SCENARIO``."""
    from negsim.content.library import load_catalogue
    from negsim.content.shelf import Shelf
    from negsim.engine.sittings import Choices, Sittings
    from negsim.store.saves import Saves

    choices = Choices(
        scenario=arguments.scenario,
        seed=secrets.randbelow(1_000_000) if arguments.seed is None else arguments.seed,
        doctrine=arguments.doctrine,
        difficulty=arguments.difficulty,
        mode=arguments.mode,
        sensitive=tuple(dict.fromkeys(arguments.sensitive)),
    )
    folders = scenario_folders(arguments)
    Sittings(None, folders).check(choices)
    Shelf(folders).load(choices.scenario, load_catalogue())  # say what is wrong before a screen opens or a save is made
    if not (arguments.plain or arguments.json):
        from negsim.tui.app import run_tui

        return run_tui(home_of(arguments), folders, choices, None, save=not arguments.no_save)
    saves = None if arguments.no_save else Saves(home_of(arguments))
    try:
        sittings = Sittings(saves, folders)
        session_id, session = sittings.start(choices, now())
        if arguments.json:
            from negsim.cli.jsonface import JsonFace

            return JsonFace(session, session_id, sys.stdin, sys.stdout, arguments.reveal).run(fresh=True)
        from negsim.cli.plainface import PlainFace

        return PlainFace(session, session_id, saves, sys.stdin, sys.stdout, arguments.reveal).run(fresh=True)
    finally:
        if saves is not None:
            saves.close()


def resume(arguments: argparse.Namespace) -> int:
    """``negsim resume [SESSION]``."""
    from negsim.cli.arguments import usage_error
    from negsim.engine.sittings import Sittings
    from negsim.store.saves import Saves

    folders = scenario_folders(arguments)
    with Saves(home_of(arguments)) as saves:
        session_id = arguments.session
        if session_id is None:
            latest = saves.latest_open()
            if latest is None:
                return usage_error("there is no open session to resume. Start one with: negsim play alaska-2025")
            session_id = latest.id
        saves.events(session_id)  # an unknown id is said before a screen opens
        if not (arguments.plain or arguments.json):
            from negsim.tui.app import run_tui

            return run_tui(home_of(arguments), folders, None, session_id, save=True)
        session = Sittings(saves, folders).resume(session_id)
        if arguments.json:
            from negsim.cli.jsonface import JsonFace

            return JsonFace(session, session_id, sys.stdin, sys.stdout, arguments.reveal).run(fresh=False)
        from negsim.cli.plainface import PlainFace

        return PlainFace(session, session_id, saves, sys.stdin, sys.stdout, arguments.reveal).run(fresh=False)
