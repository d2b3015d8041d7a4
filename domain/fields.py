"""What every kind of record is made of: the values a field may hold, and marks that say what it is for.

A record is a bag of named fields. Values are strings, whole numbers, booleans, None, or lists and maps of
these; never floats, so that canonical bytes are the same on every machine. None means never set.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from domain.birth import Precision, fits

Json = str | int | bool | list[Any] | dict[str, Any] | None
Fields = dict[str, Json]


FIRST_YEAR, LAST_YEAR = 1850, 2300
_BY_LENGTH = {4: Precision.year, 7: Precision.month, 10: Precision.day}


@lru_cache(maxsize=1 << 12)
def _day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("not YYYY-MM-DD")
    _within_reason(int(text[:4]))
    return text


def _within_reason(year: int) -> None:
    """A date at the end of time breaks whoever counts a day on from it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("a year nobody means")


def birth_day(text: str) -> str:
    if not fits(text, _BY_LENGTH.get(len(text), Precision.unknown)):
        raise ValueError("not YYYY, YYYY-MM or YYYY-MM-DD")
    return text


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    _within_reason(moment.year)
    return text


class Ref:
    """Marks a field that holds another record's id."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds


class Identity:
    """Marks a field that says who someone is: the first value stands until a person decides."""


Name = Annotated[str, Field(max_length=120), Identity()]
Short = Annotated[str, Field(max_length=200)]
Note = Annotated[str, Field(max_length=2000)]
Day = Annotated[str, AfterValidator(_day)]
Moment = Annotated[str, Field(max_length=40), AfterValidator(_moment)]
HouseholdRef = Annotated[str, Ref("household")]
PersonRef = Annotated[str, Ref("person")]


class Record(BaseModel):
    """Base of every kind. Unknown fields are kept and forwarded: a newer office may know more."""

    model_config = ConfigDict(extra="allow")
