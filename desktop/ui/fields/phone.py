"""A telephone number: typed as people write it, given back in the international form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.language.phones import written
from desktop.ui.fields.text import TextField
from desktop.ui.speech import Telling


class PhoneField(TextField):
    """``value`` is E.164 (``+923001234567``) when the number is possible in ``country``, else what was typed.

    ``country`` is ISO 3166 alpha-2 (``PK``): a number without ``+`` is read as one of that country.
    """

    def __init__(
        self,
        label: Telling,
        country: str,
        *,
        required: bool = False,
        hint: Telling | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, required=required, hint=hint, longest=24, parent=parent)
        self._country = country
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> str:
        typed = super().value()
        return written(typed, self._country, international=False) or typed

    def set_value(self, value: str | None) -> None:
        super().set_value(written(value or "", self._country, international=True) or value)

    def _tidy(self) -> None:
        """Shows a possible number back in groups, so that a missing digit is seen."""
        tidy = written(self.line.text(), self._country, international=True)
        if tidy:
            self.line.setText(tidy)
