"""Where a bundle on a stick stands, in words for screen, paper and terminal."""

from __future__ import annotations

from desktop.language.catalogue import Language, mark

_STATES = {
    "to_send": mark("Sticks", "to send"),
    "sent": mark("Sticks", "sent, answer missing"),
    "answered": mark("Sticks", "answered"),
    "refused": mark("Sticks", "refused"),
}


def state_in_words(state: str, language: Language) -> str:
    """``to_send``, ``sent``, ``answered`` or ``refused`` as people say it."""
    return language.find("Sticks", _STATES[state])


def silence_in_words(days: int | None, language: Language) -> str:
    """How long an office has not been heard; None for one that never was."""
    if days is None:
        return language.say("Board", "never heard")
    if days == 0:
        return language.say("Board", "heard in the last day")
    return language.say("Board", "silent for %n day(s)", "", days)
