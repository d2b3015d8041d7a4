"""The household itself: where it lives, who collects for it, one become two, two become one."""

from __future__ import annotations

from typing import Any

from desktop.ui.fields.area import AreaField
from desktop.ui.fields.choice import ListField, OptionsField
from desktop.ui.fields.registered import RegisteredField
from desktop.ui.fields.several import SeveralField
from desktop.ui.fields.text import TextField
from desktop.ui.pages.changes.coming_forms import other_roles
from desktop.ui.pages.changes.form import ChangeForm
from desktop.ui.pages.register.place_step import all_places, places
from desktop.ui.parts.words import Words
from desktop.ui.speech import say
from domain.vocabulary import ChangeKind, Role

_OUTSIDE, _NOBODY = "outside", "nobody"
_PRINCIPAL, _ALTERNATE = "1", "2"


class MovedForm(ChangeForm):
    """The new place, in whatever district; the old address and landmark do not move along."""

    KIND = ChangeKind.move_area

    def build(self) -> None:
        put_area(self, everywhere=True)
        self._away = Words(self._leaving_words, tone="attention", wrap=True, parent=self)
        self.column.addWidget(self._away)
        line = self.pair()
        self.put("village", TextField(lambda: say("Changes", "&Village or neighbourhood")), into=line)
        self.put("landmark", TextField(lambda: say("Changes", "Land&mark")), into=line)
        line = self.pair()
        self.put("address", TextField(lambda: say("Changes", "A&ddress")), into=line)
        self.day_field(lambda: say("Changes", "Since &when"), into=line)

    def renew(self) -> None:
        self._away.retranslate()
        self._away.setVisible(bool(self._leaving_words()))

    def _leaving_words(self) -> str:
        """What it means to go to another district; empty where the household stays in its own."""
        programme = self.desk.programme
        area = self.fields["area"].value() if "area" in self.fields else None
        district = programme.district_of(area) if isinstance(area, str) else None
        if district in (None, programme.district_of(str(self.view.fields["area"]))):
            return ""
        found = programme.area(str(district))
        return say(
            "Changes",
            "This place is in another district: {name}. Once a colleague has agreed, the next synchronisation"
            " hands the household over: its record, those who live in it and everything written of them go to"
            " the office there, and leave this file. Only the printed codes stay here, so that you can say"
            " where it went.",
        ).format(name=found.name if found else district)

    def payload(self) -> dict[str, Any]:
        keys = ("area", "village", "landmark", "address")
        return {**{key: self.value(key) for key in keys}, "on": self.iso()}


class RecipientForm(ChangeForm):
    """Who receives for the household: a member, or somebody outside with a mandate."""

    KIND = ChangeKind.change_recipient

    def build(self) -> None:
        self.put(
            "rank",
            OptionsField(
                lambda: say("Changes", "Which &recipient"),
                lambda: {
                    _PRINCIPAL: say("Changes", "The one who usually collects"),
                    _ALTERNATE: say("Changes", "The one who collects in their place"),
                },
            ),
            required=True,
        )
        line = self.pair()
        self.put("person", ListField(lambda: say("Changes", "&Who"), self._people), required=True, into=line)
        self.day_field(lambda: say("Changes", "Since w&hen"), into=line)
        line = self.pair()
        self.put("name", TextField(lambda: say("Changes", "&Name of this person")), required=True, into=line)
        self.put(
            "mandate",
            TextField(
                lambda: say("Changes", "&Mandate"),
                hint=lambda: say("Changes", "The paper that lets this person collect: its number and date."),
            ),
            into=line,
        )

    def _people(self) -> dict[str, str]:
        return {
            **self.member_names(),
            _OUTSIDE: say("Changes", "Somebody outside the household"),
            _NOBODY: say("Changes", "Nobody any more"),
        }

    def fill(self) -> None:
        self.fields["rank"].set_value(_PRINCIPAL)

    def renew(self) -> None:
        outside = self.fields["person"].value() == _OUTSIDE
        for key in ("name", "mandate"):
            self.fields[key].setVisible(outside)

    def person(self) -> str | None:
        code = super().person()
        return None if code in (_OUTSIDE, _NOBODY) else code

    def payload(self) -> dict[str, Any]:
        made = {
            "person": self.person(),
            "name": self.value("name"),
            "rank": int(self.value("rank") or _PRINCIPAL),
            "mandate": self.value("mandate"),
            "on": self.iso(),
            "ends": self.value("person") == _NOBODY or None,
        }
        return {key: value for key, value in made.items() if value is not None}


class SplitForm(ChangeForm):
    """Who goes into the new household, who leads it, where it lives."""

    KIND = ChangeKind.split_household

    def build(self) -> None:
        self.put(
            "members",
            SeveralField(lambda: say("Changes", "&Who lives apart now"), self.member_names),
            required=True,
        )
        line = self.pair()
        self.put(
            "head",
            ListField(lambda: say("Changes", "Who &leads the new household"), self._leaving),
            required=True,
            into=line,
        )
        self.day_field(lambda: say("Changes", "S&ince when"), into=line)
        put_area(self)
        line = self.pair()
        self.put("village", TextField(lambda: say("Changes", "&Village or neighbourhood")), into=line)
        self.put("landmark", TextField(lambda: say("Changes", "Land&mark")), into=line)

    def _leaving(self) -> dict[str, str]:
        chosen = self.fields["members"].value()
        return {code: words for code, words in self.member_names().items() if code in chosen}

    def fill(self) -> None:
        self.fields["area"].set_value(self.view.fields.get("area"))
        self.fields["village"].set_value(self.view.fields.get("village") or "")

    def renew(self) -> None:
        head = self.fields["head"]
        assert isinstance(head, ListField)
        head.offer(self._leaving)

    def payload(self) -> dict[str, Any]:
        keys = ("members", "head", "area", "village", "landmark")
        made = {**{key: self.value(key) for key in keys}, "on": self.iso()}
        return {key: value for key, value in made.items() if value is not None}


class JoinHouseholdsForm(ChangeForm):
    """Another household comes into this one; its code opens this one from then on."""

    KIND = ChangeKind.merge_households

    def build(self) -> None:
        self.put(
            "other",
            RegisteredField(
                lambda: say("Changes", "The &other household"),
                self.desk,
                self.runner,
                households=True,
                without=[self.view.code],
                hint=lambda: say(
                    "Changes",
                    "Its members come into the household of this page. Both codes stay valid.",
                ),
            ),
            required=True,
        )
        line = self.pair()
        self.put(
            "head_role",
            ListField(lambda: say("Changes", "What its &head becomes here"), other_roles),
            required=True,
            into=line,
        )
        self.day_field(lambda: say("Changes", "Since &when"), into=line)

    def fill(self) -> None:
        self.fields["head_role"].set_value(Role.other_relative.value)

    def payload(self) -> dict[str, Any]:
        return {
            "other": self.value("other"),
            "head_role": self.value("head_role"),
            "on": self.iso(),
        }


def put_area(form: ChangeForm, *, everywhere: bool = False) -> None:
    """The area, typed in a few letters; ``everywhere`` offers those of other offices after one's own."""
    offered = places(form.desk.programme, form.desk.office)
    if everywhere:
        own = {code for code, _ in offered}
        offered += [place for place in all_places(form.desk.programme) if place[0] not in own]
    form.put(
        "area",
        AreaField(
            lambda: say("Changes", "&Area, from the smallest place to the district"),
            offered,
            hint=lambda: say("Changes", "The down arrow shows every place."),
        ),
        required=True,
    )
