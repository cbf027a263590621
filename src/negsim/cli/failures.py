"""Runs a command and turns its failures into one clear sentence and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module

from negsim.cli.codes import BAD_INPUT, DONE, FAILED

_COMMANDS: dict[str, str] = {
    "home": "negsim.cli.play:open_home",
    "play": "negsim.cli.play:play",
    "resume": "negsim.cli.play:resume",
    "sessions": "negsim.cli.records:sessions",
    "report": "negsim.cli.records:report",
    "score": "negsim.cli.score:score",
    "scenario": "negsim.cli.packs:scenario",
    "doctor": "negsim.cli.records:doctor",
}


def command_for(name: str) -> Callable[[argparse.Namespace], int]:
    """The function that carries out a command."""
    module, _, function = _COMMANDS[name].partition(":")
    found: Callable[[argparse.Namespace], int] = getattr(import_module(module), function)
    return found


def guarded(arguments: argparse.Namespace) -> int:
    """Run the command of ``arguments``; never lets a foreseen failure out as a traceback."""
    from negsim.content.problems import ContentError
    from negsim.content.shelf import UnknownScenario
    from negsim.engine.errors import EngineError
    from negsim.engine.fold import NotASession
    from negsim.store.errors import NoSuchSession, StoreError

    try:
        return command_for(arguments.command)(arguments)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return DONE
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (UnknownScenario, EngineError, NoSuchSession) as error:
        print(f"negsim: {error}", file=sys.stderr)
        return BAD_INPUT
    except ContentError as error:
        print(f"negsim: this scenario cannot be used:\n{error}", file=sys.stderr)
        return BAD_INPUT
    except (StoreError, NotASession, OSError) as error:
        print(f"negsim: {error}", file=sys.stderr)
        return FAILED
