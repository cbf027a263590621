"""``negsim sessions``, ``report`` and ``doctor``: what is saved, what it amounts to, and what this installation has."""

from __future__ import annotations

import argparse
import json
import os
import platform
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from negsim import __version__
from negsim.cli.codes import DONE, FAILED
from negsim.cli.places import home_of, scenario_folders
from negsim.content.texts import say
from negsim.model.text import clean_text
from negsim.store.errors import StoreError
from negsim.store.saves import FILE_NAME, SavedSession, Saves

WIDTH = 79
"""Columns of a report in plain text."""
LIBRARIES = ("numpy", "pydantic", "pyyaml", "textual", "transitions")


def sessions(arguments: argparse.Namespace) -> int:
    """``negsim sessions``: the latest first."""
    found: list[SavedSession] = []
    if (home_of(arguments) / FILE_NAME).exists():
        with Saves(home_of(arguments)) as saves:
            found = saves.sessions()
    if arguments.json:
        for one in found:
            print(json.dumps(_session_object(one), ensure_ascii=True))
        return DONE
    if not found:
        print("No session is saved yet. Start one with: negsim play march-call-2025")
        return DONE
    _show("\n".join(_table([("session", "started", "state", "outcome", "conduct"), *map(_session_row, found)])) + "\n")
    return DONE


def _session_object(one: SavedSession) -> dict[str, object]:
    return {
        "session": one.id, "scenario": one.scenario, "started": one.started, "ended": one.ended,
        "title": one.ending, "outcome": one.outcome if one.ended else None,
        "conduct": one.conduct if one.ended else None,
    }  # fmt: skip


def _session_row(one: SavedSession) -> tuple[str, ...]:
    numbers = ("" if value is None or not one.ended else str(value) for value in (one.outcome, one.conduct))
    return (one.id, one.started[:16].replace("T", " "), one.ending if one.ended else "open", *numbers)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    clean = [[" ".join(clean_text(cell).split()) for cell in row] for row in rows]
    sizes = [max(len(row[column]) for row in clean) for column in range(len(clean[0]))]
    for row in clean:
        yield "  ".join(cell.ljust(size) for cell, size in zip(row, sizes, strict=True)).rstrip()


def report(arguments: argparse.Namespace) -> int:
    """``negsim report SESSION``: the debrief, to the screen or to a file that only its owner can read."""
    from negsim.cli.arguments import usage_error
    from negsim.content.library import load_catalogue
    from negsim.content.shelf import Shelf
    from negsim.model.events import SessionEnded, SessionOpened
    from negsim.reports import render
    from negsim.reports.debrief import build_debrief

    with Saves(home_of(arguments)) as saves:
        events = saves.events(arguments.session)
    opened = events[0]
    assert isinstance(opened, SessionOpened)  # Saves.events refuses anything else
    if opened.setup.mode == "exam" and not isinstance(events[-1], SessionEnded):
        return usage_error(f"session {arguments.session} is an exam and not over; its debrief can be read when it is")
    catalogue = load_catalogue()
    pack = Shelf(scenario_folders(arguments)).load(opened.setup.scenario, catalogue)
    if pack.content_hash != opened.setup.content_hash:
        print(
            f"negsim: the scenario '{pack.scenario.id}' has changed since this session; what it says now is shown.",
            file=sys.stderr,
        )
    debrief = build_debrief(events, pack.scenario, catalogue)
    writers = {
        "text": lambda: render.to_text(debrief, WIDTH),
        "md": lambda: render.to_markdown(debrief),
        "html": lambda: render.to_html(debrief),
        "json": lambda: render.to_json(debrief),
    }
    text = writers[arguments.format]()
    if arguments.output in (None, "-"):
        _show(text)
    else:
        write_private(Path(arguments.output).expanduser(), text)
    return DONE


def write_private(path: Path, text: str) -> None:
    """Write the whole file or nothing; only its owner can read it. Raises OSError."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder. Name a file in it with --output.")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _show(text: str) -> None:
    """Write to the screen; what its encoding cannot show becomes a question mark and is no failure."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    sys.stdout.flush()


def doctor(arguments: argparse.Namespace) -> int:
    """``negsim doctor``: versions, places, permissions, reader, scenarios. Nothing that was said is shown."""
    well = True
    for finding, good in (*_versions(), *_data(home_of(arguments)), *_reader(), *_scenarios(arguments)):
        well = well and good
        _show(f"{'ok ' if good else 'BAD'}  {' '.join(clean_text(finding).split())}\n")
    _show(say("local") + "\n")
    return DONE if well else FAILED


Finding = tuple[str, bool]


def _versions() -> Iterator[Finding]:
    yield f"negsim {__version__}", True
    yield f"Python {platform.python_version()} on {platform.system()} {platform.machine()}", sys.version_info >= (3, 11)
    for name in LIBRARIES:
        try:
            yield f"{name} {version(name)}", True
        except PackageNotFoundError:
            yield f"{name} is not installed. Install negsim again.", False


def _data(home: Path) -> Iterator[Finding]:
    """The data folder. It is looked at before anything opens it, because opening it mends its permissions."""
    if not home.exists():
        yield f"Data folder: {home} (not there yet; it is made with the first session)", True
        return
    yield f"Data folder: {home} ({_mode(home)})", os.access(home, os.W_OK | os.X_OK) and not _open_to_others(home)
    file = home / FILE_NAME
    if not file.exists():
        yield "Saves: none yet", True
        return
    if _open_to_others(file):
        yield f"Saves: {file} ({_mode(file)}) can be read by others. It is closed when negsim next opens it.", False
        return
    try:
        with Saves(home) as saves:
            found = saves.sessions()
    except StoreError as error:
        yield f"Saves: {error}", False
        return
    ended = sum(one.ended for one in found)
    size = file.stat().st_size // 1024
    yield f"Saves: {file} ({_mode(file)}, {size} KiB): sessions: {len(found)}, ended: {ended}", True


def _mode(path: Path) -> str:
    return f"mode {stat.S_IMODE(path.stat().st_mode):04o}" if os.name == "posix" else "private to this account"


def _open_to_others(path: Path) -> bool:
    """Whether others can read a file, or what lies in a folder."""
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & (0o077 if path.is_file() else 0o022))


def _reader() -> Iterator[Finding]:
    from negsim.engine.sittings import reader_label
    from negsim.nlu.encoder import ModelFileError

    try:
        label = reader_label()
    except ModelFileError as error:
        yield f"Reader: the learned part cannot be used: {error}", False
        return
    meaning = {"rules": "rules alone; the learned part is not installed", "rules+model": "rules and the learned part"}
    yield f"Reader: {label} ({meaning.get(label, label)})", True


def _scenarios(arguments: argparse.Namespace) -> Iterator[Finding]:
    from negsim.content.library import load_catalogue
    from negsim.content.problems import ContentError
    from negsim.content.shelf import Shelf

    try:
        catalogue = load_catalogue()
    except ContentError as error:
        yield f"Catalogue: {len(error.problems)} problems, first: {error.problems[0]}", False
        return
    shelf = Shelf(scenario_folders(arguments))
    packs = shelf.packs()
    if not packs:
        yield "Scenarios: none found. Install negsim again, or name a folder with --scenarios.", False
    for name, folder in sorted(packs.items()):
        try:
            shelf.load(name, catalogue)
        except ContentError as error:
            count = len(error.problems)
            yield f"Scenario {name} ({folder}): {count} problems. See: negsim scenario check {name}", False
        else:
            yield f"Scenario {name} ({folder}): right", True
