"""The commands of a day at the desk: search, show, print, hand over, follow, check."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from desktop.application import find_programme
from domain.registration import HouseholdForm
from tests.desktop.commands.conftest import PACK, Said

Typed = Callable[..., Said]


def pages(path: Path) -> list[str]:
    """The words of each page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    words = []
    for page in document:
        text = page.get_textpage()
        words.append(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return words


def test_an_empty_text_lists_everybody(office: Path, typed: Typed) -> None:
    found = typed("search", office, "", "--json").json
    assert len(found) == typed("check", office, "--json").json["persons"]
    assert all({"code", "household", "name"} <= person.keys() for person in found)
    assert len(typed("search", office, "").out.splitlines()) == len(found)


def test_a_person_is_found_by_name_and_by_code(office: Path, typed: Typed) -> None:
    [first, *_] = typed("search", office, "", "--json").json
    assert (first["match"], first["field"]) == ("exact", "everyone")
    by_name = typed("search", office, first["name"][:4].lower(), "--json").json
    assert first | {"field": "name"} in by_name
    assert typed("search", office, first["code"].lower(), "--json").json == [first | {"field": "code"}]
    assert typed("search", office, "Nobody-of-that-name", "--json").json == []


def test_nobody_found_is_said_beside_an_answer_that_stays_empty(office: Path, typed: Typed) -> None:
    said = typed("search", office, "Nobody-of-that-name")
    assert (said.code, said.out, said.err) == (0, "", "Nobody found\n")
    assert typed("search", office, "Nobody-of-that-name", "--households").err == "No household found\n"
    assert typed("search", office, "Nobody-of-that-name", "--json").err == ""
    assert typed("search", office, "", "--limit", "0").err == ""


def test_households_are_listed_with_their_places_by_name(office: Path, typed: Typed) -> None:
    lines = typed("search", office, "", "--households").out
    programme = find_programme(PACK)
    for home in typed("search", office, "", "--households", "--json").json:
        area = programme.area(home["area"])
        assert area is not None
        assert area.name in lines
        assert home["area"] not in lines


def test_a_search_can_be_cut_short(office: Path, typed: Typed) -> None:
    assert len(typed("search", office, "", "--limit", "2", "--json").json) == 2
    assert len(typed("search", office, "", "--households", "--limit", "0", "--json").json) == 0
    assert typed("search", office, "", "--limit", "-1").code == 2


def test_a_household_is_shown_by_its_code_and_by_a_members(
    office: Path, typed: Typed, codes: list[str]
) -> None:
    shown = typed("show", office, codes[0], "--json").json
    assert shown["code"] == shown["household"] == codes[0]
    member = shown["members"][0]["code"]
    assert typed("show", office, member, "--json").json == shown
    lines = typed("show", office, codes[0]).out
    assert all(one["code"] in lines and one["name"] in lines for one in shown["members"])
    assert "Journey" in lines


def test_an_unknown_code_and_a_mistyped_one_are_told_apart(
    office: Path, typed: Typed, codes: list[str]
) -> None:
    mistyped = codes[0][:-1] + ("A" if codes[0][-1] != "A" else "B")
    said = typed("show", office, mistyped)
    assert (said.code, said.out) == (1, "")
    assert "typing mistake" in said.err
    assert typed("show", office, "LDR-AAAA-26-000001-J", "--json").json["problems"][0]["code"] in (
        "code_unknown",
        "code_mistyped",
    )


def test_a_milestone_moves_and_is_corrected(office: Path, typed: Typed, codes: list[str]) -> None:
    update = ("milestone", office, codes[0], "c3", "--on", "2026-01-05", "--json")
    first = typed(*update, "--status", "achieved", "--note", "visited").json
    assert (first["item"], first["status"], first["on"]) == ("C3", "achieved", "2026-01-05")
    second = typed(*update, "--status", "delayed", "--note", "away", "--corrects", first["update"]).json
    shown = typed("show", office, codes[0], "--json").json
    [step] = [one for one in shown["journey"] if one["item"] == "C3"]
    assert step["status"] == "delayed"
    assert [one["corrects"] for one in step["updates"]] == [None, first["update"]]
    assert second["update"] > first["update"]
    assert typed(*update, "--status", "verified").json["problems"][0]["code"] == "milestone_transition"
    assert typed(*update, "--status", "finished").code == 2
    assert typed("milestone", office, codes[0], "C3", "--status", "achieved", "--on", "soon").code == 2


def test_an_update_says_how_it_is_corrected(office: Path, typed: Typed, codes: list[str]) -> None:
    said = typed("milestone", office, codes[0], "c3", "--status", "achieved").out
    assert said.startswith("C3: Achieved\n")
    number = said.split("--corrects ")[1].strip()
    assert (
        typed(
            "milestone", office, codes[0], "c3", "--status", "delayed", "--note", "away", "--corrects", number
        ).code
        == 0
    )


@pytest.mark.parametrize("given", ["20-11-2026", "20261120", "2026-W47-5", "soon"])
@pytest.mark.parametrize(
    ("language", "form"), [("en", "YYYY-MM-DD"), ("fr", "AAAA-MM-JJ"), ("pt", "AAAA-MM-DD")]
)
def test_a_day_of_another_form_is_told_the_form(typed: Typed, given: str, language: str, form: str) -> None:
    said = typed("milestone", "f", "c", "C3", "--status", "achieved", "--on", given, "--lang", language)
    assert said.code == 2
    assert form in said.err.splitlines()[-1]


def test_a_pdf_that_is_there_names_the_way_over_it(
    office: Path, typed: Typed, codes: list[str], tmp_path: Path
) -> None:
    output = tmp_path / "there.pdf"
    output.write_bytes(b"mine")
    command = ("print", office, "receipt", codes[0], "--output", output)
    said = typed(*command)
    assert (said.code, output.read_bytes()) == (1, b"mine")
    assert "there.pdf" in said.err
    assert "--force" in said.err
    assert typed(*command, "--force").code == 0
    assert output.read_bytes().startswith(b"%PDF")


def test_each_paper_is_in_its_citizens_language_unless_told(
    office: Path, typed: Typed, codes: list[str], tmp_path: Path
) -> None:
    output = tmp_path / "receipts.pdf"
    printed = typed("print", office, "receipt", *codes, "--output", output, "--json").json
    assert [paper["code"] for paper in printed["papers"]] == codes
    assert {paper["language"] for paper in printed["papers"]} == {"pt"}
    words = pages(output)
    assert len(words) == len(codes) / 2, "two on a page of A4"
    assert all("Comprovativo de registo" in page for page in words)
    french = tmp_path / "french.pdf"
    command = ("print", office, "receipt", codes[0], "--language", "fr", "--output", french)
    assert typed(*command).code == 1, "a copy wants a reason"
    assert not french.exists()
    assert typed(*command, "--reason", "lost").code == 0
    assert "Récépissé d'enregistrement" in pages(french)[0]


def test_cards_come_alone_or_ten_a_sheet(
    office: Path, typed: Typed, codes: list[str], tmp_path: Path
) -> None:
    one, six = tmp_path / "one.pdf", tmp_path / "six.pdf"
    assert typed("print", office, "card", codes[0], "--output", one).code == 0
    assert typed("print", office, "card", *codes[1:], "--output", six).code == 0
    assert (len(pages(one)), len(pages(six))) == (2, 2), "front and back"
    assert typed("print", office, "card", codes[0], "--layout", "roll80", "--output", six).code == 2


def test_handing_over_moves_the_journey_once(
    office: Path, typed: Typed, codes: list[str], tmp_path: Path
) -> None:
    assert (
        typed("handover", office, "receipt", codes[0], "--json").json["problems"][0]["code"]
        == "print_unknown"
    )
    typed("print", office, "receipt", codes[0], "--output", tmp_path / "r.pdf")
    assert typed("handover", office, "receipt", codes[0], "--json").json["reached"] == ["C2"]
    assert typed("handover", office, "receipt", codes[0], "--json").json["reached"] == []
    [paper] = typed("show", office, codes[0], "--json").json["papers"]
    assert paper["handed_over"]


def test_a_portrait_is_kept_and_printed(office: Path, typed: Typed, codes: list[str], tmp_path: Path) -> None:
    picture = tmp_path / "face.png"
    Image.new("RGB", (900, 700), "#8d5a3b").save(picture)
    assert typed("photo", office, codes[0], picture).code == 0
    assert typed("show", office, codes[0], "--json").json["members"][0]["photo"]
    picture.write_bytes(b"no picture")
    said = typed("photo", office, codes[0], picture, "--json")
    assert (said.code, said.json["problems"][0]["code"]) == (1, "picture_not_image")
    assert typed("photo", office, codes[0], tmp_path / "none.png").code == 1


def test_the_check_names_what_the_file_holds(office: Path, typed: Typed) -> None:
    said = typed("check", office, "--json")
    assert said.code == 0
    assert said.json["sound"] is True
    assert said.json["households"] == 6
    assert said.json["changes"] == said.json["waiting"] > said.json["persons"]
    assert said.json["conflicts"] == said.json["refused"] == 0


def test_registering_from_a_pipe(office: Path, typed: Typed) -> None:
    line = {
        "household": {
            "kind": "household",
            "area": "PK-KP-NOWSHERA",
            "village": "Dheri",
            "phone": "+923001234567",
        },
        "legal_basis": "public_interest",
        "members": [
            {
                "role": "head",
                "given_name": "Awa",
                "family_name": "N'Diaye",
                "sex": "female",
                "birth_date": "1987-04-12",
                "birth_precision": "day",
                "phones": [],
                "identifiers": [{"scheme": "national_id", "country": "PK", "value": "17201-1234567-2"}],
            }
        ],
    }
    said = typed("register", office, "--input", "-", "--json", standard_input=json.dumps(line).encode())
    assert (said.code, said.json["registered"]) == (0, 1)
    for text in ("ndiaye", "N’DIAYE", "awa n'd"):
        [found] = typed("search", office, text, "--exact", "--json").json
    assert found["name"] == "Awa N'Diaye"
    assert found["household"] == said.json["households"][0]


@pytest.mark.parametrize(
    ("language", "remedy"), [("en", "Expected: "), ("fr", "Attendu\u00a0: "), ("pt", "Esperado: ")]
)
def test_a_word_outside_its_vocabulary_is_told_the_words(
    office: Path, typed: Typed, language: str, remedy: str
) -> None:
    line = json.dumps({"members": [{"role": "head", "sex": "x"}]}).encode()
    said = typed("register", office, "--input", "-", "--lang", language, standard_input=line)
    assert said.code == 1
    assert f"{remedy}female, male, not_known." in said.err
    document = typed("register", office, "--input", "-", "--json", standard_input=line).json
    assert document["refused"][0]["remedy"] == "Expected: female, male, not_known."


def test_a_file_that_is_no_text_is_refused_by_the_line(office: Path, typed: Typed) -> None:
    said = typed("register", office, "--input", "-", "--json", standard_input=b"\xff\xfe\x00\n{}\n")
    assert said.code == 1
    assert {one["line"] for one in said.json["refused"]} == {1, 2}
    assert said.json["refused"][0]["code"] == "file_not_utf8"


def test_the_schema_is_the_forms(typed: Typed) -> None:
    schema = typed("schema", "household").out
    assert schema == typed("schema", "household", "--json").out
    assert json.loads(schema)["properties"].keys() == HouseholdForm.model_fields.keys()


def test_a_backup_comes_back_with_a_new_device_code(office: Path, typed: Typed, tmp_path: Path) -> None:
    archive, back = tmp_path / "b.zip", tmp_path / "back.guichet"
    assert typed("backup", office, "--output", archive, "--json").json["bytes"] == archive.stat().st_size
    restored = typed("restore", back, "--from", archive, "--json").json
    assert len(restored["device_code"]) == 4
    assert typed("search", back, "", "--json").json == typed("search", office, "", "--json").json
    assert typed("restore", back, "--from", archive).code == 1


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_an_input_that_is_not_there(office: Path, typed: Typed, name: str) -> None:
    said = typed("register", office, "--input", name)
    assert said.code == 1
    assert "Traceback" not in said.err
    if name != ".":
        assert said.err.startswith("The file is not there. ")
        assert said.err.endswith(" (missing.jsonl)\n")


def test_standard_output_stays_readable_by_programs(office: Path, typed: Typed, codes: list[str]) -> None:
    """Whatever a command has to say beside its answer goes to standard error."""
    for command in (("check", office), ("search", office, ""), ("show", office, codes[0])):
        json.loads(typed(*command, "--json").out)
    assert io.StringIO(typed("show", office, "x", "--json").out).read().startswith("{")


def test_a_search_is_narrowed_by_options(office: Path, typed: Typed) -> None:
    everybody = typed("search", office, "", "--json").json
    women = typed("search", office, "", "--sex", "female", "--json").json
    assert 0 < len(women) < len(everybody)
    assert {one["sex"] for one in women} == {"female"}
    areas = sorted({one["area"] for one in everybody})
    there = typed("search", office, "", "--area", areas[0], "--json").json
    assert [one["code"] for one in there] == [one["code"] for one in there if one["area"] == areas[0]]
    grown = typed("search", office, "", "--age", "18-", "--json").json
    young = typed("search", office, "", "--age", "-17", "--json").json
    assert grown and young
    assert typed("search", office, "", "--status", "deceased", "--json").json == []
    assert len(typed("search", office, "", "--status", "active", "--json").json) == len(everybody)


def test_a_misspelt_name_is_marked_as_near(office: Path, typed: Typed) -> None:
    [first, *_] = typed("search", office, "", "--json").json
    word = max(first["name"].split(), key=len)
    slipped = f"{word[:2]}{word[1]}{word[2:]}"
    near = [one for one in typed("search", office, slipped, "--json").json if one["code"] == first["code"]]
    assert [(one["match"], one["field"]) for one in near] == [("near", "name")]
    assert typed("search", office, slipped, "--exact", "--json").json == []
    assert "Spelled differently" in typed("search", office, slipped).out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--age", "59-18"), "The first age is above the last"),
        (("--age", "old"), "ages such as 18-59"),
        (("--area", "PK-XX"), "not in the programme's list"),
        (("--near", "--exact"), "does not go together"),
        (("--status", "dead"), "Possible"),
    ],
)
def test_a_wrong_filter_is_told_in_words(
    office: Path, typed: Typed, options: tuple[str, ...], said: str
) -> None:
    answer = typed("search", office, "", *options)
    assert answer.code != 0
    assert said in answer.err
