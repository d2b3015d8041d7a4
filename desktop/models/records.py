"""Record rows: a bag of fields in, a bag of fields out, for every kind alike."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from desktop.models import searched
from domain.matching.names import compact, fold
from domain.records import KINDS, Fields, Json, references

Connection = Any


@cache
def columns(kind: str) -> tuple[str, ...]:
    """The columns of a kind that hold its fields, in the model's order."""
    return tuple(KINDS[kind].model_fields)


@cache
def _field_names(kind: str) -> frozenset[str]:
    """The same to look names up in: pydantic makes its own map anew each time it is asked."""
    return frozenset(columns(kind))


def insert(connection: Connection, kind: str, row: int, district: str, fields: Mapping[str, Json]) -> None:
    """A new record. References are row ids here."""
    fitting = _field_names(kind)
    known = [name for name in fields if name in fitting]
    extra = {name: value for name, value in fields.items() if name not in fitting}
    ours = _searched(kind, fields)
    names = ("id", "district", "extra", *ours, *known)
    values = (row, district, _json_or_none(extra), *ours.values(), *(_stored(fields[n]) for n in known))
    connection.execute(_insert_statement(kind, names), values)
    if kind == "person":
        searched.add(connection, row, fields)


def whole_row(kind: str, row: int, district: str, fields: Mapping[str, Json]) -> tuple[Any, ...]:
    """(id, district, extra, every field of the kind, None where not set), as `loading.load` takes it."""
    fitting = _field_names(kind)
    extra = None
    if not fields.keys() <= fitting:
        extra = _json_or_none({name: value for name, value in fields.items() if name not in fitting})
    found = map(fields.get, columns(kind))
    stored = (value if value is None or type(value) is str else _stored(value) for value in found)
    return (row, district, extra, *stored)


