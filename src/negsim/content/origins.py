"""Where in which file each authored thing stands, so that checks of meaning can point at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from negsim.content.yamlmap import Places


class Origins:
    """Finds the file, line and column of a thing by its id."""

    def __init__(self) -> None:
        self._ids: dict[str, list[tuple[str, int, int]]] = {}

    def add(self, file: str, data: Any, places: Places) -> None:
        """Index all ids of one file."""
        for path, value in _scalars(data, ()):
            line, column = places.of(path)
            if path and path[-1] == "id":
                self._ids.setdefault(str(value), []).append((file, line, column))

    def of(self, item_id: str, file_hint: str = "") -> tuple[str, int, int]:
        """Place of the item with this id; the hint is part of the file's name."""
        places = self._ids.get(item_id, [])
        for place in places:
            if file_hint in place[0]:
                return place
        return places[0] if places else (file_hint or "scenario", 1, 1)


def _scalars(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _scalars(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _scalars(value, (*path, index))
    else:
        yield path, data
