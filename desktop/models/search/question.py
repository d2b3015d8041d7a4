"""What somebody looks for: a text, where to look for it, and what to narrow by."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import StrEnum


class Field(StrEnum):
    """By what a person was found."""

    everyone = "everyone"
    name = "name"
    mother = "mother"
    village = "village"
    code = "code"
    phone = "phone"
    identifier = "identifier"


class Within(StrEnum):
    """Where a text without digits is looked for."""

    everything = "everything"
    name = "name"
    mother = "mother"
    village = "village"


class Spelling(StrEnum):
    """When names that are spelled differently are listed too."""

    few = "few"  # where fewer than FEW are spelled as typed
    never = "never"
    always = "always"


class Status(StrEnum):
    """Where a person stands, and where their household does."""

    active = "active"
    no_household = "no_household"
    deceased = "deceased"
    merged = "merged"
    registered = "registered"
    verified = "verified"
    stale = "stale"
    closed = "closed"


@dataclass(frozen=True)
class Question:
    """``area`` is a P-code, with everything below it; ages are whole years, both ends included.

    A person whose birth is known roughly is within a range of ages when one of the ages they may have is.
    """

    text: str = ""
    within: Within = Within.everything
    spelling: Spelling = Spelling.few
    area: str = ""
    sex: str = ""
    age_from: int | None = None
    age_to: int | None = None
    status: Status | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything but the text limits who is found."""
        ages = self.age_from is not None or self.age_to is not None
        return bool(self.area or self.sex or self.status) or ages


@dataclass(frozen=True)
class Why:
    """By which field a person was found; ``near`` where the name is spelled differently."""

    field: Field
    near: bool = False


@dataclass(frozen=True)
class Step:
    """The next persons found, all for one reason. ``cut`` says that there are more than are listed."""

    ids: array[int]
    why: Why
    cut: bool = False


@dataclass
class Group:
    """How many were found for one reason."""

    why: Why
    count: int
    cut: bool


AS_TYPED = (Why(Field.everyone), Why(Field.name))


@dataclass
class Found:
    """What was found so far. ``complete`` once nothing more will come: only then is a count the count."""

    ids: array[int] = field(default_factory=lambda: array("q"))
    groups: list[Group] = field(default_factory=list)
    complete: bool = False
    _why: dict[int, Why] = field(default_factory=dict)
    _usual: Why = AS_TYPED[1]

    def add(self, step: Step) -> None:
        """Lists a step's persons after the others."""
        self.ids.extend(step.ids)
        self.note(step)

    def note(self, step: Step) -> None:
        """Remembers why a step's persons are listed, for a list that keeps the ids itself."""
        if step.why in AS_TYPED:
            self._usual = step.why
        else:
            self._why.update(dict.fromkeys(step.ids, step.why))
        last = self.groups[-1] if self.groups else None
        if last is not None and last.why == step.why:
            last.count, last.cut = last.count + len(step.ids), step.cut
        elif step.ids:
            self.groups.append(Group(step.why, len(step.ids), step.cut))

    @property
    def by_other_than_name(self) -> bool:
        """Whether anybody is listed for another reason than the name as it was typed."""
        return any(group.why not in AS_TYPED for group in self.groups)

    def why(self, row: int) -> Why:
        """Why a person is listed."""
        return self._why.get(row, self._usual)
