"""The walls: who may import whom, what the core must not load, and that the drawing in the docs is current."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
SOURCE = TOP / "src" / "negsim"
DOC = TOP / "docs" / "architecture.md"
CORE = ("model", "content", "nlu", "scoring", "delegation", "store", "engine", "reports")
BANNED_IN_CORE = {
    "textual",
    "rich",
    "time",
    "datetime",
    "random",
    "secrets",
    "socket",
    "http",
    "urllib",
    "asyncio",
    "torch",
}


def _table() -> dict[str, set[str]]:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", DOC.read_text(encoding="utf-8"), re.M)
    return {room: set(re.findall(r"`(\w+)`", allowed)) for room, allowed in rows}


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names if node.module == "negsim"}
    return found


def _files(room: str) -> list[Path]:
    return sorted((SOURCE / room).rglob("*.py"))


ROOMS = sorted(path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").is_file())


def test_every_room_stands_in_the_table() -> None:
    assert set(_table()) == set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_downwards(room: str) -> None:
    allowed = _table()[room] | {room}
    wrong = [
        f"{path.relative_to(SOURCE)}: {name}"
        for path in _files(room)
        for name in sorted(_imports(path))
        if name.startswith("negsim.") and name.split(".")[1] in ROOMS and name.split(".")[1] not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize("room", CORE)
def test_core_imports_no_clock_network_chance_or_screen(room: str) -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}: {name}"
        for path in _files(room)
        for name in sorted(_imports(path))
        if name.split(".")[0] in BANNED_IN_CORE
    ]
    assert wrong == []


def _loaded_after(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(' '.join(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in out.stdout.split()}


def test_core_loads_without_textual() -> None:
    modules = [
        "negsim." + ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for room in CORE
        for path in _files(room)
    ]
    assert "textual" not in _loaded_after("\n".join(f"import {name}" for name in modules))


def test_help_loads_neither_pydantic_nor_textual() -> None:
    loaded = _loaded_after("from negsim.cli.arguments import build_parser; build_parser().format_help()")
    assert not loaded & {"pydantic", "textual", "yaml", "transitions", "numpy"}


def test_no_room_is_overcrowded() -> None:
    crowded = {
        str(path.relative_to(SOURCE)): count
        for path in SOURCE.rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert crowded == {}


def test_drawing_of_the_phases_is_current() -> None:
    from negsim.content.library import load_catalogue
    from negsim.content.shelf import Shelf
    from negsim.engine.phases import PhaseMachine

    pack = Shelf().load("alaska-2025", load_catalogue())
    drawn = PhaseMachine(pack.scenario).drawing()
    assert f"```mermaid\n{drawn}\n```" in DOC.read_text(encoding="utf-8")
