"""What every value of the vocabulary shares: frozen, strict about unknown keys, compared by value."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Percent = Annotated[int, Field(ge=0, le=100)]
"""A whole number from 0 to 100; every tracker and score uses it."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*$", max_length=80)]
"""A stable id: lower case words joined by ``_``, ``-`` or ``.``."""

Prose = Annotated[str, Field(min_length=1, max_length=4000)]
"""Text shown to people. It is data: no face may read it as markup."""


class Frozen(BaseModel):
    """Base of all vocabulary models: immutable, unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False)


class Span(Frozen):
    """A half-open range ``[start, end)`` of characters in a reply."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    def cut(self, text: str) -> str:
        """The characters of ``text`` that this span names."""
        return text[self.start : self.end]
