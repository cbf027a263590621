"""Conditions that scenario YAML may state over the State. Structured data, never evaluated code."""

from __future__ import annotations

from pydantic import Field, model_validator

from negsim.model.base import Frozen
from negsim.model.reading import ConcessionKind


class When(Frozen):
    """A condition; every key given must hold. An empty condition always holds."""

    all: tuple[When, ...] = ()
    any: tuple[When, ...] = ()
    none: tuple[When, ...] = Field(default=(), description="holds when none of these holds")
    tracker: str | None = Field(default=None, description="id of a tracker; needs at_least or below")
    substance: bool = Field(default=False, description="compare the substance score; needs at_least or below")
    conduct: bool = Field(default=False, description="compare the conduct score so far; needs at_least or below")
    issue: str | None = Field(default=None, description="compare the trainee's position value on this issue")
    agreed: str | None = Field(default=None, description="compare the agreed text's value on this issue")
    at_least: int | None = Field(default=None, ge=0, le=100)
    below: int | None = Field(default=None, ge=0, le=101)
    signed: bool | None = Field(default=None, description="whether a joint text was signed")
    left: bool | None = Field(default=None, description="whether the trainee left the table before the closing")
    red_line_crossed: bool | None = Field(default=None, description="whether any of the trainee's red lines is crossed")
    conceded: str | None = Field(default=None, description="something was given on this issue")
    kind: ConcessionKind | None = Field(default=None, description="narrows conceded")
    breached: str | None = Field(default=None, description="this principle was breached")
    times: int = Field(default=1, ge=1, description="at least so often, for conceded and breached")
    flag: str | None = Field(default=None, description="a flag set by preparation, an action or an event")
    accepted: str | None = Field(
        default=None, description="this closing clause stands in the signed text as they wrote it"
    )
    turn_at_least: int | None = Field(default=None, ge=0)
    step: str | None = None

    @model_validator(mode="after")
    def _bounds_belong_together(self) -> When:
        compares = bool(self.tracker or self.substance or self.conduct or self.issue or self.agreed)
        bounded = self.at_least is not None or self.below is not None
        if compares != bounded:
            raise ValueError("tracker, substance, conduct, issue or agreed needs at_least or below, and the reverse")
        return self
