"""Import a list of households, compared and not, beside a bare executemany of the rows it writes."""

from __future__ import annotations

import csv
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.saving import PASSWORD, _bare_file, _insert
from benchmarks.table import show
from desktop.models.vault import Hardness
from desktop.services import create_office, sign_in
from desktop.services.bulk import importing, preview
from desktop.services.bulk.report import Comparing, Options, Report
from desktop.services.desk import Desk
from guichet.sample.households import households
from packs.reading import find

HOUSEHOLDS = 1500
COMPARED = 400
_HEADINGS = ("Household number", "No", "Role", "Family name", "Given name", "Mother's name", "Sex",
             "Date of birth", "Phone", "National ID", "Village", "Area")  # fmt: skip


def run() -> None:
    """Prints the table; takes a minute or two."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        done, seconds, changes = _imported(place / "a", HOUSEHOLDS, Comparing.leave, bare=True)
        checked, _, _ = _imported(place / "b", HOUSEHOLDS, Comparing.leave, dry_run=True)
        compared, _, _ = _imported(place / "c", COMPARED, Comparing.judge)
    persons = done.registered_persons
    table = [
        ("checked, nothing written", _speed(checked), "–"),
        ("registered, nobody compared", _speed(done), f"{done.seconds / seconds:.2f}"),
        ("registered and compared", _speed(compared), "–"),
        (f"bare executemany of the same {changes} rows", f"{persons / seconds:.0f}", "1.00"),
    ]
    show("Importing a CSV of households", ("what", "persons/s", "ratio"), table)


def _speed(done: Report) -> str:
    return f"{done.registered_persons / done.seconds:.0f}"


def _imported(
    folder: Path, count: int, comparing: Comparing, *, dry_run: bool = False, bare: bool = False
) -> tuple[Report, float, int]:
    folder.mkdir()
    programme = find("kp-one-window")
    path = folder / "a.guichet"
    create_office.create_office(path, programme, "NSR", "bench", PASSWORD, hardness=Hardness(1024, 1, 1))
    desk = sign_in.sign_in(path, PASSWORD)
    _write_list(folder / "list.csv", count)
    mapping = preview.mapping_for(desk, preview.preview(folder / "list.csv"))
    mapping.defaults.birth_unknown = True
    options = Options("bench", comparing, dry_run=dry_run)
    done = importing.import_file(desk, folder / "list.csv", mapping, options)
    seconds, changes = _bare(desk, folder) if bare else (0.0, 0)
    desk.close()
    return done, seconds, changes


def _write_list(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(_HEADINGS)
        made = households(find("kp-one-window"), count, 5, office="NSR", compounds=False)
        for number, body in enumerate(made):
            place = body["household"]
            for index, one in enumerate(body["members"]):
                numbers = {i["scheme"]: i["value"] for i in one.get("identifiers", [])}
                sheet.writerow(
                    (
                        number, index, one["role"], one.get("family_name") or one["given_name"],
                        one["given_name"], one.get("mother_name") or "", one["sex"][0].upper(),
                        one.get("birth_date") or "", (one.get("phones") or [""])[0],
                        numbers.get("national_id", ""), place.get("village") or "", place["area"],
                    )
                )  # fmt: skip


def _bare(desk: Desk, folder: Path) -> tuple[float, int]:
    """Seconds to put the rows of all records and changes into a bare encrypted file, in one transaction."""
    source = desk.store.connection()
    target: Any = _bare_file(folder, desk)
    tables = ("change", "household", "person", "membership", "identifier", "phone", "consent")
    rows = {table: source.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    begun = time.perf_counter()
    target.execute("BEGIN IMMEDIATE")
    for table, found in rows.items():
        if found:
            target.executemany(_insert(table, len(found[0])), found)
    target.execute("COMMIT")
    seconds = time.perf_counter() - begun
    target.close()
    return seconds, sum(len(found) for found in rows.values())
