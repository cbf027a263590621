"""Scenario packs: folders of YAML and Markdown become one checked Scenario and a content hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from negsim.content.checks import check_scenario
from negsim.content.origins import Origins
from negsim.content.problems import ContentError, Problem, did_you_mean
from negsim.content.validation import build
from negsim.content.yamlmap import read_yaml
from negsim.model.catalogue import Catalogue
from negsim.model.scenario import Card, DelegationLine, Scenario

PARTS = (
    "preparation", "table", "beats", "claims", "closing", "press", "world", "endings", "aftermath", "exemplars",
)  # fmt: skip
"""Keys of Scenario that may stand in a file of their own name."""


@dataclass(frozen=True)
class Pack:
    """A scenario ready to play."""

    scenario: Scenario
    content_hash: str
    """sha256 over the pack's files; a save remembers it."""
    folder: Path


def content_files(folder: Path) -> list[Path]:
    """The files of a pack that count, sorted by name."""
    found = [*folder.glob("*.yaml"), *folder.glob("*.md"), *(folder / "lines").glob("*.yaml")]
    return sorted(path for path in found if path.is_file())


def load_pack(folder: Path, catalogue: Catalogue) -> Pack:
    """The pack in ``folder``. Raises ContentError with all problems of all its files."""
    scenario, origins, problems = _assemble(folder)
    if scenario is not None:
        problems += check_scenario(scenario, catalogue, origins)
    if problems or scenario is None:
        raise ContentError(problems)
    return Pack(scenario, _hash(folder), folder)


def load_card(folder: Path) -> Card:
    """Only the card, for lists. Raises ContentError."""
    problems: list[Problem] = []
    card = _read(folder / "card.yaml", folder, Card, problems, Origins())
    if card is None or problems:
        raise ContentError(problems)
    assert isinstance(card, Card)
    return card


def _hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in content_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(b"\0")
        # A checkout with other line ends is the same content.
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
        digest.update(b"\0")
    return digest.hexdigest()


def _load_text(path: Path, folder: Path, problems: list[Problem]) -> str | None:
    name = path.relative_to(folder.parent).as_posix()
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.append(Problem(name, 1, 1, "The file is missing.", "Create it; docs/authoring.md says what it holds."))
    except UnicodeDecodeError as error:
        problems.append(Problem(name, 1, 1, f"Not UTF-8 text (byte {error.start}).", "Save the file as UTF-8."))
    except OSError as error:
        problems.append(Problem(name, 1, 1, f"It cannot be read: {error.strerror}.", "Check the file's permissions."))
    return None


def _read(path: Path, folder: Path, kind: Any, problems: list[Problem], origins: Origins) -> Any | None:
    text = _load_text(path, folder, problems)
    if text is None:
        return None
    name = path.relative_to(folder.parent).as_posix()
    data, places, found = read_yaml(text, name)
    problems += found
    if found:
        return None
    origins.add(name, data, places)
    return build(kind, data, places, name, problems)


def _assemble(folder: Path) -> tuple[Scenario | None, Origins, list[Problem]]:
    problems: list[Problem] = []
    origins = Origins()
    if not folder.is_dir():
        return None, origins, [Problem(folder.name, 1, 1, "There is no such scenario folder.", "Create it.")]
    values: dict[str, Any] = {}
    card = _read(folder / "card.yaml", folder, Card, problems, origins)
    text = _load_text(folder / "scenario.yaml", folder, problems)
    main: Any = None
    if text is not None:
        name = f"{folder.name}/scenario.yaml"
        main, places, found = read_yaml(text, name)
        problems += found
        if not isinstance(main, dict):
            if not found:
                problems.append(Problem(name, 1, 1, "A map of keys is expected.", "Write 'key: value' lines."))
            main = None
        else:
            origins.add(name, main, places)
            values |= _main_fields(main, places, name, problems)
    for part in PARTS:
        path = folder / f"{part}.yaml"
        if main is not None and part in main:
            continue
        field = Scenario.model_fields[part]
        if not path.is_file() and not field.is_required():
            continue
        values[part] = _read(path, folder, field.annotation, problems, origins)
    lines: list[DelegationLine] = []
    for path in sorted((folder / "lines").glob("*.yaml")):
        lines += _read(path, folder, tuple[DelegationLine, ...], problems, origins) or ()
    briefing = _load_text(folder / "briefing.md", folder, problems) or ""
    if problems:
        return None, origins, problems
    return Scenario(**{**values, "card": card, "lines": tuple(lines), "briefing": briefing}), origins, problems


def _main_fields(main: dict[str, Any], places: Any, name: str, problems: list[Problem]) -> dict[str, Any]:
    """The keys of scenario.yaml, each built by its field's type."""
    values: dict[str, Any] = {}
    allowed = set(Scenario.model_fields) - {"card", "lines", "briefing"}
    for key, data in main.items():
        if key not in allowed:
            line, column = places.of((key,))
            problems.append(Problem(name, line, column, f"Unknown key '{key}'.", did_you_mean(key, allowed)))
            continue
        field = Scenario.model_fields[key]
        values[key] = build(field.annotation, data, places.below((key,)), name, problems)
    for key in sorted(allowed - set(main) - set(PARTS)):
        if Scenario.model_fields[key].is_required():
            problems.append(Problem(name, 1, 1, f"'{key}' is missing.", f"Add the key '{key}'."))
    return values
