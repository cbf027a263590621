"""What a trainee may do. Faces build these; the engine alone decides whether they are allowed now."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from negsim.model.base import Frozen


class Say(Frozen):
    """Speak: at the table and in the closing to the delegation, at the press to the microphones."""

    do: Literal["say"] = "say"
    text: str


class HoldSilence(Frozen):
    """Say nothing and wait."""

    do: Literal["silence"] = "silence"


class Continue(Frozen):
    """Go on with this phase's sensible default."""

    do: Literal["continue"] = "continue"


class Prepare(Frozen):
    """Choose one option of the preparation."""

    do: Literal["prepare"] = "prepare"
    option: str
    issues: tuple[str, ...] = Field(
        default=(), description="an order or a choice of issues, for order, agenda and red_line"
    )
    text: str = Field(default="", description="the trainee's own words, for walk_away and cost")


class SitDown(Frozen):
    """End the preparation and enter the room."""

    do: Literal["sit_down"] = "sit_down"


class Recess(Frozen):
    """Ask for a break."""

    do: Literal["recess"] = "recess"


class Consult(Frozen):
    """Consult allies during the talks."""

    do: Literal["consult"] = "consult"


class NameTactic(Frozen):
    """Mark privately what is being done; right, near and wrong are scored as recognition, apart from conduct."""

    do: Literal["name"] = "name"
    tactic: str


class Hint(Frozen):
    """Ask your team for a hint (practice only)."""

    do: Literal["hint"] = "hint"


class Rewind(Frozen):
    """Take back to the moment before reply ``turn`` (practice only)."""

    do: Literal["rewind"] = "rewind"
    turn: int = Field(ge=1)


class Leave(Frozen):
    """Leave the table."""

    do: Literal["leave"] = "leave"


class DecideClause(Frozen):
    """Decide one clause of the joint text."""

    do: Literal["clause"] = "clause"
    clause: str
    choice: Literal["accept", "amend", "strike"]


class Sign(Frozen):
    """Sign the joint text as it stands."""

    do: Literal["sign"] = "sign"


class Refuse(Frozen):
    """Close without a joint text."""

    do: Literal["refuse"] = "refuse"


Action = Annotated[
    Say | HoldSilence | Continue | Prepare | SitDown | Recess | Consult | NameTactic | Hint | Rewind | Leave
    | DecideClause | Sign | Refuse,
    Field(discriminator="do"),
]  # fmt: skip
ACTION_NAMES = (
    "say", "silence", "continue", "prepare", "sit_down", "recess", "consult", "name", "hint", "rewind", "leave",
    "clause", "sign", "refuse",
)  # fmt: skip
