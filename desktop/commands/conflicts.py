"""`guichet conflicts`: what two people wrote without knowing of each other, and what shall stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language, mark
from desktop.language.dates import short_moment
from desktop.language.fields import field_in_words
from desktop.language.terms import label
from desktop.language.values import in_words
from desktop.services.desk import Desk
from desktop.services.settling import listed, settle
from desktop.services.settling.listed import ConflictLine, ConflictView, Contested, Writing
from desktop.services.settling.settle import Choice, Side, Typed
from domain.problems import Problem, Refused
from domain.settling import typed_value
from domain.vocabulary import ConflictCause, SettledHow

_ACTIONS = {
    "list": mark("CommandHelp", "list the conflicts nobody has settled"),
    "show": mark("CommandHelp", "show both sides of one, who wrote them, and the evidence"),
    "settle": mark("CommandHelp", "say which value stands, field by field or for all"),
    "trivial": mark("CommandHelp", "settle those that differ in the writing alone; what stands is kept"),
    "reopen": mark("CommandHelp", "take settlements back"),
}
_MINE, _THEIRS = "mine", "theirs"


def arguments(parser: Parser, language: Language) -> None:
    """settle wants a number and what to keep."""
    say = language.say
    below = parser.below()
    found = {}
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
    words = say("CommandHelp", "list those that were settled instead")
    found["list"].add_argument("--settled", action="store_true", help=words)
    words = say("CommandHelp", "the number of the conflict")
    for action in ("show", "settle"):
        found[action].add_argument("number", metavar="#", help=words)
    found["reopen"].add_argument("number", nargs="+", metavar="#", help=words)
    words = say(
        "CommandHelp",
        "mine, theirs, standing or other, for all or as FIELD=mine; or FIELD=VALUE where both are wrong",
    )
    found["settle"].add_argument(
        "--keep", action="append", required=True, metavar=say("Command", "VALUE"), help=words
    )
    found["settle"].add_argument("--why", default="", help=say("CommandHelp", "why it is settled so"))
    words = say("CommandHelp", "why a confidential file is opened; it is written down")
    found["show"].add_argument("--reason", default="", help=words)
    words = say("CommandHelp", "only say what would be settled")
    found["trivial"].add_argument("--preview", action="store_true", help=words)


def run(call: Call) -> Answer:
    """Exit 1 when there is no such conflict, or the person may not settle it."""
    acts = {"list": _list, "show": _show, "settle": _settle, "trivial": _trivial, "reopen": _reopen}
    with call.desk() as desk:
        return acts[call.args.action](call, desk)


def _list(call: Call, desk: Desk) -> Answer:
    rows = listed.settled(desk) if call.args.settled else listed.to_settle(desk)
    found = listed.lines(desk, rows)
    if not found and not call.terminal.as_json:
        call.terminal.note(call.language.say("Command", "No conflict waits to be settled"))
    return Answer([_document(line) for line in found], [_line(line, desk, call.language) for line in found])


def _show(call: Call, desk: Desk) -> Answer:
    view = listed.read(desk, listed.row_called(desk, call.args.number), call.args.reason)
    return Answer(_whole(view), list(_told(view, desk, call.language)))


def _settle(call: Call, desk: Desk) -> Answer:
    row = listed.row_called(desk, call.args.number)
    settle.settle(desk, row, choices_of(listed.read(desk, row), call.args.keep), call.args.why)
    after = listed.read(desk, row)
    words = call.language.say("Command", "Settled: {how}")
    how = label(SettledHow, after.line.settled_how, call.language)
    values = [_pair(name, value, after, desk, call.language) for name, value in after.settled_values.items()]
    return Answer(_whole(after), [words.format(how=how), *values])


def _trivial(call: Call, desk: Desk) -> Answer:
    rows = settle.trivial(desk)
    found = listed.lines(desk, rows)
    called, lines = [line.called for line in found], [_line(line, desk, call.language) for line in found]
    if not call.args.preview:
        settle.settle_trivial(desk, rows)
        lines.append(call.language.say("Command", "%n conflict(s) settled", "", len(rows)))
    return Answer({"conflicts": called, "settled": not call.args.preview}, lines)


def _reopen(call: Call, desk: Desk) -> Answer:
    done = settle.reopen(desk, [listed.row_called(desk, name) for name in call.args.number])
    return Answer({"reopened": done}, [call.language.say("Command", "%n conflict(s) open again", "", done)])


def choices_of(view: ConflictView, given: list[str]) -> dict[str, Choice]:
    """What ``--keep`` says, a field at a time; a word for all fields comes before those for one."""
    fields = {one.name: one for one in view.fields}
    choices: dict[str, Choice] = {}
    for text in sorted(given, key=lambda text: "=" in text):
        name, sign, value = text.partition("=")
        if sign:
            one = fields.get(name)
            if one is None:
                raise Refused(Problem("conflict_not_of", name, facts={"field": name}))
            side = _side(one, value)
            choices[name] = side or Typed(typed_value(view.subject.kind, name, value))
        else:
            choices |= _for_all(fields, text)
    return choices


def _for_all(fields: Mapping[str, Contested], text: str) -> dict[str, Choice]:
    found = {name: _side(one, text) for name, one in fields.items()}
    if None in found.values():
        raise Refused(Problem("conflict_unanswered", "keep"))
    return {name: side for name, side in found.items() if side is not None}


def _side(one: Contested, word: str) -> Side | None:
    """The side a word names; None for a word that is a value."""
    if word in ("standing", "other"):
        return Side.kept if word == "standing" else Side.other
    if word not in (_MINE, _THEIRS):
        return None
    if not one.mine:
        raise Refused(Problem("conflict_side_unclear", one.name))
    return Side.kept if (one.mine == "kept") == (word == _MINE) else Side.other


def _line(line: ConflictLine, desk: Desk, language: Language) -> str:
    """Codes and fields, no values: ``show`` has them."""
    fields = ", ".join(field_in_words(name, language) for name in line.fields)
    told = [line.called, line.person or line.household, fields, label(ConflictCause, line.cause, language)]
    if line.trivial and line.state == "open":
        told.append(label(SettledHow, SettledHow.same, language))
    if line.state == "settled":
        told += [line.settled_by, label(SettledHow, line.settled_how, language), line.settled_why]
    return "  ".join(filter(None, [*told, _when(line.settled_at or line.at, desk, language)]))


def _told(view: ConflictView, desk: Desk, language: Language) -> Iterator[str]:
    yield _line(view.line, desk, language)
    say = language.say
    for one in view.fields:
        for value, by, words in (
            (one.kept, one.kept_by, say("Command", "stands")),
            (one.other, one.other_by, say("Command", "the other")),
        ):
            shown = in_words(one.name, value, desk.programme, language, view.subject.kind)
            yield f"  {field_in_words(one.name, language)}: {shown}  ({words}; {_who(by, desk, language)})"
    for name, value in view.beside.items():
        pattern = say("Command", "  changed meanwhile: {value}")
        yield pattern.format(value=_pair(name, value, view, desk, language).strip())
    for told in view.evidence:
        shown = in_words(told.field, told.value, desk.programme, language, view.subject.kind)
        yield f"  {shown}: {told.why}"


def _pair(name: str, value: Any, view: ConflictView, desk: Desk, language: Language) -> str:
    shown = in_words(name, value, desk.programme, language, view.subject.kind)
    return f"  {field_in_words(name, language)}: {shown}"


def _who(by: Writing, desk: Desk, language: Language) -> str:
    say = language.say
    place = say("Command", "here") if by.here else say("Command", "laptop {device}").format(device=by.device)
    who = by.who or say("Command", "somebody")
    return ", ".join(filter(None, (who, place, _when(by.at, desk, language))))


def _when(at: str, desk: Desk, language: Language) -> str:
    if not at:
        return ""
    return short_moment(datetime.fromisoformat(at).astimezone(ZoneInfo(desk.office.time_zone)), language)


def _document(line: ConflictLine) -> dict[str, Any]:
    return {
        "number": line.called,
        "kind": line.kind,
        "cause": line.cause.value,
        "household": line.household,
        "person": line.person,
        "fields": list(line.fields),
        "at": line.at,
        "state": line.state,
        "trivial": line.trivial,
        "may_settle": line.may_settle,
        "settled_by": line.settled_by,
        "settled_at": line.settled_at,
        "settled_how": line.settled_how,
        "settled_why": line.settled_why,
    }


def _whole(view: ConflictView) -> dict[str, Any]:
    def by(writing: Writing) -> dict[str, Any]:
        return {"who": writing.who, "at": writing.at, "device": writing.device, "here": writing.here}

    values = [
        {
            "field": one.name,
            "stands": one.stands,
            "kept": one.kept,
            "other": one.other,
            "mine": one.mine,
            "kept_by": by(one.kept_by),
            "other_by": by(one.other_by),
        }
        for one in view.fields
    ]
    evidence = [{"field": e.field, "value": e.value, "why": e.why, "at": e.at} for e in view.evidence]
    documents = [{"number": one.id, "kind": one.kind, "title": one.title} for one in view.documents]
    return {
        **_document(view.line),
        "values": values,
        "beside": view.beside,
        "evidence": evidence,
        "documents": documents,
        "settled_values": view.settled_values,
        "settled_before": list(view.settled_before),
    }
