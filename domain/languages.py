"""The three languages, by themselves: whoever only speaks need not load the programme's models."""

from __future__ import annotations

from typing import Literal

LanguageCode = Literal["en", "fr", "pt"]
LANGUAGES: tuple[LanguageCode, ...] = ("en", "fr", "pt")
