"""The sheet "My data": everything is on it, in the citizen's language, and giving it out is written down."""

from __future__ import annotations

from typing import cast

import pypdfium2
import pytest

from desktop.services import access_log, confidential, my_data
from desktop.services.desk import Desk
from desktop.services.register import register
from domain.languages import LANGUAGES, LanguageCode
from domain.problems import Refused
from domain.registration import parse
from tests.domain.rules.forms import body, child, head

WOMAN = head(
    identifiers=[{"scheme": "national_id", "value": "17201-1234567-1"}],
    phones=["0300 1234567"],
    mother_name="Oumou Sy",
)


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    said = []
    for page in document:
        text = page.get_textpage()
        said.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return " ".join(" ".join(said).split())


def home(desk: Desk, *more: dict[str, object]) -> str:
    return register(desk, parse(body(WOMAN, *more, household_village="Pabbi", language="fr"))).code


def test_all_that_is_held_is_on_it(desk: Desk) -> None:
    said = words(my_data.preview(desk, home(desk, child())))
    for held in (
        "Awa N'Diaye",
        "Fatou",
        "Oumou Sy",
        "17201-1234567-1",
        "+923001234567",
        "Pabbi",
        "12 avril 1987",
    ):
        assert held in said, held


@pytest.mark.parametrize(
    ("language", "title"), [("en", "My data"), ("fr", "Mes données"), ("pt", "Os meus dados")]
)
def test_it_speaks_the_language_asked_for(desk: Desk, language: str, title: str) -> None:
    assert language in LANGUAGES
    assert title in words(my_data.preview(desk, home(desk), cast(LanguageCode, language)))


def test_giving_it_out_is_written_down_and_said_on_the_next(desk: Desk) -> None:
    code = home(desk)
    my_data.hand_out(desk, code)
    [line] = access_log.of_household(desk, desk.household_row(code))
    assert (line.access, line.by) == ("my_data", desk.user.full_name)
    assert "« Mes données » remise" in words(my_data.preview(desk, code))


def test_a_large_household_takes_more_pages_and_loses_nobody(desk: Desk) -> None:
    names = [f"Enfant{chr(65 + number)}" for number in range(18)]
    code = home(desk, *(child(given_name=name) for name in names))
    pdf = my_data.preview(desk, code)
    pages = len(pypdfium2.PdfDocument(pdf))
    said = words(pdf)
    assert pages > 1
    assert f"Page {pages} sur {pages}" in said
    assert all(name in said for name in names)


def test_a_confidential_file_wants_its_reason(desk: Desk) -> None:
    code = home(desk)
    confidential.mark(desk, code, True, "threatened")
    desk.opened.clear()
    with pytest.raises(Refused) as error:
        my_data.preview(desk, code)
    assert error.value.problems[0].code == "confidential_reason_missing"
    assert my_data.hand_out(desk, code, reason="she asked for it")
