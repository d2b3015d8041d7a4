"""What the rules may look at besides the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from domain.birth import Birth
from domain.programme import Office, Programme
from domain.vocabulary import Sex


class Home(NamedTuple):
    """An active household of kind ``household`` that somebody already belongs to."""

    code: str
    compound: str | None


class Known(NamedTuple):
    """What the register says of a member who is already in it."""

    sex: Sex
    birth: Birth
    deceased: bool
    homes: Sequence[Home]
    code: str = ""


@dataclass(frozen=True)
class Context:
    """``known`` is keyed by the position of the member in the form.

    ``holders`` says who has an identifier already: (scheme, country, compact value) to a printed code.
    ``phone_homes`` counts the households reached by a number (E.164). ``look_alikes`` are the codes of
    registered persons a member looks like, by position. ``may_override``: whoever asks holds the right to.
    """

    programme: Programme
    office: Office
    today: date
    known: Mapping[int, Known] = field(default_factory=dict)
    holders: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    phone_homes: Mapping[str, int] = field(default_factory=dict)
    look_alikes: Mapping[int, Sequence[str]] = field(default_factory=dict)
    may_override: bool = False
