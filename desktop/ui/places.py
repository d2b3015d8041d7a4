"""The places of the window: what the rail shows, and the page behind each, imported when first visited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.ui.pages.page import Page
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, say

# Pages are imported late: the first window stands before the printing and form libraries are read.
# ruff: noqa: PLC0415


@dataclass(frozen=True)
class Place:
    """A place one can go to; ``icon`` is empty when it is reached from another page only."""

    key: str
    words: Telling
    make: Callable[[Sitting], Page]
    icon: str = ""
    shortcut: str = ""
    at_foot: bool = False


def _today(sitting: Sitting) -> Page:
    from desktop.ui.pages.today import TodayPage

    return TodayPage(sitting)


def _register(sitting: Sitting) -> Page:
    from desktop.ui.pages.register import RegisterPage

    return RegisterPage(sitting)


def _people(sitting: Sitting) -> Page:
    from desktop.ui.pages.people import PeoplePage

    return PeoplePage(sitting)


def _household(sitting: Sitting) -> Page:
    from desktop.ui.pages.household import HouseholdPage

    return HouseholdPage(sitting)


def _change(sitting: Sitting) -> Page:
    from desktop.ui.pages.changes.page import ChangePage

    return ChangePage(sitting)


def _decide(sitting: Sitting) -> Page:
    from desktop.ui.pages.changes.decide import DecidePage

    return DecidePage(sitting)


def _backlog(sitting: Sitting) -> Page:
    from desktop.ui.pages.backlog import BacklogPage

    return BacklogPage(sitting)


def _campaigns(sitting: Sitting) -> Page:
    from desktop.ui.pages.campaigns import CampaignsPage

    return CampaignsPage(sitting)


def _forms(sitting: Sitting) -> Page:
    from desktop.ui.pages.blank_forms import BlankFormsPage

    return BlankFormsPage(sitting)


def _print_desk(sitting: Sitting) -> Page:
    from desktop.ui.pages.print_desk import PrintDeskPage

    return PrintDeskPage(sitting)


def _synchronise(sitting: Sitting) -> Page:
    from desktop.ui.pages.sync_centre.page import SyncCentrePage

    return SyncCentrePage(sitting)


def _regional(sitting: Sitting) -> Page:
    from desktop.ui.pages.regional.page import RegionalPage

    return RegionalPage(sitting)


def _settings(sitting: Sitting) -> Page:
    from desktop.ui.pages.settings import SettingsPage

    return SettingsPage(sitting)


def _bulk(sitting: Sitting) -> Page:
    from desktop.ui.pages.bulk.entry import BulkPage

    return BulkPage(sitting)


def _import(sitting: Sitting) -> Page:
    from desktop.ui.pages.bulk.import_page import ImportPage

    return ImportPage(sitting)


def _held(sitting: Sitting) -> Page:
    from desktop.ui.pages.bulk.held_page import HeldPage

    return HeldPage(sitting)


def _export(sitting: Sitting) -> Page:
    from desktop.ui.pages.bulk.export_page import ExportPage

    return ExportPage(sitting)


def _complaints(sitting: Sitting) -> Page:
    from desktop.ui.pages.complaints import ComplaintsPage

    return ComplaintsPage(sitting)


def _employers(sitting: Sitting) -> Page:
    from desktop.ui.pages.employers import EmployersPage

    return EmployersPage(sitting)


def _insured(sitting: Sitting) -> Page:
    from desktop.ui.pages.insured import InsuredPage

    return InsuredPage(sitting)


def _coverage(sitting: Sitting) -> Page:
    from desktop.ui.pages.coverage import CoveragePage

    return CoveragePage(sitting)


PLACES: tuple[Place, ...] = (
    Place("today", lambda: say("Rail", "Today"), _today, "home"),
    Place("register", lambda: say("Rail", "New household"), _register, "user-plus", "F2"),
    Place("people", lambda: say("Rail", "People"), _people, "users", "F3"),
    Place("household", lambda: say("Rail", "Household"), _household),
    Place("change", lambda: say("Rail", "Change"), _change),
    Place("decide", lambda: say("Rail", "To decide"), _decide, "checklist", "F6"),
    Place("backlog", lambda: say("Backlog", "Paper forms"), _backlog),
    Place("bulk", lambda: say("Rail", "In bulk"), _bulk, "layout-grid", "F7"),
    Place("import", lambda: say("Bulk", "Import a list"), _import),
    Place("held", lambda: say("Bulk", "Households held back"), _held),
    Place("export", lambda: say("Export", "Export people or households"), _export),
    Place("campaigns", lambda: say("Campaign", "Campaigns"), _campaigns),
    Place("forms", lambda: say("Form", "Blank forms"), _forms),
    Place("print", lambda: say("Rail", "Print desk"), _print_desk, "printer", "F4"),
    Place("complaints", lambda: say("Rail", "Complaints"), _complaints, "message", "Ctrl+F9"),
    Place("employers", lambda: say("Employers", "Employers"), _employers),
    Place("insured", lambda: say("Insured", "Insurance"), _insured),
    Place("coverage", lambda: say("Coverage", "Four counts"), _coverage),
    Place("synchronise", lambda: say("Rail", "Synchronise"), _synchronise, "cloud-upload", "F5"),
    Place("regional", lambda: say("Regional", "Regional office"), _regional),
    Place("settings", lambda: say("Rail", "Settings"), _settings, "settings", at_foot=True),
)


def place(key: str) -> Place:
    """The place of that key. Raises ``KeyError``."""
    for known in PLACES:
        if known.key == key:
            return known
    raise KeyError(key)
