"""Splink with the same fields, unsupervised: its library's comparisons, term frequencies, several blocks.

The blocks and comparisons follow Splink's own worked examples for FEBRL, plus suburb and address, which our
register is given too. Parameters are estimated from the data without labels.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

import pandas
import splink.comparison_library as compare
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from benchmarks.febrl import Record
from benchmarks.linkage import Run, Task, true_pairs

_NAMES = ("given_name", "surname")
_BLOCKS: dict[str, list[tuple[str, ...]]] = {
    "name": [
        ("given_name", "surname"),
        ("date_of_birth",),
        ("given_name", "substr(date_of_birth, 1, 4)"),
        ("surname", "substr(date_of_birth, 1, 4)"),
        ("substr(given_name, 1, 3)", "substr(surname, 1, 3)"),
        ("given_name", "substr(date_of_birth, 5, 4)"),
        ("surname", "substr(date_of_birth, 5, 4)"),
    ],
    "place": [
        ("surname", "postcode"),
        ("given_name", "postcode"),
        ("given_name", "suburb"),
        ("surname", "suburb"),
        ("street_number", "address_1"),
        ("suburb", "street_number"),
    ],
    "id": [("soc_sec_id",)],
}


def link(task: Task) -> Run:
    """Splink's pairs for the task, weighed by its match weight; the time includes training."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    start = time.perf_counter()
    files = [task.before, task.coming] if task.before else [task.coming]
    api = DuckDBAPI()
    frames = [
        api.register(_frame(records), dataset_display_name=f"file{n}") for n, records in enumerate(files)
    ]
    linker = Linker(frames if len(frames) > 1 else frames[0], _settings(task), log_level=logging.ERROR)
    _train(linker, task)
    columns = ["match_weight", "unique_id_l", "unique_id_r"]
    pairs = linker.inference.predict(threshold_match_weight=-20).as_pandas_dataframe()[columns]
    person = {record.key: record.person for records in files for record in records}
    judged = [
        (float(weight), person[left] == person[right])
        for weight, left, right in pairs.itertuples(index=False, name=None)
    ]
    return Run(judged, true_pairs(task), time.perf_counter() - start, [], None)


def _frame(records: Sequence[Record]) -> pandas.DataFrame:
    rows = [{"unique_id": r.key, **_cells(r)} for r in records]
    return pandas.DataFrame(rows)


def _cells(record: Record) -> dict[str, str | None]:
    return {column: cell or None for column, cell in record.cells.items() if column != "rec_id"}


def _settings(task: Task) -> SettingsCreator:
    comparisons = [
        compare.NameComparison("given_name").configure(term_frequency_adjustments=True),
        compare.NameComparison("surname").configure(term_frequency_adjustments=True),
        compare.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
    ]
    blocks = [*_BLOCKS["name"]]
    if task.with_place:
        comparisons += [
            compare.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            compare.LevenshteinAtThresholds("postcode", [1, 2]),
            compare.JaroWinklerAtThresholds("suburb", [0.9, 0.7]).configure(term_frequency_adjustments=True),
            compare.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
        ]
        blocks += _BLOCKS["place"]
    if task.with_id:
        comparisons.append(compare.LevenshteinAtThresholds("soc_sec_id", [1, 2]))
        blocks += _BLOCKS["id"]
    return SettingsCreator(
        link_type="link_only" if task.before else "dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on(*block) for block in blocks],
    )


def _train(linker: Linker, task: Task) -> None:
    """Chance agreement from random pairs, that of true pairs by expectation maximisation on two blocks."""
    sure = [block_on("given_name", "surname", "date_of_birth")]
    if task.with_id:
        sure.append(block_on("soc_sec_id"))
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(*_NAMES))
