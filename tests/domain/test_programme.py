"""A programme's places hold together, and lead from the deepest to the country."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from domain.programme import Programme
from packs.reading import find


def spoilt(**changed: Any) -> dict[str, Any]:
    body: dict[str, Any] = copy.deepcopy(find("cv-single-register").model_dump(mode="json"))
    return body | changed


def test_a_programme_survives_its_own_file() -> None:
    for code in ("kp-one-window", "cv-single-register"):
        programme = find(code)
        assert Programme.model_validate_json(programme.model_dump_json()) == programme


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: p["areas"].append(p["areas"][0]), "two areas have the same code"),
        (lambda p: p["areas"][-1].update(parent="XX"), "parent XX is not in the pack"),
        (lambda p: p["offices"][0].update(areas=["XX"]), "area XX is not in the pack"),
        (lambda p: p.update(colour="red"), "Extra inputs"),
        (lambda p: p["areas"][0].update(code="cv"), "pattern"),
        (lambda p: p["letterhead"]["country"].update(fr=""), "at least 1 character"),
    ],
)
def test_what_does_not_hold_together_is_refused(change: Any, words: str) -> None:
    body = spoilt()
    change(body)
    with pytest.raises(ValidationError, match=words):
        Programme.model_validate(body)


def test_the_tree_is_walked_both_ways() -> None:
    programme = find("kp-one-window")
    assert [a.level for a in programme.lineage("PK-KP-NOWSHERA-PAB-09")] == [4, 3, 2, 1, 0]
    assert programme.lineage("XX") == ()
    assert programme.district_of("PK-KP-NOWSHERA-PAB-09") == "PK-KP-NOWSHERA"
    assert programme.district_of("PK-KP") is None
    assert [a.code for a in programme.children(None)] == ["PK"]
    assert all(a.parent == "PK-KP-NOWSHERA" for a in programme.children("PK-KP-NOWSHERA"))


def test_areas_in_a_circle_do_not_hold_the_walker() -> None:
    body = spoilt()
    body["areas"][0]["parent"] = body["areas"][-1]["code"]
    programme = Programme.model_validate(body)
    assert len(programme.lineage(body["areas"][-1]["code"])) <= len(programme.areas)


def test_a_text_is_read_in_its_language() -> None:
    text = find("kp-one-window").letterhead.country
    assert (text["en"], text["fr"], text["pt"]) == (text.en, text.fr, text.pt)
