"""A dressed application without a screen, in English; a real office file with a dozen households."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from desktop.application import Application
from desktop.models.vault import Hardness
from desktop.services import drafts, register, sign_in
from desktop.services.desk import Desk
from desktop.ui import speech, theme
from desktop.ui.background import Inline
from desktop.ui.remembered import Remembered
from desktop.ui.window import Window
from domain.registration import parse
from guichet.sample.households import households
from packs import reading

USER, PASSWORD = "amina", "a long enough password"
SOFT = Hardness(8 * 1024, 1, 1)
HOUSEHOLDS = 12


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test starts light, at 100 %, in English."""
    if theme.palette() is not theme.LIGHT or not qapp.styleSheet() or theme.grown(100) != 100:
        theme.wear(qapp, "light")
    speech.speak("en")
    yield


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    return Remembered(tmp_path / "window.ini")


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office file of the Nowshera office: one user, a dozen households, one draft."""
    path = tmp_path_factory.mktemp("office") / "NSR.guichet"
    programme = reading.find("kp-one-window")
    Application(hardness=SOFT).create_office(path, programme, "NSR", USER, PASSWORD, "Amina Khan")
    desk = sign_in.sign_in(path, PASSWORD, USER)
    for line in households(programme, HOUSEHOLDS, seed=7, office="NSR"):
        register.register(desk, parse(line))
    drafts.save(desk, None, {"members": [{"role": "head", "given_name": "Gul", "family_name": "Zaman"}]})
    desk.close()
    return path


@pytest.fixture
def office(made_file: Path, tmp_path: Path) -> Path:
    """A copy of that file for this test alone."""
    for part in made_file.parent.glob(f"{made_file.name}*"):
        shutil.copy(part, tmp_path / part.name)
    return tmp_path / made_file.name


@pytest.fixture
def desk(office: Path) -> Iterator[Desk]:
    opened = sign_in.sign_in(office, PASSWORD, USER)
    yield opened
    opened.close()


@pytest.fixture
def application(tmp_path: Path) -> Application:
    return Application(hardness=SOFT, data=tmp_path / "data")


@pytest.fixture
def window(
    qapp: QApplication, remembered: Remembered, application: Application, office: Path
) -> Iterator[Window]:
    """The window at its entry; everything asked of it is done at once, in order."""
    shown = Window(Inline(), remembered, lambda: application, office)
    shown.resize(1366, 768)
    shown.show()
    yield shown
    shown.close()
    # At once: a window that lingers is restyled with every later one.
    shiboken6.delete(shown)


@pytest.fixture
def signed_in(window: Window) -> Window:
    """The window with somebody signed in, at today's page."""
    window.entry.sign_in.user.set_value(USER)
    window.entry.sign_in.password.set_value(PASSWORD)
    window.entry.sign_in.sign_in()
    assert window.frame is not None
    return window
