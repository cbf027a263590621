"""The moment in which the tests of this folder read replies."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from negsim.model.reading import Reading
from negsim.nlu.context import Subject

SUBJECTS = (
    Subject("ceasefire", "the ceasefire", "A general ceasefire of thirty days", ("ceasefire", "thirty days"), key=True),
    Subject("territory", "the land", "Withdrawal from Ukrainian land", ("Donbas", "withdrawal"), key=True),
    Subject("sanctions", "the sanctions", "Sanctions and their relief", ("sanctions", "tariffs"), key=True),
    Subject("military_aid", "arms for Ukraine", "Arms and intelligence", ("deliveries", "intelligence"), key=True),
    Subject("prisoners", "the exchange", "Exchange of prisoners", ("prisoners", "exchange"), key=True),
    Subject("economic_deals", "business", "Flights and business", ("flights", "Arctic"), key=False),
)

Read = Callable[..., Reading]


def catalogue_text(name: str) -> str:
    """The text of a file of the shared catalogue."""
    return files("negsim.content").joinpath("catalogue", name).read_text(encoding="utf-8")
