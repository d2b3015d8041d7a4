"""`guichet campaign`: villages by teams, expected and done, and the visits that check the work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import count, day
from desktop.language.catalogue import Language, mark
from desktop.language.dates import short_date
from desktop.language.terms import label
from desktop.services import campaigns
from desktop.services.campaigns import CampaignLine, Progress, Visit
from domain.vocabulary import BackCheck

_ACTIONS = {
    "create": mark("CommandHelp", "begin a campaign"),
    "target": mark("CommandHelp", "say how many households a team is expected to register in a village"),
    "progress": mark("CommandHelp", "show what is expected and done, by village and by day"),
    "sample": mark("CommandHelp", "list the households to visit again, one in twenty"),
    "check": mark("CommandHelp", "note what a visit found"),
    "work": mark("CommandHelp", "register for a campaign's team from now on"),
    "close": mark("CommandHelp", "close a campaign"),
    "list": mark("CommandHelp", "list the campaigns"),
}


def arguments(parser: Parser, language: Language) -> None:
    """Each action with what it takes."""
    say = language.say
    below = parser.below()
    found: dict[str, Parser] = {}
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
        if action not in ("create", "list"):
            words = say("CommandHelp", "the campaign's code")
            found[action].add_argument("campaign", metavar=say("Command", "CAMPAIGN"), help=words)
    _of_create(found["create"], language)
    _of_target(found["target"], language)
    _of_check(found["check"], language)
    words = say("CommandHelp", "the team's name")
    found["work"].add_argument("--team", required=True, help=words)


def _of_create(parser: Parser, language: Language) -> None:
    say = language.say
    parser.add_argument(
        "name", metavar=say("Command", "NAME"), help=say("CommandHelp", "the campaign's name")
    )
    for option, words in (
        ("--from", say("CommandHelp", "the first day, YYYY-MM-DD")),
        ("--until", say("CommandHelp", "the last day, YYYY-MM-DD")),
    ):
        parser.add_argument(option, required=True, type=day, metavar=say("Command", "DATE"), help=words)
    words = say("CommandHelp", "a code of your own (else one is made)")
    parser.add_argument("--code", default="", metavar=say("Command", "CODE"), help=words)
    parser.add_argument("--note", default="", help=say("CommandHelp", "a few words about it"))


def _of_target(parser: Parser, language: Language) -> None:
    say = language.say
    words = say("CommandHelp", "the area's code")
    parser.add_argument("--area", required=True, metavar=say("Command", "CODE"), help=words)
    words = say("CommandHelp", "the village (else the whole area)")
    parser.add_argument("--village", default="", metavar=say("Command", "NAME"), help=words)
    parser.add_argument("--team", required=True, help=say("CommandHelp", "the team's name"))
    words = say("CommandHelp", "how many households are expected")
    parser.add_argument("--expected", required=True, type=count, metavar="N", help=words)


def _of_check(parser: Parser, language: Language) -> None:
    say = language.say
    parser.takes_code()
    words = say("CommandHelp", "what was found")
    parser.add_argument("--result", required=True, choices=[term.value for term in BackCheck], help=words)
    parser.add_argument("--note", default="", help=say("CommandHelp", "a few words about it"))
    words = say("CommandHelp", "the day it happened, YYYY-MM-DD (else today)")
    parser.add_argument("--on", type=day, default=None, metavar=say("Command", "DATE"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 when it is not allowed, or nothing goes by that code."""
    acts: dict[str, Callable[[Call], Answer]] = {
        "create": _create,
        "target": _target,
        "progress": _progress,
        "sample": _sample,
        "check": _check,
        "work": _work,
        "close": _close,
        "list": _list,
    }
    return acts[call.args.action](call)


