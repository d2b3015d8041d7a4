"""Every code of every closed vocabulary has words."""

from __future__ import annotations

import inspect
from enum import StrEnum

import pytest

from desktop.language.catalogue import Language
from desktop.language.terms import LABELS, label, labels
from domain import vocabulary
from domain.assessing import terms as assessing_terms
from domain.birth import Precision
from domain.contributions import terms as contribution_terms
from domain.payments import terms as payment_terms
from domain.schemes import terms as scheme_terms
from domain.vocabulary import MilestoneStatus, Sex
from domain.window import terms as window_terms

VOCABULARIES = [
    kind
    for module in (vocabulary, scheme_terms, window_terms, payment_terms, contribution_terms, assessing_terms)
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, StrEnum) and kind is not StrEnum
] + [Precision]


@pytest.mark.parametrize("kind", VOCABULARIES, ids=lambda kind: kind.__name__)
def test_every_code_has_a_label_of_its_own(kind: type[StrEnum]) -> None:
    assert set(LABELS[kind]) == {term.value for term in kind}
    for code in ("en", "fr", "pt"):
        words = labels(kind, Language(code))
        assert len(set(words.values())) == len(words)


def test_words_of_the_field() -> None:
    assert label(Sex, "female", Language("fr")) == "Féminin"
    assert label(MilestoneStatus, MilestoneStatus.achieved, Language("pt")) == "Alcançado"


def test_a_code_of_a_newer_office_is_shown_as_it_is() -> None:
    assert label(Sex, "other", Language("fr")) == "other"
