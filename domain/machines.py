"""State machines as tables: which event leads from which status to which, and who may take the step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.rights import Right


@dataclass(frozen=True)
class Step:
    """One row of a table. ``before`` empty: the record begins with it. ``after`` has more than one status
    where a rule or a person decides which. ``by_another``: not by whoever made the record.
    """

    event: StrEnum
    before: frozenset[StrEnum]
    after: tuple[StrEnum, ...]
    right: Right
    by_another: bool = False


@dataclass(frozen=True)
class Machine:
    """The steps of one kind's status. Whatever is not in the table cannot happen."""

    steps: tuple[Step, ...]
    _by_event: Mapping[str, tuple[Step, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        found: dict[str, tuple[Step, ...]] = {}
        for step in self.steps:
            found[step.event] = (*found.get(step.event, ()), step)
        object.__setattr__(self, "_by_event", found)

    def step(self, event: StrEnum | str, before: StrEnum | str | None) -> Step | None:
        """The row for this event out of this status (None: at the beginning); None when it cannot happen."""
        for step in self._by_event.get(str(event), ()):
            if (before is None and not step.before) or before in step.before:
                return step
        return None

    def events(self, before: StrEnum | str | None) -> tuple[Step, ...]:
        """What can happen next, in the table's order."""
        return tuple(
            step
            for step in self.steps
            if (before is None and not step.before) or (before is not None and before in step.before)
        )

    def successors(self) -> Mapping[str, frozenset[str]]:
        """For every status, those it may lead to: what a server holds changes of a status against."""
        found: dict[str, set[str]] = {}
        for before, after in self._pairs():
            found.setdefault(after, set())
            if before is not None:
                found.setdefault(before, set()).add(after)
        return {before: frozenset(afters) for before, afters in found.items()}

    def _pairs(self) -> Iterator[tuple[str | None, str]]:
        for step in self.steps:
            for after in step.after:
                if not step.before:
                    yield None, str(after)
                for before in step.before:
                    yield str(before), str(after)