@cache
def _insert_statement(kind: str, names: tuple[str, ...]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {kind} ({quoted}) VALUES ({', '.join('?' * len(names))})"


def update(
    connection: Connection, kind: str, row: int, fields: Mapping[str, Json], revisions: Mapping[str, int]
) -> None:
    """New values for some fields, and the change that set each."""
    known = [name for name in fields if name in KINDS[kind].model_fields]
    others = {name: value for name, value in fields.items() if name not in KINDS[kind].model_fields}
    revised, extra = connection.execute(f"SELECT revised, extra FROM {kind} WHERE id = ?", (row,)).fetchone()
    merged = {**_map(revised), **revisions}
    sets = ", ".join(["revised = ?", "extra = ?", *(f'"{name}" = ?' for name in known)])
    values = [_json_or_none(merged), _json_or_none({**_map(extra), **others})]
    values += [_stored(fields[name]) for name in known]
    connection.execute(f"UPDATE {kind} SET {sets} WHERE id = ?", (*values, row))
    index(connection, kind, row, read(connection, kind, row) or {})


def read(connection: Connection, kind: str, row: int) -> Fields | None:
    """A record's fields that are set, or None when there is no such record."""
    names = columns(kind)
    quoted = ", ".join(f'"{name}"' for name in names)
    found = connection.execute(f"SELECT extra, {quoted} FROM {kind} WHERE id = ?", (row,)).fetchone()
    if found is None:
        return None
    return {**_map(found[0]), **from_columns(kind, names, found[1:])}


def from_columns(kind: str, names: Iterable[str], values: Iterable[Any]) -> Fields:
    """The fields of a row: what was never set is left out, booleans and lists are themselves again."""
    restore = _restored(kind)
    return {
        name: restore[name](value) if name in restore else value
        for name, value in zip(names, values, strict=True)
        if value is not None
    }


def everything(connection: Connection, kind: str) -> Iterator[tuple[int, str, Fields, dict[str, int]]]:
    """Row id, district, fields and revisions of each record of a kind."""
    names = columns(kind)
    quoted = ", ".join(f'"{name}"' for name in names)
    for row, district, revised, extra, *values in connection.execute(
        f"SELECT id, district, revised, extra, {quoted} FROM {kind}"
    ):
        yield row, district, {**_map(extra), **from_columns(kind, names, values)}, _map(revised)


def revisions(connection: Connection, kind: str, row: int) -> dict[str, int]:
    """For each field edited since creation, the change that last set it."""
    found = connection.execute(f"SELECT revised FROM {kind} WHERE id = ?", (row,)).fetchone()
    return _map(found[0]) if found else {}


def district(connection: Connection, kind: str, row: int) -> str:
    """The district a record belongs to."""
    return str(connection.execute(f"SELECT district FROM {kind} WHERE id = ?", (row,)).fetchone()[0])


def exists(connection: Connection, kind: str, row: int) -> bool:
    """Whether there is such a record."""
    return connection.execute(f"SELECT 1 FROM {kind} WHERE id = ?", (row,)).fetchone() is not None


def replace(
    connection: Connection,
    kind: str,
    row: int,
    district: str,
    fields: Mapping[str, Json],
    revised: Mapping[str, int],
    keep: Collection[str] = (),
) -> None:
    """The record as the server has it, except the fields to ``keep``."""
    if not exists(connection, kind, row):
        insert(connection, kind, row, district, fields)
        if revised:
            connection.execute(f"UPDATE {kind} SET revised = ? WHERE id = ?", (json.dumps(revised), row))
        return
    kept = {name: change for name, change in revisions(connection, kind, row).items() if name in keep}
    new = {name: fields.get(name) for name in {*columns(kind), *fields} if name not in keep}
    connection.execute(f"UPDATE {kind} SET revised = NULL, district = ? WHERE id = ?", (district, row))
    update(connection, kind, row, new, {**{n: c for n, c in revised.items() if n not in keep}, **kept})


def index(connection: Connection, kind: str, row: int, fields: Mapping[str, Json]) -> None:
    """Keep what is searched beside the record in step with it, after its fields or its id have changed."""
    for column, value in _searched(kind, fields).items():
        connection.execute(f"UPDATE {kind} SET {column} = ? WHERE id = ?", (value, row))
    if kind == "person":
        searched.remove(connection, row)
        searched.add(connection, row, fields)


def _searched(kind: str, fields: Mapping[str, Json]) -> dict[str, str]:
    """The columns of our own that follow from a record's fields."""
    if kind == "person":
        return {"sort_key": fold(f"{fields.get('family_name') or ''} {fields.get('given_name') or ''}")}
    if kind == "identifier":
        return {"compact": compact(str(fields["value"]))}
    return {}


def count(connection: Connection, kind: str) -> int:
    """How many records of a kind the file holds, read one by one."""
    return int(connection.execute(f"SELECT count(*) FROM {kind}").fetchone()[0])


def counts(connection: Connection) -> dict[str, int]:
    """How many records of each kind the file holds, as triggers count them (``counted``)."""
    return {str(kind): int(n) for kind, n in connection.execute("SELECT kind, n FROM counted")}


def row_references(kind: str, fields: Mapping[str, Json], translate: Any) -> Fields:
    """The fields with each reference translated between row ids and names."""
    refs = references(kind)
    return {n: translate(v) if n in refs and v is not None else v for n, v in fields.items()}


def _stored(value: Json) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return value


@cache
def _restored(kind: str) -> dict[str, Any]:
    """How a column's value becomes the field's again where it differs: truth values, lists and maps."""
    ways: dict[str, Any] = {}
    for name, field in KINDS[kind].model_fields.items():
        types = {get_origin(one) or one for one in (get_args(field.annotation) or (field.annotation,))}
        types.add(get_origin(field.annotation))
        if bool in types:
            ways[name] = bool
        elif types & {list, dict}:
            ways[name] = json.loads
    return ways


def parsed(text: str) -> Fields:
    """The fields a change holds."""
    return dict(json.loads(text))


def _map(text: str | None) -> dict[str, Any]:
    return dict(json.loads(text)) if text else {}


def _json_or_none(value: Mapping[str, Any]) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None