def _create(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        made = campaigns.create(desk, args.name, getattr(args, "from"), args.until, args.note, args.code)
    return Answer(_document(made), [_line(made, call.language)])


def _target(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        campaigns.target(desk, args.campaign, args.area, args.village, args.team, args.expected)
        found = campaigns.progress(desk, args.campaign)
    return Answer(_progress_document(found), [_sum(found, call.language)])


def _progress(call: Call) -> Answer:
    with call.desk() as desk:
        found = campaigns.progress(desk, call.args.campaign)
        places = {target.area: ", ".join(desk.programme.place_names(target.area)) for target in found.targets}
    lines = [_line(found.campaign, call.language)]
    for target in found.targets:
        where = ", ".join(part for part in (target.village, places[target.area]) if part)
        lines.append(f"{target.done:>6} / {target.expected:<6} {target.team}  {where}")
    lines += [f"{short_date(on)}  {number:>6}  {team}" for on, team, number in found.by_day]
    return Answer(_progress_document(found), [*lines, _sum(found, call.language)])


def _sum(found: Progress, language: Language) -> str:
    words = language.say("Campaign", "{done} of {expected} households")
    return words.format(done=found.done, expected=found.expected)


def _sample(call: Call) -> Answer:
    with call.desk() as desk:
        visits = campaigns.sample(desk, call.args.campaign)
        places = {v.household: ", ".join(desk.programme.place_names(v.area)) for v in visits}
    document = {
        "visits": [_visit(visit) for visit in visits],
        "rates": [
            {
                "team": r.team,
                "drawn": r.drawn,
                "agrees": r.agrees,
                "differs": r.differs,
                "not_found": r.not_found,
            }
            for r in campaigns.rates(visits)
        ],
    }
    lines = []
    for visit in visits:
        found = label(BackCheck, visit.found.result, call.language) if visit.found else ""
        where = ", ".join(part for part in (visit.landmark, visit.village, places[visit.household]) if part)
        lines.append("  ".join((visit.code, visit.team, visit.head_name, where, found)).rstrip())
    return Answer(document, lines)


def _visit(visit: Visit) -> dict[str, Any]:
    found = visit.found
    return {
        "code": visit.code,
        "name": visit.head_name,
        "area": visit.area,
        "village": visit.village,
        "team": visit.team,
        "result": found.result.value if found else None,
        "note": found.note if found else "",
        "on": found.on if found else None,
    }


def _check(call: Call) -> Answer:
    args = call.args
    result = BackCheck(args.result)
    with call.desk() as desk:
        campaigns.check(desk, args.campaign, args.code, result, args.note, args.on)
    words = f"{args.code}: {label(BackCheck, result, call.language)}"
    return Answer({"code": args.code, "result": result.value}, [words])


def _work(call: Call) -> Answer:
    with call.desk() as desk:
        chosen = campaigns.work_for(desk, call.args.campaign, call.args.team)
    words = call.language.say("Campaign", "{campaign}, team {team}")
    line = words.format(campaign=chosen.name, team=chosen.team) if chosen else ""
    document = {"campaign": chosen.campaign, "team": chosen.team} if chosen else None
    return Answer(document, [line])


def _close(call: Call) -> Answer:
    with call.desk() as desk:
        campaigns.close(desk, call.args.campaign)
        closed = campaigns.named(desk, call.args.campaign)
    return Answer(_document(closed), [_line(closed, call.language)])


def _list(call: Call) -> Answer:
    with call.desk() as desk:
        found = campaigns.every(desk)
    return Answer([_document(one) for one in found], [_line(one, call.language) for one in found])


def _line(campaign: CampaignLine, language: Language) -> str:
    closed = language.say("Campaign", "closed") if campaign.closed else ""
    dates = f"{campaign.from_on} – {campaign.until_on}"
    return "  ".join((campaign.code, campaign.name, dates, closed)).rstrip()


def _document(campaign: CampaignLine) -> dict[str, Any]:
    return {
        "code": campaign.code,
        "name": campaign.name,
        "from": campaign.from_on,
        "until": campaign.until_on,
        "closed": campaign.closed,
    }


def _progress_document(found: Progress) -> dict[str, Any]:
    return {
        **_document(found.campaign),
        "expected": found.expected,
        "done": found.done,
        "targets": [
            {
                "area": target.area,
                "village": target.village,
                "team": target.team,
                "expected": target.expected,
                "done": target.done,
            }
            for target in found.targets
        ],
        "days": [{"on": on.isoformat(), "team": team, "done": number} for on, team, number in found.by_day],
    }
