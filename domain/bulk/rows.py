"""Rows of a list become the forms a clerk would have typed; each row's trouble is named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.bulk import dates
from domain.bulk.fields import BY_KEY, IGNORED, OF_THE_SHEET, scheme_of
from domain.bulk.mapping import SourceMapping
from domain.bulk.places import Places
from domain.matching.names import fold
from domain.problems import Problem, Refused
from domain.programme import Office, Programme
from domain.registration import HouseholdForm, parse
from domain.vocabulary import HouseholdSource

_VOCABULARY = frozenset({"sex", "role", "language", "single_name"})
_NUMBERED = frozenset({"phone", "phone_2", "household_phone", "person_key", "household_key"})
# What a spreadsheet makes of a long number: its last digits are gone.
_ROUNDED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_KEY_BYTES = 20


@dataclass(frozen=True)
class SheetRow:
    """One row as it was read: its number from 1 as a spreadsheet counts, its cells as text."""

    number: int
    cells: tuple[str, ...]
    problem: Problem | None = None


@dataclass(frozen=True)
class Group:
    """The rows of one household, in their order, and the form they make; or what is wrong with them.

    A problem's ``where`` is the field of the form; ``row_of`` says which row that is. ``word`` facts name
    cells nobody knows the meaning of.
    """

    key: str
    rows: tuple[SheetRow, ...]
    form: HouseholdForm | None
    problems: tuple[Problem, ...] = ()

    def row_of(self, problem: Problem) -> SheetRow:
        """The row a problem is about; the household's first when it is about all of them."""
        parts = problem.where.split(".")
        number = int(parts[1]) if parts[0] == "members" and len(parts) > 1 and parts[1].isdigit() else 0
        return self.rows[min(number, len(self.rows) - 1)]


