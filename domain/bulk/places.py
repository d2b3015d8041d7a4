"""Places of an office as lists write them: by code, or by name where only one has it."""

from __future__ import annotations

from collections import defaultdict

from domain.matching.names import fold
from domain.programme import Area, Office, Programme


class Places:
    """The areas inside an office, by folded name."""

    def __init__(self, programme: Programme, office: Office) -> None:
        self._programme = programme
        self._named: dict[str, list[Area]] = defaultdict(list)
        for area in programme.areas:
            if area.level >= programme.minimum_area_level and _inside(programme, area, office):
                self._named[fold(area.name)].append(area)

    def find(self, text: str, village: str = "") -> str | None:
        """The P-code a cell means; None when none is meant, or several are.

        Of two areas of a name where one contains the other the deeper is meant; ``village`` may tell others.
        """
        if self._programme.area(text) is not None:
            return text
        found = self._deepest(self._named.get(fold(text), []))
        if len(found) > 1 and village:
            found = [a for a in found if any(fold(c.name) == fold(village) for c in self._below(a))]
        return found[0].code if len(found) == 1 else None

    def several(self, text: str) -> bool:
        """Whether more than one area has that name."""
        return len(self._deepest(self._named.get(fold(text), []))) > 1

    def _deepest(self, areas: list[Area]) -> list[Area]:
        above = {up.code for area in areas for up in self._programme.lineage(area.code)[1:]}
        return [area for area in areas if area.code not in above]

    def _below(self, area: Area) -> tuple[Area, ...]:
        return self._programme.children(area.code)


def _inside(programme: Programme, area: Area, office: Office) -> bool:
    return any(up.code in office.areas for up in programme.lineage(area.code))
