"""Somebody goes, or leads: a death, a departure, another head, a lost card."""

from __future__ import annotations

from typing import Any

from desktop.language.terms import label
from desktop.ui.fields.choice import ListField, OptionsField
from desktop.ui.fields.text import TextField
from desktop.ui.pages.changes.coming_forms import other_roles
from desktop.ui.pages.changes.form import ChangeForm
from desktop.ui.speech import language, say
from domain.vocabulary import ChangeKind, EndReason, Role

_LEAVES = (EndReason.left, EndReason.moved, EndReason.error)


class DiedForm(ChangeForm):
    """Who died, and when."""

    KIND = ChangeKind.report_death

    def build(self) -> None:
        line = self.pair()
        self.member_field(lambda: say("Changes", "&Who died"), into=line)
        self.day_field(lambda: say("Changes", "&Date of death"), into=line)
        self._put_heir()

    def _put_heir(self) -> None:
        self.put(
            "head",
            ListField(
                lambda: say("Changes", "Who leads the &household now"),
                self._heirs,
                hint=lambda: say("Changes", "This person was its head."),
            ),
        )

    def _heirs(self) -> dict[str, str]:
        gone = self.fields["person"].value()
        return {code: words for code, words in self.member_names().items() if code != gone}

    def renew(self) -> None:
        head = self.view.head
        of_head = head is not None and self.fields["person"].value() == head.code
        heirs = self.fields["head"]
        assert isinstance(heirs, ListField)
        heirs.offer(self._heirs)
        heirs.setVisible(of_head and bool(self._heirs()))
        self.need("head", of_head and bool(self._heirs()))

    def payload(self) -> dict[str, Any]:
        made = {"person": self.person(), "on": self.iso(), "head": self.value("head")}
        return {key: value for key, value in made.items() if value}


class LeftForm(DiedForm):
    """Who left, since when, and why."""

    KIND = ChangeKind.remove_member

    def build(self) -> None:
        line = self.pair()
        self.member_field(lambda: say("Changes", "&Who left"), into=line)
        self.day_field(lambda: say("Changes", "S&ince when"), into=line)
        self.put(
            "reason",
            OptionsField(
                lambda: say("Changes", "Wh&y"),
                lambda: {reason.value: label(EndReason, reason.value, language()) for reason in _LEAVES},
            ),
            required=True,
        )
        self._put_heir()

    def payload(self) -> dict[str, Any]:
        return {**super().payload(), "reason": self.value("reason")}


class HeadForm(ChangeForm):
    """Who leads from now on, and what the former head is then."""

    KIND = ChangeKind.change_head

    def build(self) -> None:
        line = self.pair()
        self.put(
            "person",
            ListField(lambda: say("Changes", "The &new head"), self._others),
            required=True,
            into=line,
        )
        self.day_field(lambda: say("Changes", "Since &when"), into=line)
        self.put(
            "former_role",
            ListField(self._former_words, other_roles),
            required=True,
        )

    def _others(self) -> dict[str, str]:
        head = self.view.head
        return {code: words for code, words in self.member_names().items() if not head or code != head.code}

    def _former_words(self) -> str:
        head = self.view.head
        return say("Changes", "What {name} &is from then on").format(name=head.name if head else "–")

    def fill(self) -> None:
        head = self.view.head
        self.fields["former_role"].setVisible(head is not None)
        if head is not None and head.deceased:
            self.fields["former_role"].set_value(Role.other_relative.value)

    def payload(self) -> dict[str, Any]:
        made = {"person": self.person(), "on": self.iso(), "former_role": self.value("former_role")}
        return {key: value for key, value in made.items() if value}


class CardForm(ChangeForm):
    """Whose card, and what happened to it."""

    KIND = ChangeKind.replace_card

    def build(self) -> None:
        self.member_field(lambda: say("Changes", "&Whose card"))
        self.put(
            "reason",
            TextField(
                lambda: say("Changes", "What &happened to it"),
                hint=lambda: say("Changes", "Lost, stolen, damaged, with a mistake on it …"),
            ),
            required=True,
        )

    def payload(self) -> dict[str, Any]:
        return {"person": self.person(), "reason": self.value("reason")}
