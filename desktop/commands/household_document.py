"""A household's view as a JSON document: codes and plain values, no sentences."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from desktop.services.show import Event, HouseholdView, PaperView
from domain.milestones import Step


def document_of(view: HouseholdView) -> dict[str, Any]:
    """Everything the household's page shows, without the photos' bytes."""
    head = view.head
    return {
        "code": view.code,
        "household": view.code,
        "name": head.name if head else "",
        **{name: value for name, value in view.fields.items() if name not in ("code", "warnings")},
        "areas": list(view.areas),
        "phones": list(view.phones),
        "state": view.state,
        "arrived_at": view.arrived_at,
        "leaving": asdict(view.leaving) if view.leaving else None,
        "compound_with": list(view.compound_with),
        "members": [_member(member) for member in view.members],
        "papers": [_paper(paper) for paper in view.papers],
        "journey": [_step(step) for step in view.journey],
        "history": [_event(event) for event in view.events],
        "warnings": view.fields.get("warnings") or [],
    }


def _member(member: Any) -> dict[str, Any]:
    return {
        "code": member.code,
        "name": member.name,
        "role": member.role,
        "sex": member.sex,
        "birth": member.birth.model_dump(mode="json", exclude_none=True),
        "end_on": member.end_on,
        "identifiers": [
            {"scheme": scheme, "country": country, "value": value}
            for scheme, country, value in member.identifiers
        ],
        "phones": list(member.phones),
        "photo": member.photo is not None,
        "deceased": member.deceased,
    }


def _paper(paper: PaperView) -> dict[str, Any]:
    return {
        "print": paper.print_id,
        "paper": paper.paper,
        "code": paper.code,
        "language": paper.language,
        "copy": paper.copy_number,
        "reason": paper.reason,
        "at": paper.at,
        "by": paper.by,
        "handed_over": paper.handed_over,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "item": step.item.code,
        "status": step.status.value,
        "on": step.on.isoformat() if step.on else None,
        "due_on": step.due_on.isoformat() if step.due_on else None,
        "overdue": step.overdue,
        "updates": [
            {
                "id": update.id,
                "status": update.status.value,
                "on": update.on.isoformat(),
                "note": update.note,
                "event": update.event,
                "corrects": update.corrects,
            }
            for update in step.updates
        ],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "at": event.at,
        "kind": event.kind,
        "created": event.created,
        "by": event.by,
        "fields": sorted(event.fields),
        "state": event.state,
    }
