"""The command line: arguments and nothing else. Each command imports what it needs when it runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from negsim import __version__
from negsim.cli.codes import BAD_INPUT

Command = Callable[[argparse.Namespace], int]

_DOCTRINES = "balanced, firm_shaping, structural_realism, deterrence_alliance, adversary_craft, incentive_order"


def run(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code: 0 done, 1 the work failed, 2 bad input or usage."""
    parser = build_parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    from negsim.cli.failures import guarded

    return guarded(arguments)


def build_parser() -> argparse.ArgumentParser:
    """The parser with all commands."""
    parser = argparse.ArgumentParser(
        prog="negsim",
        description="Rehearse a negotiation against a simulated Kremlin delegation, by free text, offline.",
        epilog="Example: negsim play alaska-2025 --plain",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"negsim {__version__}")
    _places(parser)
    parser.set_defaults(command="home")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    play = _command(commands, "play", "Play one session.", "negsim play march-call-2025 --plain --seed 7")
    play.add_argument("scenario", help="id of a scenario, such as alaska-2025")
    _faces(play)
    play.add_argument("--seed", type=_seed, default=None, metavar="N", help="same seed and replies, same session")
    play.add_argument("--doctrine", default="balanced", help=f"who judges: {_DOCTRINES}")
    play.add_argument("--difficulty", choices=("gentle", "standard", "severe"), default="standard")
    play.add_argument(
        "--mode", choices=("practice", "exam"), default="practice", help="exam: no feedback until the debrief"
    )
    play.add_argument(
        "--sensitive",
        action="append",
        default=[],
        metavar="KIND",
        help="switch on toned-down content: bereavement, identity, children, nuclear",
    )
    play.add_argument("--no-save", action="store_true", help="write nothing")

    resume = _command(commands, "resume", "Go on with a saved session.", "negsim resume alaska-2025-3 --plain")
    resume.add_argument("session", nargs="?", help="id of a session; the latest open one when left out")
    _faces(resume)

    sessions = _command(commands, "sessions", "List saved sessions.", "negsim sessions")
    sessions.add_argument("--json", action="store_true", help="one JSON object a line")

    report = _command(commands, "report", "Write the debrief of a session.", "negsim report alaska-2025-3 --format md")
    report.add_argument("session", help="id of a session")
    report.add_argument("--format", choices=("text", "md", "html", "json"), default="text")
    report.add_argument("--output", metavar="FILE", help="write there instead of to the screen")

    score = _command(
        commands, "score", "Judge replies in bulk: JSON lines in, JSON lines out.", "negsim score replies.jsonl"
    )
    score.add_argument("file", nargs="?", default="-", help="file of JSON lines; '-' or nothing reads standard input")
    score.add_argument("--doctrine", default="balanced", help=f"who judges: {_DOCTRINES}")

    scenario = _command(commands, "scenario", "Check, show or draw scenarios.", "negsim scenario check alaska-2025")
    actions = scenario.add_subparsers(title="what to do", metavar="ACTION", required=True, dest="action")
    for name, text in (
        ("check", "Print every mistake in a pack, with file, line and cure."),
        ("list", "List the scenarios."),
        ("show", "Print the dossier of a scenario."),
        ("graph", "Print the phases as a mermaid diagram."),
        ("schema", "Print the JSON schema of a scenario."),
    ):
        action = actions.add_parser(name, help=text, description=text, allow_abbrev=False)
        _places(action)
        if name == "check":
            action.add_argument("scenario", nargs="*", help="ids; all of them when left out")
        elif name in ("show", "graph"):
            action.add_argument("scenario", help="id of a scenario")

    _command(commands, "doctor", "Say what this installation has and where data lives.", "negsim doctor")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str, example: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text, epilog=f"Example: {example}", allow_abbrev=False)
    parser.set_defaults(command=name)
    _places(parser)
    return parser


def _places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help="data folder; overrides NEGSIM_HOME")
    parser.add_argument(
        "--scenarios",
        metavar="DIR",
        action="append",
        default=argparse.SUPPRESS,
        help="another folder of scenario packs",
    )


def _faces(parser: argparse.ArgumentParser) -> None:
    face = parser.add_mutually_exclusive_group()
    face.add_argument("--plain", action="store_true", help="plain lines, for screen readers and pipes")
    face.add_argument("--json", action="store_true", help="newline-delimited JSON on standard input and output")
    parser.add_argument("--reveal", action="store_true", help="show tactic, step and reasons with each line")


def _seed(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = -1
    if not 0 <= value < 2**63:
        raise argparse.ArgumentTypeError(f"'{text}' is not a seed; give a whole number from 0 on, such as 7")
    return value


def usage_error(message: str) -> int:
    """Say on standard error what is wrong; returns the exit code for bad input."""
    print(f"negsim: {message}", file=sys.stderr)
    return BAD_INPUT
