"""YAML with places: plain data plus the line and column of every node.

Only the safe tags are read. Duplicate keys are problems, because the later one would silently win.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from negsim.content.problems import Problem

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 4_000_000
"""A content file larger than this is refused: no author writes one by hand."""

Path_ = tuple[str | int, ...]


class Places:
    """Line and column (from 1) of the nodes of one document, by path of keys and indexes."""

    def __init__(self) -> None:
        self._at: dict[Path_, tuple[int, int]] = {}

    def put(self, path: Path_, mark: Any) -> None:
        """Remember where the node at ``path`` begins."""
        self._at[path] = (mark.line + 1, mark.column + 1)

    def of(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Place of the node at ``path``, or of its nearest known parent."""
        parts = tuple(path)
        while parts:
            if parts in self._at:
                return self._at[parts]
            parts = parts[:-1]
        return self._at.get((), (1, 1))

    def below(self, path: Path_) -> Places:
        """The places of the part of the document at ``path``, with paths from there."""
        part = Places()
        for key, place in self._at.items():
            if key[: len(path)] == path:
                part._at[key[len(path) :]] = place
        return part


def read_yaml(text: str, file: str) -> tuple[Any, Places, list[Problem]]:
    """Data, places and problems of one YAML document; data is None when it cannot be parsed."""
    places = Places()
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return None, places, [Problem(file, 1, 1, "The file is larger than 4 MB.", "Split it.")]
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = getattr(error, "problem", None) or "it cannot be read as YAML"
        return (
            None,
            places,
            [
                Problem(
                    file, line, column, f"Not valid YAML: {what}.", "Check indentation, quotes and colons in this line."
                )
            ],
        )
    problems: list[Problem] = []
    if node is None:
        return None, places, problems
    loader = yaml.SafeLoader("")
    try:
        return _build(node, (), places, problems, file, loader, set()), places, problems
    except yaml.YAMLError as error:
        return (
            None,
            places,
            [
                *problems,
                Problem(file, 1, 1, f"Not plain data: {error}.", "Use only text, numbers, true/false, lists and maps."),
            ],
        )
    finally:
        loader.dispose()


def _build(
    node: Any, path: Path_, places: Places, problems: list[Problem], file: str, loader: Any, open_nodes: set[int]
) -> Any:
    places.put(path, node.start_mark)
    if id(node) in open_nodes:
        raise yaml.YAMLError("an anchor that contains itself")
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:timestamp":  # dates are words here, not calendar objects
            return node.value
        return loader.construct_object(node)
    plain = "tag:yaml.org,2002:" + ("seq" if isinstance(node, yaml.SequenceNode) else "map")
    if node.tag != plain:
        raise yaml.YAMLError(f"the tag '{node.tag}'")
    open_nodes.add(id(node))
    try:
        if isinstance(node, yaml.SequenceNode):
            return [
                _build(child, (*path, i), places, problems, file, loader, open_nodes)
                for i, child in enumerate(node.value)
            ]
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*path, key)
            if key in out:
                line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
                problems.append(Problem(file, line, column, f"The key '{key}' stands twice.", "Keep one of them."))
            out[key] = _build(value_node, here, places, problems, file, loader, open_nodes)
            places.put(here, key_node.start_mark)
        return out
    finally:
        open_nodes.discard(id(node))
