"""Two offices of two programmes, a household, a person, and a few eyes to look at a PDF with."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from desktop.printing.facts import CardFacts, Issuer, ReceiptFacts
from domain.birth import Birth, Precision
from domain.vocabulary import Sex
from packs.places import resources
from packs.reading import load


def _issuer(pack: Path, office: str, officer: str) -> Issuer:
    programme = load(pack)
    found = programme.office(office)
    assert found is not None
    at = datetime(2026, 3, 12, 9, 5, tzinfo=UTC)
    return Issuer(programme.letterhead, found, officer, at, programme.paper)


@pytest.fixture(scope="session")
def nowshera() -> Issuer:
    return _issuer(resources() / "programmes" / "kp-one-window", "NSR", "Gul Rehman")


@pytest.fixture(scope="session")
def santa_cruz() -> Issuer:
    return _issuer(resources() / "programmes" / "cv-single-register", "SCZ", "Adélia Tavares Semedo")


@pytest.fixture
def receipt(nowshera: Issuer) -> ReceiptFacts:
    return ReceiptFacts(
        code="NSR-K7QD-26-000431-K",
        head_name="Awa N'Diaye",
        members=5,
        area="Nowshera, Khyber Pakhtunkhwa",
        village="Ŋaanda Ɓooyi",
        registered_on=date(2026, 3, 12),
        next_step_on=date(2026, 3, 27),
        issuer=nowshera,
    )


@pytest.fixture
def card(nowshera: Issuer) -> CardFacts:
    return CardFacts(
        code="NSR-K7QD-26-001284-P",
        household_code="NSR-K7QD-26-000431-K",
        name="Awa N'Diaye",
        sex=Sex.female,
        birth=Birth(precision=Precision.day, on="1987-04-12"),
        area="Nowshera, Khyber Pakhtunkhwa",
        issued_on=date(2026, 3, 12),
        valid_until=date(2028, 3, 12),
        issuer=nowshera,
    )


@pytest.fixture(scope="session")
def photo() -> Callable[[int], bytes]:
    """A portrait of nobody, another for each number."""

    def make(number: int) -> bytes:
        picture = Image.new("RGB", (240, 300), (200, 205, 210))
        pencil = ImageDraw.Draw(picture)
        pencil.ellipse((70, 60, 170, 190), fill=(90 + number % 60, 62, 45))
        pencil.rounded_rectangle((30, 205, 210, 340), 50, fill=(number * 37 % 256, 90, number * 53 % 256))
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=80)
        return file.getvalue()

    return make
