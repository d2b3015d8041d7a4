"""The recovery code, shown once: large, to print or copy, and to prove that it was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QVBoxLayout

from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.entry.step import Given, Step
from desktop.ui.fields.text import TextField
from desktop.ui.parts.button import Button
from desktop.ui.remembered import Remembered
from desktop.ui.speech import say
from domain.problems import Fault, Problem


class RecoveryCode(Step):
    """``kept`` comes once the last group of letters was typed back: the code is then shown no more."""

    kept = Signal()

    def __init__(self, runner: Runner, remembered: Remembered, application: Given) -> None:
        super().__init__(
            runner,
            remembered,
            application,
            lambda: say("Entry", "The recovery code"),
            lambda: say(
                "Entry",
                "If every password is lost, only this code opens the file again. It is shown this once and "
                "kept nowhere else. Print it or copy it by hand, and lock it away from the computer.",
            ),
        )
        self._code = ""
        self._add_code()
        self.proof = TextField(
            lambda: say("Entry", "&Last five letters of the code"),
            hint=lambda: say("Entry", "To be sure that it was copied."),
            required=True,
            longest=5,
            parent=self,
        )
        self.add("proof", self.proof)
        self.proof.line.returnPressed.connect(self._go_on)
        self.printer = Button(lambda: say("Entry", "&Print the code"), icon="printer", parent=self)
        self.printer.clicked.connect(self._print)
        self.add_button(self.printer, first=True)
        self.go_on = Button(lambda: say("Entry", "&Open the office"), kind="primary", parent=self)
        self.go_on.clicked.connect(self._go_on)
        self.add_button(self.go_on)

    def _add_code(self) -> None:
        box = QFrame(self)
        box.setProperty("surface", "well")
        self._shown = QLabel(box)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setProperty("type", "display")
        font = QFont(self._shown.font())
        font.setFeature(QFont.Tag("tnum"), 1)
        self._shown.setFont(font)
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.addWidget(self._shown)
        self.body.addWidget(box)

    def show_code(self, code: str) -> None:
        """Shows the code in two lines of groups."""
        self._code = code
        groups = code.split("-")
        half = (len(groups) + 1) // 2
        self._shown.setText("  ".join(groups[:half]) + "\n" + "  ".join(groups[half:]))
        self._shown.setAccessibleName(say("Entry", "The recovery code") + ": " + " ".join(code))
        self.proof.set_value("")
        self.proof.set_problem(None)

    def begin(self) -> None:
        self.proof.setFocus()

    def _go_on(self) -> None:
        if self.proof.value().upper() != self._code.replace("-", "")[-5:]:
            self.proof.set_problem(Problem("recovery_code_wrong", "proof"))
            self.proof.setFocus()
            return
        self._code = ""
        self._shown.clear()
        self._shown.setAccessibleName("")
        self.kept.emit()

    def _print(self) -> None:
        # Printing is seldom wanted here, and its library is not needed to sign in.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # noqa: PLC0415

        if not QPrinterInfo.availablePrinterNames():
            self.notice.show_failure(Fault("no_printer"))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self.document().print_(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)

    def document(self) -> QTextDocument:
        """The sheet to lock away."""
        title = say("Entry", "Recovery code of the office file")
        advice = say(
            "Entry", "Keep this sheet locked away from the computer. Whoever holds it can open the file."
        )
        document = QTextDocument()
        document.setHtml(
            f"<h1>{title}</h1><p style='font-size: 28pt; font-family: monospace'>{self._code}</p>"
            f"<p>{advice}</p>"
        )
        return document