class Forms:
    """Turns the rows of one source into forms. ``headings`` are those of the file, in its order."""

    def __init__(
        self,
        source: str,
        headings: Sequence[str],
        mapping: SourceMapping,
        programme: Programme,
        office: Office,
        today: date,
    ) -> None:
        self._source = source
        self._mapping = mapping
        self.each_alone = mapping.each_alone
        self._places = Places(programme, office)
        self._notice = programme.notice.version
        self._language = office.languages[0]
        self._today = today
        known = ((place, mapping.columns.get(heading, IGNORED)) for place, heading in enumerate(headings))
        self._columns = [(place, key) for place, key in known if key in BY_KEY]
        self._person = [(p, key) for p, key in self._columns if BY_KEY[key].level == "person"]
        self._household = [(p, key) for p, key in self._columns if BY_KEY[key].level == "household"]
        self._orders = {
            mapping.columns[h]: order for h, order in mapping.dates.items() if h in mapping.columns
        }
        self._own = [place for place, heading in enumerate(headings) if fold(heading) not in OF_THE_SHEET]
        self._key_at = next((place for place, key in self._columns if key == "household_key"), None)
        self._person_key_at = next((place for place, key in self._columns if key == "person_key"), None)
        self._known: dict[tuple[str, str], str | None] = {}

    @property
    def keyed(self) -> bool:
        """Whether a column tells households apart: the same key further down is then a mistake."""
        return self._key_at is not None or self._person_key_at is not None

    def household_key(self, row: SheetRow) -> str:
        """What tells the rows of one household: its number, else the person's, else the row's content."""
        if row.problem is not None:
            return f"row {row.number}"
        place = self._key_at if self._key_at is not None else self._person_key_at
        return (_cell(row, place) if place is not None else "") or self._content(row)

    def _content(self, row: SheetRow) -> str:
        text = "\x1f".join(_cell(row, place) for place in self._own)
        return hashlib.sha256(text.encode()).hexdigest()[: 2 * _KEY_BYTES]

    def group(self, key: str, rows: Sequence[SheetRow]) -> Group:
        """The form of one household's rows."""
        problems = [row.problem for row in rows if row.problem is not None]
        if self._key_at is not None and not _cell(rows[0], self._key_at):
            problems.append(Problem("bulk_key_missing", "household.household_key"))
        if problems:
            return Group(key, tuple(rows), None, tuple(problems))
        body = self._body(key, rows, problems)
        try:
            form = parse(body)
        except Refused as refusal:
            return Group(key, tuple(rows), None, (*problems, *refusal.problems))
        return Group(key, tuple(rows), form, tuple(problems))

    def _body(self, key: str, rows: Sequence[SheetRow], problems: list[Problem]) -> dict[str, Any]:
        defaults = self._mapping.defaults
        said = self._read(rows[0], self._household, "household", problems)
        language = said.pop("language", None) or defaults.language
        spoken = language or self._language
        body: dict[str, Any] = {
            "id": f"list:{self._source}:{key}",
            "language": language,
            "legal_basis": defaults.legal_basis,
            "guardian": said.pop("guardian", None),
            "household": self._place(said, problems),
            "members": [self._member(key, number, row, problems) for number, row in enumerate(rows)],
            "source": HouseholdSource.bulk,
        }
        if defaults.notice is not None:
            body["notice"] = {"version": self._notice, "language": spoken, "given": defaults.notice}
        return body

    def _place(self, said: dict[str, str], problems: list[Problem]) -> dict[str, Any]:
        defaults = self._mapping.defaults
        said.pop("household_key", None)
        area = said.pop("area", None)
        place: dict[str, Any] = {"kind": defaults.kind, "area": defaults.area, **said}
        if "household_phone" in place:
            place["phone"] = place.pop("household_phone")
        if area:
            found = self._places.find(area, place.get("village", ""))
            place["area"] = found or area
            if found is None and self._places.several(area):
                problems.append(Problem("area_ambiguous", "household.area", "V19", facts={"name": area}))
        for name in ("village", "compound"):
            if not place.get(name) and getattr(defaults, name):
                place[name] = getattr(defaults, name)
        for name in ("latitude", "longitude"):
            if name in place:
                place[name] = place[name].replace(",", ".")
        return place

    def _member(self, key: str, number: int, row: SheetRow, problems: list[Problem]) -> dict[str, Any]:
        at = f"members.{number}"
        said = self._read(row, self._person, at, problems)
        own = said.pop("person_key", None)
        member: dict[str, Any] = {"role": "head"} if self._mapping.each_alone else {
            "id": f"list:{self._source}:{key}:{own or self._content(row)}"
        }  # fmt: skip
        self._birth(said, member, at, problems)
        _names(said)
        phones = [said.pop(name) for name in ("phone", "phone_2") if name in said]
        if phones:
            member["phones"] = phones
        numbers = [(scheme, name) for name in said if (scheme := scheme_of(name))]
        if numbers:
            member["identifiers"] = [{"scheme": scheme, "value": said.pop(name)} for scheme, name in numbers]
        if said.get("sex") == "not_known" and self._mapping.defaults.sex_reason:
            member["sex_reason"] = self._mapping.defaults.sex_reason
        member.update(said)
        return member

    def _read(
        self, row: SheetRow, columns: Sequence[tuple[int, str]], at: str, problems: list[Problem]
    ) -> dict[str, str]:
        """The cells that say something, by field, with words turned into codes."""
        found: dict[str, str] = {}
        for place, key in columns:
            text = _cell(row, place)
            if not text:
                continue
            if _ROUNDED.fullmatch(text) and (key in _NUMBERED or scheme_of(key)):
                problems.append(Problem("number_rounded", f"{at}.{key}", facts={"given": text}))
                continue
            if key in _VOCABULARY:
                code = self._meaning(key, text)
                if code is None:
                    facts = {"word": text, "field": key}
                    problems.append(Problem("bulk_word_unknown", f"{at}.{key}", facts=facts))
                    continue
                text = code
            found[key] = text
        return found

    def _meaning(self, key: str, text: str) -> str | None:
        if (key, text) not in self._known:
            self._known[key, text] = self._mapping.meaning(key, text)
        return self._known[key, text]

    def _birth(self, said: dict[str, str], member: dict[str, Any], at: str, problems: list[Problem]) -> None:
        text, age, age_on = (said.pop(name, "") for name in ("birth_date", "age", "age_on"))
        if text:
            try:
                written = dates.read_date(text, self._orders.get("birth_date"))
            except dates.Unclear as unclear:
                problems.append(_unclear(unclear.code, text, f"{at}.birth_date"))
                member.update(birth_precision="unknown")
            else:
                member.update(birth_date=written.text, birth_precision=written.precision)
        elif age:
            on = self._age_on(age_on, at, problems)
            member.update(birth_precision="estimated_age", estimated_age=age, estimated_on=on)
        elif self._mapping.defaults.birth_unknown:
            member["birth_precision"] = "unknown"

    def _age_on(self, text: str, at: str, problems: list[Problem]) -> date:
        """The day an age was true: the row's own, else the list's, else today."""
        if text:
            try:
                return date.fromisoformat(dates.read_date(text, self._orders.get("age_on")).text)
            except dates.Unclear as unclear:
                problems.append(_unclear(unclear.code, text, f"{at}.estimated_on"))
            except ValueError:
                problems.append(_unclear("birth_form", text, f"{at}.estimated_on"))
        return self._mapping.defaults.age_on or self._today


def _unclear(code: str, text: str, where: str) -> Problem:
    rule = "V05" if code == "two_digit_year" else "V03"
    return Problem(code, where, rule, facts={"given": text})


def _names(said: dict[str, str]) -> None:
    """One cell with both names is parted after its first word, or before its last."""
    if whole := said.pop("name_family_first", None):
        said["family_name"], _, rest = whole.partition(" ")
        said["given_name"] = rest.strip()
    if whole := said.pop("name_given_first", None):
        rest, _, last = whole.rpartition(" ")
        said["given_name"], said["family_name"] = rest.strip() or last, last if rest else ""


def _cell(row: SheetRow, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""
