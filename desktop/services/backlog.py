"""Enter paper forms one after another: what is typed becomes a registration, and nothing typed is lost."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop.models import settings
from desktop.services import campaigns
from desktop.services.desk import Desk
from domain.bulk.dates import Unclear, read_date
from domain.problems import Problem, Refused
from domain.registration import HouseholdForm, parse
from domain.vocabulary import HouseholdSource, IdentifierScheme, NoticeGiven, Sex

COLUMNS = (
    *("given_name", "family_name", "sex", "role", "birth"),
    *("mother_name", "scheme", "number", "phone"),
)
HEAD = ("code", "on", "language", "given", "area", "village", "landmark", "address", "phone", "guardian")
_PLACE = ("area", "village", "landmark", "address", "phone")
_GIVEN = frozenset(way.value for way in NoticeGiven if way is not NoticeGiven.not_recorded)
CARRIED = ("on", "language", "given", "area", "village")  # from one form to the next
NO_NAME = "-"  # in one of the two name cells: the person has one name only
Row = dict[str, str]


def _id() -> str:
    return secrets.token_hex(8)


@dataclass
class PaperForm:
    """One form as it is typed: ``head`` by the names of ``HEAD``, a row a member by those of ``COLUMNS``.

    All is text. Days are ISO 8601 where they could be read; sex, role and scheme are codes of the register
    where they could be; everything else stands as it was typed.
    """

    head: Row = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    id: str = field(default_factory=_id)

    def members(self) -> list[int]:
        """The numbers of the rows that something is written in."""
        return [number for number, row in enumerate(self.rows) if any(row.values())]

    def dump(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {"id": self.id, "head": self.head, "rows": self.rows}

    def next(self) -> PaperForm:
        """The next form, with what usually stays the same from one to another."""
        return PaperForm({name: self.head[name] for name in CARRIED if self.head.get(name)})


def load(body: Mapping[str, Any]) -> PaperForm:
    """The form that ``dump`` gave."""
    return PaperForm(dict(body["head"]), [dict(row) for row in body["rows"]], str(body["id"]))


def keep(desk: Desk, form: PaperForm) -> None:
    """Keep the form as it is now, for this user: a power cut takes nothing."""
    with desk.store.transaction() as connection:
        settings.put(connection, _key(desk), json.dumps(form.dump(), ensure_ascii=False))


def kept(desk: Desk) -> PaperForm | None:
    """The form that was under way when this user left; None when there was none."""
    with desk.store.reading() as connection:
        text = settings.get(connection, _key(desk))
    return load(json.loads(text)) if text else None


def _key(desk: Desk) -> str:
    return f"backlog {desk.user.number}"


def registration(desk: Desk, form: PaperForm) -> tuple[HouseholdForm, list[Problem]]:
    """The form as the register reads it, and what it cannot read: left out, named, never guessed."""
    body = _body(desk, form)
    missing = [] if form.members() else [Problem("backlog_empty", "members")]
    if form.head.get("on") and _iso(form.head["on"]) is None:
        missing.append(Problem("field_wrong", "registered_on", facts={"expected": "day"}))
    while True:
        try:
            return parse(body), missing
        except Refused as refusal:
            missing += refusal.problems
            for problem in refusal.problems:
                _take_out(body, problem.where)


def _body(desk: Desk, form: PaperForm) -> dict[str, Any]:
    head = {name: text.strip() for name, text in form.head.items()}
    on = _iso(head.get("on", ""))
    work = campaigns.work(desk)
    place = {
        name: head[name] for name in ("area", "village", "landmark", "address", "phone") if head.get(name)
    }
    body: dict[str, Any] = {
        "id": f"backlog-{form.id}",
        "source": HouseholdSource.backlog.value,
        "legal_basis": desk.programme.notice.legal_basis,
        "household": place,
        "members": [member(form.rows[number], on or desk.today()) for number in form.members()],
    }
    if work is not None:
        body |= {"campaign": work.campaign, "team": work.team}
    for name, value in (
        ("code", head.get("code")),
        ("registered_on", on.isoformat() if on else None),
        ("language", head.get("language")),
        ("guardian", head.get("guardian")),
    ):
        if value:
            body[name] = value
    given = head.get("given")
    if given in _GIVEN and head.get("language"):
        version = desk.programme.notice.version
        body["notice"] = {"version": version, "language": head["language"], "given": given}
    return body


def member(row: Row, on: date) -> dict[str, Any]:
    """One row as the register reads a member, on the day written on the form."""
    said = {name: text.strip() for name, text in row.items() if text.strip()}
    names = {name: said[name] for name in ("given_name", "family_name") if said.get(name)}
    alone = NO_NAME in names.values()
    found: dict[str, Any] = {name: text for name, text in names.items() if text != NO_NAME}
    if alone:
        found["single_name"] = True
    if said.get("mother_name"):
        found["mother_name"] = said["mother_name"]
    if said.get("role"):
        found["role"] = said["role"]
    found |= _sex(said.get("sex", "")) | birth(said.get("birth", ""), on)
    if said.get("number"):
        scheme = said.get("scheme") or IdentifierScheme.national_id.value
        found["identifiers"] = [{"scheme": scheme, "value": said["number"]}]
    if said.get("phone"):
        found["phones"] = [said["phone"]]
    return {**found, "start_on": on.isoformat()}


def _sex(text: str) -> dict[str, Any]:
    """``not_known`` may be followed by the reason, as it is typed: *? unreadable*."""
    code, _, reason = text.partition(" ")
    if code == Sex.not_known.value:
        return {"sex": code, **({"sex_reason": reason.strip()} if reason.strip() else {})}
    return {"sex": text} if text else {}


def birth(text: str, on: date) -> dict[str, Any]:
    """12/04/1987, 04/1987, 1987, 12 avril 1987, an age of one to three figures, or ? for unknown."""
    if not text:
        return {}
    if text == "?":
        return {"birth_precision": "unknown"}
    if re.fullmatch(r"[0-9]{1,3}", text):
        return {
            "birth_precision": "estimated_age",
            "estimated_age": int(text),
            "estimated_on": on.isoformat(),
        }
    try:
        written = read_date(text, "dmy")
    except Unclear:
        return {"birth_precision": "day", "birth_date": text}  # named by the rules: V03 or V05
    return {"birth_precision": written.precision.value, "birth_date": written.text}


def problems_by_row(
    form: PaperForm, problems: Sequence[Problem]
) -> tuple[dict[int, dict[str, Problem]], list[Problem]]:
    """Each problem beside its cell, by row and column; and those of the form as a whole.

    Of several problems in one cell the first error stands before the first warning.
    """
    rows, rest = form.members(), []
    found: dict[int, dict[str, Problem]] = {}
    for problem in sorted(problems, key=lambda one: one.severity.value):
        parts = problem.where.split(".")
        if parts[0] == "members" and len(parts) > 1 and parts[1].isdigit() and int(parts[1]) < len(rows):
            found.setdefault(rows[int(parts[1])], {}).setdefault(_column(parts[2:]), problem)
        else:
            rest.append(problem)
    return found, rest


_CELLS = {
    "sex_reason": "sex",
    "identifiers": "number",
    "phones": "phone",
    "single_name": "family_name",
    "start_on": "birth",
}


def _column(parts: Sequence[str]) -> str:
    name = parts[0] if parts else "given_name"
    if name == "identifiers" and parts[-1] == "scheme":
        return "scheme"
    if name.startswith(("birth", "estimated")):
        return "birth"
    known = _CELLS.get(name, name)
    return known if known in COLUMNS else "given_name"


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _take_out(body: dict[str, Any], where: str) -> None:
    """Takes what cannot be read out of the form; members keep their places, for problems name them."""
    place: Any = body
    *above, last = where.split(".")
    if above[-2:-1] == ["identifiers"]:
        *above, last = above[:-1]  # a number of a kind nobody knows goes with its kind
    for part in above:
        place = place[int(part)] if part.isdigit() else place.get(part, {})
    if isinstance(place, list):
        place.pop(int(last))
    else:
        place.pop(last, None)
