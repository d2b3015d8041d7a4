"""The entry: sign in, be refused, make an office, come back with the code, restore a backup."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services import back_up
from desktop.services.desk import Desk
from desktop.ui.parts.secret import SecretLine
from desktop.ui.window import Window

PASSWORD = "a long enough password"


def sign_in(window: Window, password: str, user: str = "amina") -> None:
    window.entry.sign_in.user.set_value(user)
    window.entry.sign_in.password.set_value(password)
    window.entry.sign_in.sign_in()


def test_enter_in_the_password_signs_in(window: Window, qtbot: QtBot) -> None:
    step = window.entry.sign_in
    step.user.set_value("amina")
    qtbot.keyClicks(step.password.line, PASSWORD)
    qtbot.keyClick(step.password.line, Qt.Key.Key_Return)
    assert window.frame is not None


def test_a_wrong_user_and_a_wrong_password_are_answered_alike(window: Window) -> None:
    sign_in(window, "wrong")
    wrong_password = window.entry.sign_in.notice.words()
    sign_in(window, PASSWORD, user="somebody")
    assert window.entry.sign_in.notice.words() == wrong_password != ""
    assert window.frame is None


def test_waits_grow_and_are_counted_down(window: Window, qtbot: QtBot) -> None:
    step = window.entry.sign_in
    for _ in range(3):
        sign_in(window, "wrong")
    assert not step.enter.isEnabled()
    assert "second" in step.notice.words()
    qtbot.waitUntil(step.enter.isEnabled, timeout=3000)
    sign_in(window, PASSWORD)
    assert window.frame is not None


def test_capital_letters_without_shift_are_pointed_out(window: Window, qtbot: QtBot) -> None:
    step = window.entry.sign_in
    qtbot.keyClick(step.password.line, "A")
    assert not step.capitals.isHidden()
    qtbot.keyClick(step.password.line, "a")
    assert step.capitals.isHidden()


def test_a_password_can_be_shown(window: Window) -> None:
    line = window.entry.sign_in.password.line
    assert isinstance(line, SecretLine) and not line.shown()
    line.actions()[0].trigger()
    assert line.shown()


def test_an_empty_file_is_explained(window: Window, tmp_path: Path) -> None:
    empty = tmp_path / "empty.guichet"
    empty.touch()
    window.entry.sign_in.choose(empty)
    sign_in(window, PASSWORD)
    assert window.entry.sign_in.notice.words()
    assert window.entry.sign_in.enter.isEnabled()


def make_office(window: Window, path: Path) -> None:
    window.entry.show_step("create")
    step = window.entry.new_office
    step.programme.set_value("kp-one-window")
    step.programme.changed.emit()
    step.office.set_value("LDR")
    step.office.changed.emit()
    step.keep_at(path)
    step.user.set_value("bakht")
    step.password.set_value(PASSWORD)
    step.again.set_value(PASSWORD)
    step.make_file()


def test_a_new_office_shows_its_code_once_then_opens(window: Window, tmp_path: Path) -> None:
    make_office(window, tmp_path / "LDR.guichet")
    step = window.entry.code
    assert window.entry.step() is step
    code = step.document().toPlainText().split("\n")[1].strip()
    assert len(code.replace("-", "")) == 30
    step.proof.set_value("wrong")
    step.go_on.click()
    assert window.frame is None and step.proof.problem() is not None
    step.proof.set_value(code[-5:])
    step.go_on.click()
    assert window.frame is not None
    assert window.frame.sitting.desk.office.code == "LDR"
    assert code not in step.document().toPlainText()


def test_what_is_missing_stands_beside_its_field(window: Window) -> None:
    window.entry.show_step("create")
    step = window.entry.new_office
    step.password.set_value("one password")
    step.again.set_value("another one")
    step.make_file()
    wrong = {name for name, field in step.fields.items() if field.problem() is not None}
    assert wrong == {"pack", "office", "username", "again"}


def test_the_recovery_code_gives_a_new_password_and_a_new_code(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "LDR.guichet"
    make_office(window, path)
    old = window.entry.code.document().toPlainText().split("\n")[1].strip()
    window.entry.show_step("sign_in")
    window.entry.sign_in.choose(path)
    window.entry.show_step("recover")
    step = window.entry.recover
    step.code.set_value(old.lower())
    step.user.set_value("bakht")
    step.password.set_value("quite another password")
    step.again.set_value("quite another password")
    step.recover()
    assert window.entry.step() is window.entry.code
    new = window.entry.code.document().toPlainText().split("\n")[1].strip()
    assert new != old
    window.entry.code.proof.set_value(new[-5:])
    window.entry.code.go_on.click()
    assert window.frame is not None


def test_a_wrong_recovery_code_is_refused(window: Window) -> None:
    window.entry.show_step("recover")
    step = window.entry.recover
    step.code.set_value("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")
    step.user.set_value("amina")
    step.password.set_value("quite another password")
    step.again.set_value("quite another password")
    step.recover()
    assert window.entry.step() is step
    assert step.notice.words() or any(field.problem() for field in step.fields.values())


def test_a_backup_becomes_a_new_file_and_opens(window: Window, desk: Desk, tmp_path: Path) -> None:
    backup = back_up.back_up(desk, tmp_path / "NSR.guichet-backup")
    step = window.entry.restore
    window.entry.show_step("restore")
    step.take(backup)
    step.keep_at(tmp_path / "again.guichet")
    step.user.set_value("amina")
    step.password.set_value(PASSWORD)
    step.restore()
    assert window.frame is not None
    assert window.frame.sitting.desk.path == tmp_path / "again.guichet"


@pytest.mark.parametrize("name", ["sign_in", "create", "recover", "restore"])
def test_each_step_begins_in_its_first_field(window: Window, qtbot: QtBot, name: str) -> None:
    window.activateWindow()
    window.entry.show_step(name)
    focused = window.focusWidget()
    assert focused is not None and window.entry.step().isAncestorOf(focused)
