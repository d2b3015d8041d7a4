"""The filters of a question as the window remembers them, and back."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.services.search import Question, Status, Within
from domain.programme import Programme
from domain.vocabulary import Sex


def kept(question: Question) -> dict[str, str]:
    """The filters that are on, by name; the text is not among them."""
    values = {
        "within": "" if question.within is Within.everything else question.within.value,
        "area": question.area,
        "sex": question.sex,
        "first": "" if question.age_from is None else str(question.age_from),
        "last": "" if question.age_to is None else str(question.age_to),
        "status": question.status.value if question.status else "",
    }
    return {name: value for name, value in values.items() if value}


def restored(values: Mapping[str, str], programme: Programme) -> Question:
    """The question without a text. What this version or this programme does not know is left out."""
    area, sex = values.get("area", ""), values.get("sex", "")
    within, status = values.get("within", ""), values.get("status", "")
    first, last = (_age(values.get(name, "")) for name in ("first", "last"))
    return Question(
        within=Within(within) if within in list(Within) else Within.everything,
        area=area if programme.area(area) else "",
        sex=sex if sex in list(Sex) else "",
        age_from=first,
        age_to=last,
        status=Status(status) if status in list(Status) else None,
    )


def _age(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
