"""Words of the program itself, kept as data beside the catalogue. Light: it loads neither models nor screens."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

_FOLDER = Path(__file__).parent / "catalogue"
_BLANK = re.compile(r"\{([a-z_]+)\}")


class Words:
    """The texts of one file, by key. Blanks are filled in one pass: what fills one is never read."""

    def __init__(self, file_name: str) -> None:
        self._file = _FOLDER / file_name

    @cached_property
    def all(self) -> dict[str, str]:
        """Text by key."""
        import yaml

        data = yaml.safe_load(self._file.read_text(encoding="utf-8"))
        return {str(key): str(value).rstrip("\n") for key, value in data.items()}

    def __call__(self, key: str, **fill: object) -> str:
        """The text of ``key`` with its blanks filled. KeyError when there is none, or a blank is not given."""
        return _BLANK.sub(lambda blank: str(fill[blank.group(1)]), self.all[key])

    def known(self, key: str, otherwise: str) -> str:
        """The text of ``key`` as it stands, or ``otherwise``; for ids that a pack or the catalogue may add."""
        return self.all.get(key, otherwise)


say = Words("texts.yaml")
"""Words that all faces share."""
