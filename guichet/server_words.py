"""What the server's commands answered, in lines a person reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.language.catalogue import Language
from desktop.language.dates import ago, duration, long_moment
from desktop.language.problems import explain
from domain.problems import Problem

_CLOCK_RIGHT = timedelta(minutes=2)
Lines = Iterator[str]


def lines_of(document: Mapping[str, Any], language: Language) -> Lines:
    """The lines of a command's document; none for one that says nothing."""
    for member, words in _WORDS.items():
        if member in document:
            yield from words(document, language)
            return


def _code(document: Mapping[str, Any], language: Language) -> Lines:
    yield language.say("Command", "Joining code: {code}").format(code=document["code"])
    yield language.say("Command", "It serves once, until {date}.").format(
        date=_moment(document["expires"], language)
    )


def _devices(document: Mapping[str, Any], language: Language) -> Lines:
    if not document["devices"]:
        yield language.say("Command", "No device has joined yet.")
    for device in document["devices"]:
        yield f"{device['office']}-{device['code']}  {_device(device, language)}"


def _board(document: Mapping[str, Any], language: Language) -> Lines:
    for office in document["offices"]:
        name = office["names"].get(language.code, "")
        yield f"{office['office']}  {name}  {_heard(office['seen_at'], language)}"
        for device in office["devices"]:
            yield f"    {device['code']}  {_device(device, language)}"


def _device(device: Mapping[str, Any], language: Language) -> str:
    """What people call it, when it was heard, what waits on it, its version, and what is wrong with it."""
    parts = [device["name"], _heard(device["seen_at"], language)]
    if device["waiting"]:
        parts.append(language.say("Command", "waiting on it: {count}").format(count=device["waiting"]))
    parts.append(device["program"])
    ahead = timedelta(milliseconds=device["clock_offset_ms"] or 0)
    if ahead > _CLOCK_RIGHT:
        words = language.say("Command", "its clock is {time} ahead")
        parts.append(words.format(time=duration(ahead, language)))
    if -ahead > _CLOCK_RIGHT:
        words = language.say("Command", "its clock is {time} behind")
        parts.append(words.format(time=duration(-ahead, language)))
    if device["revoked_at"]:
        parts.append(language.say("Command", "shut out"))
    return "  ".join(part for part in parts if part)


def _heard(moment: str | None, language: Language) -> str:
    if moment is None:
        return language.say("Command", "never heard")
    return ago(datetime.fromisoformat(moment).astimezone(), datetime.now(UTC).astimezone(), language)


def _renamed(document: Mapping[str, Any], language: Language) -> Lines:
    pattern = language.say("Command", "Device {office}-{code} is now called “{name}”.")
    yield pattern.format(**document["renamed"])


def _revoked(document: Mapping[str, Any], language: Language) -> Lines:
    for device in document["revoked"]:
        pattern = language.say("Command", "Device {office}-{code} is shut out.")
        yield pattern.format(office=device["office"], code=device["code"])


def _added(document: Mapping[str, Any], language: Language) -> Lines:
    added = document["added"]
    pattern = language.say("Command", "Programme {programme}, version {version}, with the offices {offices}.")
    yield pattern.format(**added | {"offices": ", ".join(added["offices"])})


def _backup(document: Mapping[str, Any], language: Language) -> Lines:
    made = document["backup"]
    pattern = language.say("Command", "The copy is in {file} ({size} bytes).")
    yield pattern.format(file=made["file"], size=made["bytes"])
    if "key" in made:
        yield language.say("Command", "Its recovery key: {key}").format(key=made["key"])
        yield language.say(
            "Command",
            "Write it down, away from the server: it is shown once, and nothing else opens the copy.",
        )


def _restored(document: Mapping[str, Any], language: Language) -> Lines:
    done = document["restored"]
    pattern = language.say("Command", "The copy of {date} is in the database, with {count} changes.")
    yield pattern.format(date=_moment(done["made_at"], language), count=done["rows"].get("change", 0))
    yield language.say("Command", "Start the server: devices send again what came after the copy was taken.")


def _sealed(document: Mapping[str, Any], language: Language) -> Lines:
    if not document["sealed"]:
        yield language.say("Command", "No device has handed anything over.")
    for one in document["sealed"]:
        done = language.say("Command", "taken over") if one["applied_at"] else ""
        came = _moment(one["received_at"], language)
        yield f"{one['number']}  {one['office']}-{one['code']}  {came}  {done}".rstrip()


def _opened(document: Mapping[str, Any], language: Language) -> Lines:
    """How much is inside; each change is shown to programs alone."""
    pattern = language.say("Command", "Number {number} holds {changes} changes and {photos} pictures.")
    changes = sum(document["changes"].values())
    yield pattern.format(number=document["number"], changes=changes, photos=document["photos"])
    if "applied" in document:
        applied = document["applied"]
        pattern = language.say("Command", "Taken over: {taken}, of them refused: {refused}.")
        taken = sum(count for verdict, count in applied.items() if verdict != "photos")
        yield pattern.format(taken=taken, refused=applied.get("refused", 0))


def _moment(text: str, language: Language) -> str:
    """ISO 8601 in UTC as a long date and time of this machine's zone."""
    return long_moment(datetime.fromisoformat(text).astimezone(), language)


def _bundles(document: Mapping[str, Any], language: Language) -> Lines:
    for one in document["bundles"]:
        if one["problem"]:
            told = explain(Problem(one["problem"], facts=one["facts"]), language)
            yield f"{one['bundle']}  {told.title} {told.remedy}"
        else:
            words = language.say("Command", "{bundle}: taken; its answer is {answer}")
            yield words.format(bundle=one["bundle"], answer=one["answer"])


_WORDS: dict[str, Callable[[Mapping[str, Any], Language], Lines]] = {
    "expires": _code,
    "devices": _devices,
    "offices": _board,
    "renamed": _renamed,
    "revoked": _revoked,
    "added": _added,
    "backup": _backup,
    "restored": _restored,
    "sealed": _sealed,
    "photos": _opened,
    "bundles": _bundles,
}
