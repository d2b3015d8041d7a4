"""Strategies and shorthands for persons, of any text and of plausible names."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from domain.birth import Birth, Precision
from domain.matching.profile import Identity
from domain.vocabulary import Sex

NAMES = [
    "Amadu",
    "Mamadu",
    "Mamadou",
    "Fatu",
    "Fati",
    "Fatoumata",
    "Diallo",
    "Djaló",
    "Ndiaye",
    "Njie",
    "N'Diaye",
    "Diop",
    "Diouf",
    "Conceição",
    "Maria",
    "da",
    "Silva",
    "dos",
    "Santos",
    "Gonçalves",
    "Ba",
    "Bá",
    "Sow",
    "Só",
    "Cá",
    "Có",
    "Jean-Baptiste",
    "dit",
    "Petit",
]


def on(day: str) -> Birth:
    """A birth known to the day, ``YYYY-MM-DD``."""
    return Birth(precision=Precision.day, on=day)


def aged(years: int, said: str = "2026-06-01") -> Birth:
    """A birth known as an age on a day."""
    return Birth(
        precision=Precision.estimated_age, estimated_age=years, estimated_on=date.fromisoformat(said)
    )


names = st.one_of(st.none(), st.text(max_size=40), st.lists(st.sampled_from(NAMES), max_size=5).map(" ".join))
births = st.one_of(
    st.none(),
    st.dates(date(1, 1, 1), date(9990, 1, 1)).map(lambda day: on(day.isoformat())),
    st.integers(0, 130).map(aged),
    st.integers(1900, 2026).map(lambda year: Birth(precision=Precision.year, on=str(year))),
    st.just(Birth(precision=Precision.unknown)),
)
identities = st.builds(
    Identity,
    given_name=names,
    family_name=names,
    other_names=names,
    mother_name=names,
    sex=st.sampled_from(Sex),
    birth=births,
    identifiers=st.lists(
        st.tuples(st.sampled_from(["national_id", "voter"]), st.text(max_size=12)), max_size=2
    ).map(tuple),
    phones=st.lists(st.text("0123456789 +-", max_size=16), max_size=2).map(tuple),
    area=st.sampled_from([None, "GW-01", "GW-02"]),
    village=names,
    address=names,
)
