"""The words of assessments: why one is made, and where."""

from __future__ import annotations

from enum import StrEnum


class AssessmentPurpose(StrEnum):
    """Why an assessment is made."""

    registration = "registration"
    baseline = "baseline"
    reassessment = "reassessment"
    verification = "verification"
    appeal = "appeal"


class AssessmentPlace(StrEnum):
    """Where it was made."""

    office = "office"
    home = "home"
    community = "community"


class ShockKind(StrEnum):
    """What struck."""

    drought = "drought"
    flood = "flood"
    storm = "storm"
    earthquake = "earthquake"
    fire = "fire"
    epidemic = "epidemic"
    conflict = "conflict"
    prices = "prices"
    other = "other"
