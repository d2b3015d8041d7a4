"""What comparing both sides came to, in words: one sentence for the whole, one for each difference."""

from __future__ import annotations

from typing import Protocol

from desktop.language.catalogue import Language, mark
from desktop.language.figures import grouped
from desktop.language.kinds import kind_in_words


class Figures(Protocol):
    """Counts of changes, as both sides have them."""

    @property
    def sent(self) -> int: ...
    @property
    def held(self) -> int: ...
    @property
    def missing(self) -> int: ...


class Differing(Protocol):
    """Where the two sides differ; ``device`` is empty where it is about counts."""

    @property
    def reason(self) -> str: ...
    @property
    def here(self) -> int: ...
    @property
    def there(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...


_DIFFERENCES = {
    "server_lacks": mark(
        "Reconcile",
        "The server's last change of this file is no. {there}; here no. {here} counts as arrived.",
    ),
    "chain_differs": mark(
        "Reconcile", "Up to change no. {here} the server holds other contents than were written here."
    ),
    "count_lower": mark(
        "Reconcile", "{kind} of {name}: {here} count as arrived here, the server holds {there}."
    ),
    "count_higher": mark(
        "Reconcile", "{kind} of {name}: {here} were written here, the server holds {there}."
    ),
    "refused_differs": mark("Reconcile", "{kind} of {name}: {here} are refused here, {there} at the server."),
}
_NUMBERS_HIGHER = mark(
    "Reconcile",
    "The server has change no. {there} under this file's name; the last written here is no. {here}.",
)


def outcome(figures: Figures, language: Language) -> str:
    """Sent 37. The server holds 37. Missing: 0."""
    words = language.say("Reconcile", "Sent: {sent}. The server holds: {held}. Missing: {missing}.")
    code = language.code
    return words.format(
        sent=grouped(figures.sent, code),
        held=grouped(figures.held, code),
        missing=grouped(figures.missing, code),
    )


def difference(one: Differing, language: Language) -> str:
    """One difference as a sentence. A reason of a newer version is shown as it is."""
    source = (
        _NUMBERS_HIGHER if one.reason == "count_higher" and not one.kind else _DIFFERENCES.get(one.reason)
    )
    if source is None:
        return one.reason
    name = one.name or language.say("Reconcile", "somebody not known here")
    return language.find("Reconcile", source).format(
        here=grouped(one.here, language.code),
        there=grouped(one.there, language.code),
        name=name,
        kind=kind_in_words(one.kind, language) if one.kind else "",
    )
