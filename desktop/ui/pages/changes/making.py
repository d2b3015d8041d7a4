"""The form of each kind of change."""

from __future__ import annotations

from desktop.ui.pages.changes.coming_forms import BornForm, JoinedForm
from desktop.ui.pages.changes.correcting_forms import DetailsForm, IdentityForm
from desktop.ui.pages.changes.form import ChangeForm
from desktop.ui.pages.changes.going_forms import CardForm, DiedForm, HeadForm, LeftForm
from desktop.ui.pages.changes.household_forms import (
    JoinHouseholdsForm,
    MovedForm,
    RecipientForm,
    SplitForm,
)
from domain.vocabulary import ChangeKind

_FORMS: tuple[type[ChangeForm], ...] = (
    *(JoinedForm, BornForm, DiedForm, LeftForm, HeadForm),
    *(IdentityForm, DetailsForm, MovedForm, RecipientForm, CardForm),
    *(SplitForm, JoinHouseholdsForm),
)
FORMS: dict[ChangeKind, type[ChangeForm]] = {form.KIND: form for form in _FORMS}
