"""Drafts of the wizard: kept as one types, offered, opened again, discarded; a kill takes nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import drafts, sign_in
from desktop.ui.messages import Question
from desktop.ui.pages.register import RegisterPage
from desktop.ui.pages.register.answers import LANGUAGE, MEMBERS, PLACE
from desktop.ui.window import Window
from tests.desktop.ui.conftest import PASSWORD, USER
from tests.desktop.ui.registering import kept, page_of, type_into

SOON_MS = 300


@pytest.fixture
def page(signed_in: Window) -> RegisterPage:
    return page_of(signed_in)


def test_every_answer_is_in_the_file_within_moments(page: RegisterPage, qtbot: QtBot) -> None:
    type_into(page, PLACE, "household.village", "Akora")
    with qtbot.waitSignal(page.keeper.kept, timeout=SOON_MS):
        pass
    assert kept(page)["household"]["village"] == "Akora"


def test_steady_typing_is_kept_without_a_pause(page: RegisterPage, qtbot: QtBot) -> None:
    for letters in range(8):
        type_into(page, PLACE, "household.village", "Akora Kha"[: letters + 2])
        qtbot.wait(60)
    assert kept(page)["household"]["village"]


def test_leaving_keeps_at_once_and_nothing_untouched_is_kept(signed_in: Window, page: RegisterPage) -> None:
    assert signed_in.frame is not None
    before = len(drafts.waiting(page.desk))
    signed_in.frame.go("today")
    assert len(drafts.waiting(page.desk)) == before
    signed_in.frame.go("register")
    type_into(page, PLACE, "household.landmark", "Mill")
    signed_in.frame.go("today")
    assert kept(page)["household"]["landmark"] == "Mill"


def test_a_draft_is_offered_and_opened_where_it_was_left(signed_in: Window, page: RegisterPage) -> None:
    assert "Gul Zaman" in page.notice.words()
    page.notice.action.click()
    assert page.answers.members[0]["given_name"] == "Gul"
    page.show_step(MEMBERS)
    page.leave()
    page.new()
    assert signed_in.frame is not None
    signed_in.frame.go("register", drafts.waiting(page.desk)[0].id)
    assert page.step() == MEMBERS
    assert page.steps.members.form.fields["given_name"].value() == "Gul"
    assert page.answers.get("legal_basis") == "public_interest"


def test_typing_withdraws_the_offer(page: RegisterPage) -> None:
    assert page.notice.words()
    type_into(page, LANGUAGE, "language", "fr")
    assert not page.notice.words()


def test_a_draft_that_is_gone_says_so(signed_in: Window, page: RegisterPage) -> None:
    assert signed_in.frame is not None
    signed_in.frame.go("register", 999)
    assert "finished" in page.notice.words()


def test_discarding_is_asked_and_takes_the_draft_away(page: RegisterPage) -> None:
    type_into(page, PLACE, "household.village", "Akora")
    page.leave()
    draft = page.keeper.draft()
    assert draft is not None
    page.ask_discard()
    [question] = page.findChildren(Question)
    assert drafts.load(page.desk, draft) is not None
    question.accept()
    assert drafts.load(page.desk, draft) is None
    assert page.answers.get("household.village") is None


TYPED_AND_KILLED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.application import Application
from desktop.services import sign_in
from desktop.ui.background import Background
from desktop.ui.remembered import Remembered
from desktop.ui.window import Window

path = Path(sys.argv[1])
app = QApplication(sys.argv[:1])
window = Window(Background(), Remembered(path.with_suffix(".ini")), lambda: Application())
window.enter(sign_in.sign_in(path, sys.argv[2], sys.argv[3]))
window.show()
window.frame.go("register")
page = window.frame.page()
page.keeper.kept.connect(lambda: print("kept", flush=True))
page.steps.place.fields["household.village"].set_value("Typed before the power cut")
page.steps.place.put("household.village")
app.exec()
"""


def test_a_draft_survives_being_killed(office: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", TYPED_AND_KILLED, str(office), PASSWORD, USER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None
        assert typing.stdout.readline() == "kept\n"
        typing.send_signal(signal.SIGKILL)
    desk = sign_in.sign_in(office, PASSWORD, USER)
    body = drafts.load(desk, drafts.waiting(desk)[0].id)
    desk.close()
    assert body is not None and body["household"]["village"] == "Typed before the power cut"
