"""First step: the citizen's language, and the privacy notice read to them in it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.catalogue import Language
from desktop.language.terms import labels
from desktop.ui import theme
from desktop.ui.fields.choice import ListField, OptionsField
from desktop.ui.pages.register.answers import Answers
from desktop.ui.pages.register.step import Step
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.reading import Reading
from desktop.ui.parts.words import Words
from desktop.ui.speech import ENDONYMS, language, say
from domain.languages import LanguageCode
from domain.vocabulary import LegalBasis, NoticeGiven


class NoticeStep(Step):
    """Nothing of a person is asked before they were told why, and by which right."""

    def build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        asked = Card(parent=self)
        asked.body.addWidget(self._language())
        column.addWidget(asked)
        column.addWidget(self._notice())
        column.addWidget(self._basis())
        column.addStretch(1)

    def _language(self) -> QWidget:
        offered = self.desk.office.languages
        return self.add(
            "language",
            OptionsField(
                lambda: say("Register", "Which language does the citizen &speak best?"),
                lambda: {code: ENDONYMS[code] for code in offered},
                required=True,
                hint=lambda: say("Register", "For the notice, the reading back and the papers."),
                parent=self,
            ),
        )

    def _notice(self) -> QWidget:
        card = Card(parent=self)
        self._heading = Words(self._heading_words, size="lead", parent=card)
        self._text = Reading(card)
        card.body.addWidget(self._heading)
        card.body.addWidget(self._text)
        return card

    def _basis(self) -> QWidget:
        card = Card(parent=self)
        columns = Columns(720, card)
        given = self.add(
            "notice.given",
            OptionsField(
                lambda: say("Register", "How was the &notice given?"),
                _ways,
                required=True,
                parent=columns,
            ),
        )
        basis = self.add(
            "legal_basis",
            ListField(
                lambda: say("Register", "&Legal basis"),
                lambda: labels(LegalBasis, language()),
                required=True,
                hint=self._proposed,
                parent=columns,
            ),
        )
        columns.add(given, 3)
        columns.add(basis, 2)
        card.body.addWidget(columns)
        return card

    def show_answers(self, answers: Answers) -> None:
        super().show_answers(answers)
        self._show_notice()

    def put(self, key: str) -> None:
        super().put(key)
        if key == "language":
            self._show_notice()

    def spoken(self) -> LanguageCode | None:
        """The citizen's language, once it is chosen."""
        chosen = self.fields["language"].value()
        return next((code for code in ENDONYMS if code == chosen), None)

    def _show_notice(self) -> None:
        self._heading.retranslate()
        code = self.spoken()
        self._heading.setVisible(code is not None)
        if code is None:
            self._text.read(say("Register", "Choose the language: the notice appears here in it."))
            return
        text = self.desk.programme.notice.text[code]
        self._text.read(text.replace("{office}", self.desk.office.names[code]))

    def _heading_words(self) -> str:
        code = self.spoken()
        return Language(code).say("Register", "Privacy notice") if code else ""

    def _proposed(self) -> str:
        basis = labels(LegalBasis, language()).get(self.desk.programme.notice.legal_basis, "")
        return say("Register", "The programme proposes: {basis}.").format(basis=basis)

    def retranslate(self) -> None:
        if self.answers is not None:
            self._show_notice()


def _ways() -> dict[str, str]:
    """How a notice can be given; that it was not recorded is no answer of a clerk."""
    ways = labels(NoticeGiven, language())
    return {code: words for code, words in ways.items() if code != NoticeGiven.not_recorded.value}
