"""Settings: people of the office, the look, backups, the check of the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import sign_in, users
from desktop.ui import speech, theme
from desktop.ui.messages import Question
from desktop.ui.pages.settings.page import SettingsPage
from desktop.ui.window import Window
from domain.problems import Refused

PASSWORD = "a long enough password"


@pytest.fixture
def page(signed_in: Window) -> SettingsPage:
    assert signed_in.frame is not None
    signed_in.frame.go("settings")
    shown = signed_in.frame.page()
    assert isinstance(shown, SettingsPage)
    return shown


def add_person(page: SettingsPage, username: str, password: str = PASSWORD) -> None:
    form = page.users.form
    page.users.add.click()
    form.user.set_value(username)
    form.name.set_value("Gul Zaman")
    form.role.set_value("clerk")
    form.password.set_value(password)
    form.again.set_value(password)
    form.keep.click()


def test_a_new_person_can_sign_in(page: SettingsPage) -> None:
    add_person(page, "gul")
    assert page.users.form.isHidden()
    assert page.notice.words()
    sign_in.sign_in(page.desk.path, PASSWORD, "gul").close()


def test_a_weak_password_stands_beside_its_field(page: SettingsPage) -> None:
    add_person(page, "gul", "short")
    assert not page.users.form.isHidden()
    assert page.users.form.password.problem() is not None


def test_a_name_that_is_taken_stands_beside_its_field(page: SettingsPage) -> None:
    add_person(page, "amina")
    assert page.users.form.user.problem() is not None


def test_two_different_passwords_are_refused_on_the_screen(page: SettingsPage) -> None:
    form = page.users.form
    page.users.add.click()
    form.password.set_value("one password here")
    form.again.set_value("another password")
    form.keep.click()
    assert form.again.problem() is not None


def test_closing_an_account_asks_first(page: SettingsPage, qtbot: QtBot) -> None:
    add_person(page, "gul")
    question = page.users.ask_disable("gul", "Gul Zaman")
    assert isinstance(question, Question) and "Gul Zaman" in question.windowTitle()
    question.reject()
    assert [user.active for user in users.everyone(page.desk)] == [True, True]
    page.users.ask_disable("gul", "Gul Zaman").accept()
    assert [user.active for user in users.everyone(page.desk)] == [True, False]
    with pytest.raises(Refused):
        sign_in.sign_in(page.desk.path, PASSWORD, "gul")


def test_a_new_password_replaces_the_old_one(page: SettingsPage) -> None:
    form = page.users.form
    form.ask_password("amina", "Amina Khan")
    assert form.user.isHidden()
    form.password.set_value("quite another password")
    form.again.set_value("quite another password")
    form.keep.click()
    sign_in.sign_in(page.desk.path, "quite another password", "amina").close()


def test_a_backup_is_written_and_never_overwrites(page: SettingsPage, tmp_path: Path) -> None:
    backup = tmp_path / "NSR.guichet-backup"
    page.back_up_to(backup)
    assert backup.is_file()
    assert backup.name in page.notice.words()
    before = backup.read_bytes()
    page.back_up_to(backup)
    assert backup.read_bytes() == before
    assert "already" in page.notice.words()
    assert page.save.isEnabled()


def test_a_sound_file_is_said_to_be_sound(page: SettingsPage) -> None:
    page.office.check.click()
    assert "sound" in page.notice.words()
    assert "12" in page.notice.words()


def test_a_damaged_file_is_said_to_be_damaged(page: SettingsPage) -> None:
    with page.desk.store.transaction() as connection:
        connection.execute("UPDATE change SET chain = x'00' WHERE id = (SELECT min(id) FROM change)")
    page.office.check.click()
    assert "damaged" in page.notice.words()


def test_larger_text_is_worn_at_once_and_remembered(
    page: SettingsPage, signed_in: Window, qtbot: QtBot, qapp: QApplication
) -> None:
    page.look.text_size.set_value("150")
    page.look.text_size.changed.emit()
    qtbot.waitUntil(lambda: theme.grown(100) == 150)
    assert signed_in.remembered.text_size == 150
    theme.wear(qapp, "light")


def test_the_language_box_of_the_page_and_of_the_strip_agree(
    page: SettingsPage, signed_in: Window, qtbot: QtBot
) -> None:
    page.look.language.set_value("pt")
    page.look.language.changed.emit()
    qtbot.waitUntil(lambda: speech.language().code == "pt")
    assert signed_in.frame is not None
    assert signed_in.frame.header.strip.languages.chosen() == "pt"
    assert page.look.language.value() == "pt"


def test_restoring_leads_to_the_entry(page: SettingsPage, signed_in: Window, qtbot: QtBot) -> None:
    page.wish.emit("restore", None)
    qtbot.waitUntil(lambda: signed_in.frame is None)
    assert signed_in.entry.step() is signed_in.entry.restore


def test_only_who_may_manages_people(signed_in: Window, page: SettingsPage) -> None:
    add_person(page, "gul")
    signed_in.lock()
    signed_in.entry.sign_in.user.set_value("gul")
    signed_in.entry.sign_in.password.set_value(PASSWORD)
    signed_in.entry.sign_in.sign_in()
    assert signed_in.frame is not None
    signed_in.frame.go("settings")
    again = signed_in.frame.page()
    assert isinstance(again, SettingsPage)
    assert again.users.add.isHidden()
