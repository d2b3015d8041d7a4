"""Assessments and shocks in words."""

from __future__ import annotations

from enum import StrEnum

from desktop.language.catalogue import mark
from domain.assessing.terms import AssessmentPlace, AssessmentPurpose, ShockKind

LABELS: dict[type[StrEnum], dict[str, str]] = {
    AssessmentPurpose: {
        "registration": mark("AssessmentPurpose", "Registration"),
        "baseline": mark("AssessmentPurpose", "First assessment"),
        "reassessment": mark("AssessmentPurpose", "Re-assessment"),
        "verification": mark("AssessmentPurpose", "Verification"),
        "appeal": mark("AssessmentPurpose", "Appeal"),
    },
    AssessmentPlace: {
        "office": mark("AssessmentPlace", "At the office"),
        "home": mark("AssessmentPlace", "At home"),
        "community": mark("AssessmentPlace", "In the community"),
    },
    ShockKind: {
        "drought": mark("ShockKind", "Drought"),
        "flood": mark("ShockKind", "Flood"),
        "storm": mark("ShockKind", "Storm"),
        "earthquake": mark("ShockKind", "Earthquake"),
        "fire": mark("ShockKind", "Fire"),
        "epidemic": mark("ShockKind", "Epidemic"),
        "conflict": mark("ShockKind", "Conflict"),
        "prices": mark("ShockKind", "Rising prices"),
        "other": mark("ShockKind", "Other"),
    },
}
