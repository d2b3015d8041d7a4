"""What has been entered so far: one JSON map that a draft keeps, and the form that becomes of it.

Answers are named as the register names them (``household.village``), members by their id instead of their
place in the list (``members.3f2a.sex``): an id stays when somebody is added or taken away.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from domain.birth import Birth
from domain.problems import Problem, Refused, Severity
from domain.registration import HouseholdForm, MemberForm, parse, warning_key
from domain.rules.basis import ADULT
from domain.vocabulary import HouseholdKind, Role

Member = dict[str, Any]
BIRTH = ("birth_precision", "birth_date", "estimated_age", "estimated_on")
LANGUAGE, PLACE, MEMBERS, CHECK, RECEIPT = range(5)
LONGEST_NOTE = 2000  # of a judgement, in the register
_WINDOW = "window"
# What only the window knows about a member: never part of the form.
_BY_MEMBER = ("portraits", "known", "judged", "typed")


@dataclass(frozen=True)
class Removed:
    """A member taken away, as needed to bring them back."""

    index: int
    member: Member
    beside: dict[str, Any]


class Answers:
    """One registration under way. ``dump`` and ``Answers(body)`` are the two directions of a draft."""

    def __init__(self, body: dict[str, Any]) -> None:
        self._form: dict[str, Any] = deepcopy({k: v for k, v in body.items() if k != _WINDOW})
        for member in self._form.setdefault("members", []):
            member.setdefault("id", _member_id())
        window = body.get(_WINDOW, {})
        self.step: int = int(window.get("step", 0))
        self.touched: set[str] = set(window.get("touched", ()))
        self.asked: set[int] = set(window.get("asked", ()))
        self._confirmed: set[str] = set(window.get("confirmed", ()))
        self._beside: dict[str, dict[str, Any]] = {k: dict(window.get(k, {})) for k in _BY_MEMBER}

    @classmethod
    def blank(cls, *, legal_basis: str, version: str, area: str | None, language: str | None) -> Answers:
        """A new registration: its head is there, nothing is said about them yet."""
        made = cls(
            {
                "id": secrets.token_hex(8),
                "language": language,
                "legal_basis": legal_basis,
                "notice": {"version": version, "given": None},
                "household": {"kind": HouseholdKind.household.value, "area": area},
                "members": [],
            }
        )
        made.add_member(Role.head.value)
        return made

    def dump(self) -> dict[str, Any]:
        """The whole as JSON; photos are in it, so that a draft survives whatever happens to the window."""
        window = {
            "step": self.step,
            "touched": sorted(self.touched),
            "asked": sorted(self.asked),
            "confirmed": sorted(self._confirmed),
            **self._beside,
        }
        return deepcopy({**self._form, _WINDOW: window})

    # Answers by name

    def get(self, where: str) -> Any:
        """The answer at ``where``; None when there is none."""
        place, key = self._place(where)
        if key == "birth":
            return {name: place.get(name) for name in BIRTH}
        return place.get(key)

    def put(self, where: str, value: Any) -> None:
        """Keeps an answer; a confirmation of what stood there before no longer holds."""
        place, key = self._place(where)
        if key == "birth":
            place.update(value)
        else:
            place[key] = value
        self._doubt(where)

    def _place(self, where: str) -> tuple[dict[str, Any], str]:
        *above, key = where.split(".")
        if not above:
            return self._form, key
        if above[0] == "members":
            return self.member(above[1]), key
        return cast("dict[str, Any]", self._form.setdefault(above[0], {})), key

    def _doubt(self, where: str) -> None:
        """Ages are compared between members: another birth or role reopens every confirmed age."""
        ages = where.rsplit(".", 1)[-1] in ("birth", "role")

        def doubtful(confirmation: str) -> bool:
            field = self.field_of(confirmation.partition("@")[2])
            return field == where or (ages and field.endswith(".birth"))

        self._confirmed = {known for known in self._confirmed if not doubtful(known)}

    # Members

    @property
    def members(self) -> list[Member]:
        """The members in their order; the head is usually first."""
        return cast("list[Member]", self._form["members"])

    def member(self, key: str) -> Member:
        """The member of that id. Raises ``KeyError``."""
        for member in self.members:
            if member["id"] == key:
                return member
        raise KeyError(key)

    def add_member(self, role: str | None = None) -> str:
        """One more member, last; their id."""
        key = _member_id()
        self.members.append({"id": key, "role": role})
        return key

    def add_known(self, code: str, name: str, about: dict[str, Any]) -> str:
        """Somebody registered before, by their printed code; ``about`` is what the window shows of them."""
        key = self.add_member()
        # The name gives an unfinished registration its title; the form leaves it to the register.
        self.member(key).update(person=code, given_name=name)
        self._beside["known"][key] = about
        return key

    def known(self, key: str) -> dict[str, Any]:
        """What the window shows of somebody registered before; empty for a new person."""
        return cast("dict[str, Any]", self._beside["known"].get(key, {}))

    def judge(self, key: str, code: str, decision: str, note: str = "") -> None:
        """What was said of a member and somebody registered (a printed code); the latest word stands."""
        said = {"decision": decision, **({"note": note[:LONGEST_NOTE]} if note else {})}
        self._beside["judged"].setdefault(key, {})[code] = said

    def judged(self, key: str) -> dict[str, dict[str, str]]:
        """What was said of a member, by the other's printed code."""
        return cast("dict[str, dict[str, str]]", self._beside["judged"].get(key, {}))

    def become_known(self, key: str, code: str, name: str, about: dict[str, Any]) -> None:
        """The member being typed is somebody registered; what was typed can be brought back."""
        member = self.member(key)
        self._beside["typed"][key] = deepcopy(member)
        for typed in [name for name in member if name not in ("id", "role")]:
            del member[typed]
        member.update(person=code, given_name=name)
        self._beside["known"][key] = about

    def was_typed(self, key: str) -> bool:
        """Whether a member registered before had been typed as a new one."""
        return key in self._beside["typed"]

    def describe_again(self, key: str) -> None:
        """The member is not that person after all: what was typed is there again."""
        member = self.member(key)
        code = str(member.get("person", ""))
        role = member.get("role")
        member.clear()
        member.update(self._beside["typed"].pop(key), role=role)
        self._beside["known"].pop(key, None)
        self._beside["judged"].get(key, {}).pop(code, None)

    def remove(self, key: str) -> Removed:
        """Takes a member away; ``restore`` brings them back."""
        index = next(i for i, member in enumerate(self.members) if member["id"] == key)
        beside = {kind: self._beside[kind].pop(key) for kind in _BY_MEMBER if key in self._beside[kind]}
        return Removed(index, self.members.pop(index), beside)

    def restore(self, removed: Removed) -> None:
        """Brings a member back to where they were."""
        self.members.insert(removed.index, removed.member)
        for kind, value in removed.beside.items():
            self._beside[kind][removed.member["id"]] = value

    def portrait(self, key: str) -> bytes | None:
        """The JPEG of a member, if there is one."""
        kept = self._beside["portraits"].get(key)
        return b64decode(kept) if kept else None

    def set_portrait(self, key: str, jpeg: bytes | None) -> None:
        """Keeps a member's portrait, or that there is none."""
        self._beside["portraits"].pop(key, None)
        if jpeg is not None:
            self._beside["portraits"][key] = b64encode(jpeg).decode()

    def birth(self, key: str) -> Birth | None:
        """A member's birth, when it makes sense; of somebody registered before, what the register says."""
        known = self.known(key).get("birth")
        if known:
            return Birth.model_validate(known)
        member = {k: v for k, v in self.member(key).items() if k in BIRTH and v not in (None, "")}
        try:
            return MemberForm.model_validate(member).birth()
        except ValueError:
            return None

    def head(self) -> str | None:
        """The id of the head, if somebody is."""
        return next((m["id"] for m in self.members if m.get("role") == Role.head.value), None)

    def head_is_minor(self, today: date) -> bool:
        """Whether the head is surely under age: a guardian is then named."""
        head = self.head()
        birth = self.birth(head) if head else None
        ages = birth.ages(today) if birth else None
        return ages is not None and ages[1] < ADULT

    # Problems

    def field_of(self, where: str) -> str:
        """The field that a problem stands beside; a birth, or a list of numbers, is one field."""
        parts = self._by_id(where).split(".")
        if parts[0] == "members" and len(parts) > 2:
            return ".".join([*parts[:2], "birth" if parts[2] in BIRTH else parts[2]])
        return "notice.given" if parts[0] == "notice" else ".".join(parts)

    def _by_id(self, where: str) -> str:
        """Where a problem is, the member named by id instead of by their place in the list."""
        parts = where.split(".")
        if parts[0] == "members" and len(parts) > 1 and parts[1].isdigit():
            parts[1] = self.members[int(parts[1])]["id"]
        return ".".join(parts)

    def confirm(self, problem: Problem, *, right: bool = True) -> None:
        """Somebody looked at the warning, and says that it is right so, or takes that back."""
        key = self._confirmation(problem)
        if right:
            self._confirmed.add(key)
        else:
            self._confirmed.discard(key)

    def is_confirmed(self, problem: Problem) -> bool:
        """Whether the warning was confirmed for what is written now."""
        return self._confirmation(problem) in self._confirmed

    def _confirmation(self, problem: Problem) -> str:
        return f"{problem.rule}@{self._by_id(problem.where)}"

    def confirmed_among(self, problems: Iterable[Problem]) -> list[str]:
        """The keys of those warnings that were confirmed, as the register names them."""
        warnings = [problem for problem in problems if problem.severity is Severity.warning]
        return [warning_key(warning) for warning in warnings if self.is_confirmed(warning)]

    # The form

    def form(self) -> tuple[HouseholdForm, list[Problem]]:
        """The form as far as it can be read, and what could not be, or is missing before any rule."""
        body = self._body()
        missing = self._missing()
        try:
            return parse(body), missing
        except Refused as refused:
            for problem in refused.problems:
                _take_out(body, problem.where)
            return parse(body), [*missing, *(self._reworded(problem) for problem in refused.problems)]

    def _missing(self) -> list[Problem]:
        found = []
        if not self._form.get("language"):
            found.append(Problem("field_missing", "language"))
        if not self.get("notice.given"):
            found.append(Problem("notice_missing", "notice.given", "V21"))
        return found

    def _reworded(self, problem: Problem) -> Problem:
        """An answer begun and left empty is missing, not wrong."""
        empty = problem.facts.get("expected") in ("string_too_short", "missing")
        return Problem("field_missing", problem.where) if empty else problem

    def _body(self) -> dict[str, Any]:
        body: dict[str, Any] = _without_blanks(deepcopy(self._form))
        notice = body.pop("notice", {})
        if body.get("language") and notice.get("given"):
            body["notice"] = {**notice, "language": body["language"]}
        body["household"] = body.get("household", {})
        body["members"] = [_form_of(member) for member in body.get("members", ())]
        body["judgements"] = [
            {"member": place, "other": code, **said}
            for place, member in enumerate(self.members)
            for code, said in self.judged(str(member["id"])).items()
        ]
        return body


def _member_id() -> str:
    """Begins with a letter: a place in the list is a number."""
    return f"m{secrets.token_hex(4)}"


def _form_of(member: Member) -> Member:
    """What the register is told: of somebody it knows, only who and in which role."""
    if member.get("person"):
        return {key: member[key] for key in ("id", "person", "role") if key in member}
    return member


def _without_blanks(value: Any) -> Any:
    """The same without what was left empty, at any depth; a list keeps its places."""
    if isinstance(value, dict):
        return {key: _without_blanks(item) for key, item in value.items() if item not in (None, "")}
    if isinstance(value, list):
        return [_without_blanks(item) for item in value]
    return value


def _take_out(body: dict[str, Any], where: str) -> None:
    """Takes an unreadable answer out of the form; numbers keep their places, for problems name them."""
    place: Any = body
    *above, last = where.split(".")
    for part in above:
        place = place[int(part)] if part.isdigit() else place.get(part, {})
    if above[-2:-1] == ["identifiers"]:
        place.update(scheme="other", value="?")
    elif isinstance(place, list):
        place[int(last)] = ""
    else:
        place.pop(last, None)
