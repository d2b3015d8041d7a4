"""The card of a household's journey: the line of its stops, and the step that is open beneath it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui import theme
from desktop.ui.pages.household.journey_line import JourneyLine
from desktop.ui.pages.household.step_panel import StepPanel
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.speech import say


class JourneyCard(Card):
    """``milestone`` is the button that opens the current stop."""

    def __init__(self, line: JourneyLine, panel: StepPanel, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Household", "Journey"), parent)
        margins = self.layout()
        if margins is not None:
            # Ten stops stand on one line of a laptop's screen.
            margins.setContentsMargins(12, theme.GAP, 12, theme.GAP)
            self.heading.setContentsMargins(12, 0, 0, 0)
        self.milestone = Button(
            lambda: say("Household", "&Update a milestone"), icon="circle-check", parent=self
        )
        self.head.addWidget(self.milestone)
        self.body.addWidget(line)
        self.body.addWidget(panel)
