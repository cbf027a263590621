"""From plain data to vocabulary models: pydantic's complaints become problems that an author can act on."""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from negsim.content.problems import Problem, did_you_mean
from negsim.content.yamlmap import Places

T = TypeVar("T")


def build(kind: Any, data: Any, places: Places, file: str, problems: list[Problem]) -> Any | None:
    """``data`` as an instance of ``kind`` (a model or a type such as tuple[Model, ...]); None when it is defective."""
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            problems.append(_problem(kind, item, places, file))
        return None


def _problem(kind: Any, item: Any, places: Places, file: str) -> Problem:
    loc: tuple[str | int, ...] = item["loc"]
    line, column = places.of(loc)
    where = ".".join(str(part) for part in loc) or "the file"
    code = item["type"]
    if code == "extra_forbidden":
        owner = _model_at(kind, loc[:-1])
        known = list(owner.model_fields) if owner else []
        return Problem(file, line, column, f"Unknown key '{loc[-1]}'.", did_you_mean(str(loc[-1]), known))
    if code == "missing":
        return Problem(file, line, column, f"'{where}' is missing.", f"Add the key '{loc[-1]}'.")
    if code in ("literal_error", "enum"):
        expected = str(item.get("ctx", {}).get("expected", ""))
        known = [part.strip().strip("'") for part in expected.replace(" or ", ", ").split(",")]
        return Problem(
            file,
            line,
            column,
            f"'{item['input']}' is not allowed for '{where}'.",
            did_you_mean(str(item["input"]), known),
        )
    if code == "string_pattern_mismatch":
        return Problem(
            file,
            line,
            column,
            f"'{item['input']}' is not a valid id for '{where}'.",
            "Use lower case letters and digits, joined by '_', '-' or '.'.",
        )
    return Problem(file, line, column, f"'{where}': {item['msg']}.", _cure_for(code, item.get("input")))


def _cure_for(code: str, given: Any) -> str:
    if code in ("int_type", "int_parsing", "int_from_float"):
        return f"Write a whole number in place of {given!r}."
    if code == "string_type":
        return f"Write text in quotes in place of {given!r}."
    if code in ("tuple_type", "list_type"):
        return "Write a list: one item a line, each after '- '."
    if code in ("dict_type", "model_type", "model_attributes_type"):
        return "Write a map of 'key: value' lines."
    if code in ("greater_than_equal", "less_than_equal"):
        return "Stay inside the range."
    return "Correct the value."


def _model_at(kind: Any, loc: Sequence[str | int]) -> type[BaseModel] | None:
    """The model whose key the last part of a location names; None when it cannot be told."""
    current = kind
    for part in loc:
        current = _unwrap(current)
        if isinstance(part, int):
            args = typing.get_args(current)
            current = args[0] if args else None
        elif isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(part)
            current = field.annotation if field else None
        elif typing.get_origin(current) is dict:
            current = typing.get_args(current)[1]
        else:
            return None
    current = _unwrap(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _unwrap(kind: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        return _unwrap(typing.get_args(kind)[0])
    if origin in (typing.Union, types.UnionType):
        real = [arg for arg in typing.get_args(kind) if arg is not type(None)]
        return _unwrap(real[0]) if real else None
    return kind
