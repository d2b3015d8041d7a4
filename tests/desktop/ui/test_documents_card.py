"""Documents on the household's page: from a file, the camera or a drop; seen, turned; refused by name."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop.services import documents
from desktop.ui import speech
from desktop.ui.camera.picture_dialog import PictureDialog
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.pages.household.documents_card import DocumentsCard
from desktop.ui.pages.household.documents_form import DocumentsForm
from desktop.ui.window import Window
from domain.languages import LANGUAGES
from domain.vocabulary import DocumentKind
from tests.desktop.ui.camera.pictures_source import PicturesSource
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless
from tests.desktop.ui.registering import wider_than_shown
from tests.desktop.ui.test_household import code as code
from tests.desktop.ui.test_household import page as page
from tests.desktop.ui.test_household import view_of

LAPTOP, MAGNIFIED = QSize(1366, 768), QSize(911, 512)


def scan(path: Path, size: tuple[int, int] = (1654, 2339)) -> Path:
    """A page, its upper half grey."""
    sheet = Image.new("RGB", size, "white")
    sheet.paste((120, 120, 120), (0, 0, size[0], size[1] // 2))
    sheet.save(path)
    return path


def paper(path: Path) -> Path:
    data = io.BytesIO()
    canvas = Canvas(data)
    canvas.drawString(80, 700, "Residence")
    canvas.save()
    path.write_bytes(data.getvalue())
    return path


def card_of(page: HouseholdPage) -> DocumentsCard:
    return page.documents


def framing(form: DocumentsForm) -> PictureDialog:
    """The dialog open now: the last one asked for."""
    return [one for one in form.findChildren(PictureDialog) if one.isVisible()][-1]


def words_of(card: DocumentsCard) -> str:
    QCoreApplication.processEvents()
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_a_scan_is_framed_kept_and_listed(page: HouseholdPage, tmp_path: Path, qtbot: QtBot) -> None:
    card = card_of(page)
    assert "No document yet" in words_of(card)
    card.add.click()
    form = card.form
    assert form.isVisible() and not form.keep.isEnabled()
    form.read(scan(tmp_path / "acte.png"))
    dialog = framing(form)
    qtbot.keyClick(dialog.crop, Qt.Key.Key_R)
    qtbot.keyClick(dialog.crop, Qt.Key.Key_Return)
    assert "was made smaller" in form.state.text() and form.keep.isEnabled()
    form.kind.set_value("certificate")
    form.whose.set_value(view_of(page).members[1].code)
    assert form.title.value() == "acte"
    qtbot.keyClick(form.keep, Qt.Key.Key_Return)
    assert not form.isVisible()
    [line] = card.lines()
    assert (line.kind, line.title, line.name) == ("certificate", "acte", "Abdul Rahman Khattak")
    assert "Certificate · acte" in words_of(card) and "Amina Khan" in words_of(card)
    assert "Document kept: Certificate, acte" in page.timeline.text()
    kept = Image.open(io.BytesIO(documents.data(page.desk, line.row)))
    assert kept.size == (1754, 1240)
    assert kept.convert("L").getpixel((1600, 600)) < 140 < kept.convert("L").getpixel((100, 600))  # type: ignore[operator]
    card.add.click()
    assert form.kind.value() == "certificate", "the kind kept last"
    assert form.state.text().startswith("A picture or a PDF")


def test_a_page_is_taken_with_the_camera(page: HouseholdPage) -> None:
    card = card_of(page)
    card.ask()
    image = QImage(1280, 720, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.lightGray)
    card.form.camera = lambda _parent: PicturesSource([image])
    dialog = card.form.open_camera()
    assert dialog.live is not None and not dialog.live.mirror.isVisible()
    dialog.take()
    dialog.keep.click()
    card.form.kind.set_value("evidence")
    card.form.title.set_value("House")
    card.form.keep.click()
    [line] = card.lines()
    assert (line.title, line.mime, line.code) == ("House", "image/jpeg", "")


def test_a_pdf_is_kept_as_it_is_and_shown(page: HouseholdPage, tmp_path: Path, qtbot: QtBot) -> None:
    card = card_of(page)
    card.ask(paper(tmp_path / "residence.pdf"))
    card.form.kind.set_value("certificate")
    card.form.keep.click()
    [line] = card.lines()
    assert documents.data(page.desk, line.row) == (tmp_path / "residence.pdf").read_bytes()
    view = card.open_document(line)
    qtbot.waitUntil(lambda: view.pdf.pages() == 1)
    before = view.pdf.view.zoomFactor()
    view.zoom(2)
    assert view.pdf.view.zoomFactor() == pytest.approx(before * 2)
    view.reject()


def test_a_file_dropped_on_the_card_opens_the_form(page: HouseholdPage, tmp_path: Path) -> None:
    card = card_of(page)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper(tmp_path / "residence.pdf")))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QCoreApplication.sendEvent(card, drop)
    card.dropEvent(drop)
    assert card.form.isVisible() and "residence.pdf" in card.form.state.text()


@pytest.mark.parametrize("name", ["lettre.jpg", "acte.pdf"])
def test_what_cannot_be_read_is_named_and_nothing_typed_is_lost(
    page: HouseholdPage, tmp_path: Path, name: str
) -> None:
    card = card_of(page)
    card.ask()
    card.form.title.set_value("Birth of Gul")
    (tmp_path / name).write_bytes(b"%PDF-1.7" if name.endswith("pdf") else b"Dear Sir")
    card.form.read(tmp_path / name)
    assert name in card.form.state.text() and not card.form.keep.isEnabled()
    assert card.form.title.value() == "Birth of Gul"


def test_what_is_missing_or_wrong_stands_beside_its_field(page: HouseholdPage, tmp_path: Path) -> None:
    card = card_of(page)
    card.ask(paper(tmp_path / "residence.pdf"))
    form = card.form
    form.keep.click()
    assert getattr(form.kind.problem(), "code", "") == "field_missing"
    form.kind.set_value("other")
    form.on.set_value("31/02/2026")
    form.keep.click()
    assert getattr(form.on.problem(), "code", "") == "field_wrong"
    form.on.set_value("2190-01-01")
    form.keep.click()
    assert getattr(form.on.problem(), "code", "") == "document_date_future"
    assert card.lines() == [] and form.isVisible()
    assert page.back() and not form.isVisible()


def test_a_document_is_seen_large_and_turned(page: HouseholdPage, tmp_path: Path, qtbot: QtBot) -> None:
    home = view_of(page)
    documents.attach(page.desk, home.code, DocumentKind.id_scan, scan(tmp_path / "a.png"))
    page.read()
    card = card_of(page)
    view = card.open_document(card.lines()[0])
    QCoreApplication.processEvents()
    whole = view._label.pixmap().size()
    assert whole.height() > 400, "it fills the room there is"
    qtbot.keyClick(view, "+")
    assert view._label.pixmap().width() > whole.width()
    qtbot.keyClick(view, "0")
    qtbot.keyClick(view, Qt.Key.Key_R)
    turned = view._label.pixmap().size()
    assert turned.width() > turned.height() and whole.height() > whole.width()
    view.save_to(tmp_path / "out.jpg")
    kept = documents.data(page.desk, card.lines()[0].row)
    assert (tmp_path / "out.jpg").read_bytes() == kept, "what is saved is what is kept"
    view.save_to(tmp_path / "none" / "out.jpg")
    assert view.notice.words()
    assert documents.as_pdf(page.desk, card.lines()[0].row).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("size", [LAPTOP, MAGNIFIED], ids=["laptop", "magnified"])
def test_nothing_is_cut_unnamed_or_lettered_twice(
    signed_in: Window, page: HouseholdPage, tmp_path: Path, size: QSize
) -> None:
    home = view_of(page)
    documents.attach(
        page.desk, home.members[0].code, DocumentKind.id_scan, scan(tmp_path / "a.png"), "Carte", person=True
    )
    page.read()
    signed_in.resize(size)
    card = card_of(page)
    card.ask(paper(tmp_path / "residence.pdf"))
    assert signed_in.frame is not None
    for language in LANGUAGES:
        speech.speak(language)
        twice = letters_used_twice(signed_in.frame)
        own = [text for texts in twice.values() for text in texts if text.strip() == card.add.text().strip()]
        assert (language, own, letters_used_twice(card)) == (language, [], {})
        view = card.open_document(card.lines()[0])
        for _ in range(4):
            QCoreApplication.processEvents()
        for root in (card, view):
            assert (language, cut_words(root)) == (language, [])
            assert (language, wider_than_shown(root)) == (language, [])
            assert (language, nameless(root)) == (language, [])
        assert (language, letters_used_twice(view)) == (language, {})
        view.reject()
        # Deleted before the next language: its letters are its own.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
