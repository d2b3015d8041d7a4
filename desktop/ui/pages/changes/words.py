"""What may have happened to a household, in the words of whoever stands at the counter."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.ui.speech import Telling, say
from domain.vocabulary import ChangeKind as K


@dataclass(frozen=True)
class Happened:
    """One thing that may have happened; ``under`` says shortly what the form will ask."""

    kind: K
    icon: str
    words: Telling
    under: Telling


@dataclass(frozen=True)
class Group:
    """Things of one sort under a heading."""

    words: Telling
    entries: tuple[Happened, ...]


GROUPS: tuple[Group, ...] = (
    Group(
        lambda: say("Changes", "Who lives in the household"),
        (
            Happened(
                K.add_member,
                "user-plus",
                lambda: say("Changes", "Somebody joined"),
                lambda: say("Changes", "A spouse, a relative, somebody registered elsewhere"),
            ),
            Happened(
                K.report_birth,
                "baby-carriage",
                lambda: say("Changes", "A baby was born"),
                lambda: say("Changes", "Name, sex and day of birth"),
            ),
            Happened(
                K.report_death,
                "user-off",
                lambda: say("Changes", "Somebody died"),
                lambda: say("Changes", "Who, when, and the certificate"),
            ),
            Happened(
                K.remove_member,
                "user-minus",
                lambda: say("Changes", "Somebody left"),
                lambda: say("Changes", "Who, since when, and why"),
            ),
            Happened(
                K.change_head,
                "user-star",
                lambda: say("Changes", "Another head"),
                lambda: say("Changes", "Who leads the household from now on"),
            ),
        ),
    ),
    Group(
        lambda: say("Changes", "What is written of them"),
        (
            Happened(
                K.correct_identity,
                "user-edit",
                lambda: say("Changes", "A name or date is wrong"),
                lambda: say("Changes", "Names, sex, birth, identity numbers"),
            ),
            Happened(
                K.correct_details,
                "forms",
                lambda: say("Changes", "Other details"),
                lambda: say("Changes", "Telephones, address, mother’s name"),
            ),
            Happened(
                K.move_area,
                "home-move",
                lambda: say("Changes", "They moved"),
                lambda: say("Changes", "The new place"),
            ),
            Happened(
                K.change_recipient,
                "wallet",
                lambda: say("Changes", "Who collects"),
                lambda: say("Changes", "The person who receives for the household"),
            ),
            Happened(
                K.replace_card,
                "id-off",
                lambda: say("Changes", "A card was lost"),
                lambda: say("Changes", "Whose card, and what happened to it"),
            ),
        ),
    ),
    Group(
        lambda: say("Changes", "The household itself"),
        (
            Happened(
                K.split_household,
                "arrows-split",
                lambda: say("Changes", "Split the household"),
                lambda: say("Changes", "Some of its members now live apart"),
            ),
            Happened(
                K.merge_households,
                "arrows-join",
                lambda: say("Changes", "Join two households"),
                lambda: say("Changes", "Two records are one household"),
            ),
        ),
    ),
)
_BY_KIND = {entry.kind: entry for group in GROUPS for entry in group.entries}
_SAME_PERSON = Happened(
    K.merge_persons,
    "users",
    lambda: say("Changes", "The same person twice"),
    lambda: say("Changes", "Two records of one person are joined"),
)


def happened(kind: str) -> Happened:
    """The entry of a kind, also of those that no household page offers."""
    return _BY_KIND.get(K(kind), _SAME_PERSON)
