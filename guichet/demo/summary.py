"""What the tour did, and whether its counts agree: for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from desktop.language.catalogue import Language, mark
from desktop.language.figures import grouped

# What is counted twice; the figure stands after it.
WORDS = {
    "households_registered": mark("Demo", "Households in the files of both offices, as in the list"),
    "receipts_printed": mark("Demo", "Receipts printed, one a household"),
    "second_laptop_households": mark("Demo", "Households on the second laptop of Nowshera, as on the first"),
    "second_laptop_persons": mark("Demo", "People on the second laptop of Nowshera, as on the first"),
    "second_laptop_portraits": mark("Demo", "Portraits on the second laptop, as on the first"),
    "news_from_second_laptop": mark("Demo", "Updates of the second laptop that reached the first"),
    "changes_at_server": mark("Demo", "Changes at the server, as in the journals of the three laptops"),
    "changes_waiting": mark("Demo", "Changes that still wait"),
    "rounds_agreeing": mark("Demo", "Rounds after which both sides named the same counts"),
    "files_sound": mark("Demo", "Office files that are sound, every page and every change"),
    "pictures": mark("Demo", "Pictures of the window in three languages"),
}


@dataclass(frozen=True)
class Comparison:
    """Two ways of counting the same thing."""

    name: str
    expected: int
    found: int

    @property
    def agrees(self) -> bool:
        """Whether both came to the same."""
        return self.expected == self.found


@dataclass
class Summary:
    """The tour's result; ``figures`` are plain counts beside what is compared."""

    folder: Path
    seconds: float = 0.0
    figures: dict[str, int] = field(default_factory=dict)
    rounds: list[dict[str, Any]] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def compare(self, name: str, expected: int, found: int) -> None:
        """Note both counts."""
        self.comparisons.append(Comparison(name, expected, found))

    @property
    def agrees(self) -> bool:
        """Whether every pair of counts agrees, and there are some."""
        return bool(self.comparisons) and all(one.agrees for one in self.comparisons)

    def document(self) -> dict[str, Any]:
        """For programs; paths are relative to the tour's folder."""
        return {
            "counts_agree": self.agrees,
            "folder": str(self.folder),
            "seconds": round(self.seconds, 1),
            "comparisons": [{**asdict(one), "agrees": one.agrees} for one in self.comparisons],
            "figures": self.figures,
            "rounds": self.rounds,
            "files": [path.relative_to(self.folder).as_posix() for path in self.files],
        }

    def lines(self, language: Language) -> Iterator[str]:
        """For people: a line for each comparison."""
        for one in self.comparisons:
            what = language.find("Demo", WORDS[one.name])
            found, expected = grouped(one.found, language.code), grouped(one.expected, language.code)
            if one.agrees:
                yield language.say("Demo", "✓ {what}: {found}").format(what=what, found=found)
            else:
                pattern = language.say("Demo", "✗ {what}: {found} instead of {expected}")
                yield pattern.format(what=what, found=found, expected=expected)
        if self.agrees:
            yield language.say("Demo", "All counts agree.")
        else:
            yield language.say("Demo", "Some counts do NOT agree.")
        yield language.say("Demo", "Everything is in {folder}").format(folder=self.folder)

    def write(self, language: Language) -> None:
        """summary.json and summary.txt in the tour's folder."""
        text = json.dumps(self.document(), ensure_ascii=False, indent=2)
        (self.folder / "summary.json").write_text(text + "\n", encoding="utf-8")
        lines = "".join(f"{line}\n" for line in self.lines(language))
        (self.folder / "summary.txt").write_text(lines, encoding="utf-8")
