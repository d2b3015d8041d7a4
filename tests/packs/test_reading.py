"""A pack is read whole, and each mistake names its file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.problems import Refused
from packs import reading


def _problems(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        reading.load(folder)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _line(path: Path, beginning: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.strip().startswith(beginning))


def test_a_sound_pack_is_read_whole(pack: Path) -> None:
    programme = reading.load(pack)
    assert programme.code == "cv-single-register"
    assert programme.letterhead.logo.startswith("<svg")
    assert [office.code for office in programme.offices] == ["MAI", "SCZ"]
    assert programme.district_of("CV-MA-01-03") == "CV-MA"
    journey = programme.template("household")
    assert journey is not None
    assert [item.code for item in journey.items][:2] == ["C1", "C2"]


@pytest.mark.parametrize(
    "name", ["programme.yaml", "areas.csv", "offices.csv", "notice.yaml", "milestones.yaml"]
)
def test_a_missing_file(pack: Path, name: str) -> None:
    (pack / name).unlink()
    assert _problems(pack) == [("file_missing", name)]


def test_a_missing_logo(pack: Path) -> None:
    (pack / "logo.svg").unlink()
    assert _problems(pack) == [("file_missing", "logo.svg")]


def test_no_pack_at_all_names_every_file(tmp_path: Path) -> None:
    assert {where for _, where in _problems(tmp_path)} == {
        *("programme.yaml", "areas.csv", "offices.csv", "notice.yaml", "milestones.yaml")
    }


def test_another_encoding(pack: Path) -> None:
    path = pack / "areas.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    index = next(n for n, line in enumerate(lines) if "Pilão" in line)
    data = [line.encode() for line in lines]
    data[index] = lines[index].encode("cp1252")
    path.write_bytes(b"".join(data))
    assert _problems(pack) == [("file_not_utf8", f"areas.csv:{index + 1}")]


def test_a_byte_order_mark_and_windows_line_ends_are_read(pack: Path) -> None:
    for name in ("areas.csv", "offices.csv", "programme.yaml", "notice.yaml"):
        text = (pack / name).read_text(encoding="utf-8")
        (pack / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert len(reading.load(pack).areas) == 42


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "field"),
    [
        ("programme.yaml", "country: CV", "country: [CV", "yaml_malformed", None),
        ("programme.yaml", "country: CV", "country: !!python/name:os.system CV", "yaml_malformed", None),
        ("programme.yaml", "country: CV", "contry: CV", "field_unknown", "contry"),
        ("programme.yaml", "country: CV", "country: CV\ncountry: PT", "key_twice", "country"),
        ("programme.yaml", "country: CV", "country: cabo", "field_wrong", "country"),
        ("programme.yaml", "code: cv", "code: CV", "field_wrong", "code"),
        ("programme.yaml", "1e3a8a", "1E3A8AFF", "field_wrong", "letterhead.colour"),
        (
            "programme.yaml",
            "national_id",
            "nacional",
            "identifier_scheme_unknown",
            "identifier_patterns.nacional",
        ),
        ("programme.yaml", "[MF]", "(MF", "pattern_wrong", "identifier_patterns.national_id"),
        ("programme.yaml", "district_level: 2", "district_level: 7", "level_unknown", "district_level"),
        ("programme.yaml", "logo.svg", "../logo.svg", "file_outside_pack", "letterhead.logo"),
        ("notice.yaml", "public_interest", "because", "legal_basis_unknown", "legal_basis"),
        ("notice.yaml", "({office}) regista", "regista", "blank_missing", "text.pt"),
        ("notice.yaml", "({office}) regista", "({office}, {clerk}) regista", "blank_unknown", "text.pt"),
        ("notice.yaml", "retention_years: 5", "retention_years: some", "field_wrong", "retention_years"),
        ("milestones.yaml", "repeat: yearly", "repeat: weekly", "field_wrong", "2.items.7.repeat"),
        ("milestones.yaml", "code: A1.2", "code: A1.1", "milestone_twice", "0.items.1.code"),
        ("milestones.yaml", "step: 3", "step: 9", "milestone_step_unknown", "0.items.11.step"),
    ],
)
def test_a_mistake_in_yaml(pack: Path, name: str, old: str, new: str, code: str, field: str | None) -> None:
    sound = (pack / name).read_text(encoding="utf-8")
    spoilt = sound[: sound.index(old)].count("\n") + new.count("\n") + 1
    _edit(pack / name, old, new)
    found = dict(_problems(pack))
    assert code in found
    where, _, said = found[code].partition(" ")
    if field is not None:
        assert said == field
    # A folded text stands one line below its key; an open bracket is noticed on the line after.
    assert abs(int(where.removeprefix(f"{name}:")) - spoilt) <= 1


def test_a_language_left_out(pack: Path) -> None:
    _edit(pack / "programme.yaml", "    en: Republic of Cabo Verde\n", "")
    line = _line(pack / "programme.yaml", "letterhead:")
    (found,) = _problems(pack)
    assert found == ("translation_missing", f"programme.yaml:{line + 1} letterhead.country.en")


def test_a_level_without_a_name(pack: Path) -> None:
    _edit(pack / "programme.yaml", "  - {pt: Zona, fr: Localité, en: Locality}\n", "")
    line = _line(pack / "programme.yaml", "level_names:")
    assert _problems(pack) == [("level_name_missing", f"programme.yaml:{line} level_names")]


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("CV-MA-01-02,4,Morro", "CV-MA-01-01,4,Morro", "area_twice", "code"),
        ("CV-MA-01-02,4,Morro,CV-MA-01", "CV-MA-01-02,4,Morro,CV-XX-01", "area_parent_unknown", "parent"),
        ("CV-MA-01-02,4,Morro,CV-MA-01", "CV-MA-01-02,3,Morro,CV-MA-01", "area_level_wrong", "level"),
        ("CV-MA-01-02,4,Morro,CV-MA-01", "CV-MA-01-02,4,Morro,CV-MA", "area_level_wrong", "level"),
        ("CV-MA-01-02,4,Morro,CV-MA-01", "CV-MA-01-02,4,Morro,", "area_parent_missing", "parent"),
        ("CV-MA-01-02,4,Morro", "CV-MA-01-02,four,Morro", "field_wrong", "level"),
        ("CV-MA-01-02,4,Morro", "cv/ma,4,Morro", "field_wrong", "code"),
        ("CV-MA-01-02,4,Morro", "CV-MA-01-02,4,", "field_missing", "name"),
        (
            "CV-MA-01-02,4,Morro,CV-MA-01,,",
            "CV-MA-01-02,4,Morro,CV-MA-01,15.2,",
            "position_incomplete",
            "latitude",
        ),
        (
            "CV-MA-01-02,4,Morro,CV-MA-01,,",
            "CV-MA-01-02,4,Morro,CV-MA-01,95,-23",
            "position_outside",
            "latitude",
        ),
        ("CV-MA-01-02,4,Morro,CV-MA-01,,", "CV-MA-01-02,4,Morro,CV-MA-01", "row_width", ""),
    ],
)
def test_a_mistake_in_an_area(pack: Path, old: str, new: str, code: str, column: str) -> None:
    line = _line(pack / "areas.csv", "CV-MA-01-02,")
    _edit(pack / "areas.csv", old, new)
    assert _problems(pack) == [(code, f"areas.csv:{line} {column}".rstrip())]


@pytest.mark.parametrize(
    ("old", "new", "code", "column"),
    [
        ("SCZ,", "MAI,", "office_twice", "code"),
        ("SCZ,", "santa,", "field_wrong", "code"),
        (",CV-CR,", ",CV-CR CV-ZZ,", "office_area_unknown", "areas"),
        (",CV-CR,", ",,", "field_missing", "areas"),
        ("Single Register counter of Santa Cruz", "", "translation_missing", "name_en"),
    ],
)
def test_a_mistake_in_an_office(pack: Path, old: str, new: str, code: str, column: str) -> None:
    _edit(pack / "offices.csv", old, new)
    assert _problems(pack) == [(code, f"offices.csv:3 {column}")]


def test_a_regional_office_watches_offices_that_there_are(pack: Path) -> None:
    text = (pack / "offices.csv").read_text(encoding="utf-8").replace("time_zone\n", "time_zone,watches\n")
    lines = text.splitlines()
    (pack / "offices.csv").write_text(
        "\n".join([lines[0], lines[1] + ",SCZ", lines[2] + ","]), encoding="utf-8"
    )
    assert [office.watches for office in reading.load(pack).offices] == [("SCZ",), ()]
    _edit(pack / "offices.csv", "Cape_Verde,SCZ", "Cape_Verde,SCZ XXX")
    assert _problems(pack) == [("office_watched_unknown", "offices.csv:2 watches")]


def test_an_unknown_time_zone_or_language(pack: Path) -> None:
    _edit(pack / "offices.csv", "Atlantic/Cape_Verde", "Atlantic/Atlantis")
    assert _problems(pack) == [("time_zone_unknown", "offices.csv:2 time_zone")]
    _edit(pack / "offices.csv", "pt fr en", "pt fr kr")
    assert ("field_wrong", "offices.csv:2 languages") in _problems(pack)


def test_wrong_columns(pack: Path) -> None:
    _edit(pack / "areas.csv", "code,level,name,parent", "code,level,nome,parent")
    assert _problems(pack) == [("column_unknown", "areas.csv:1 nome"), ("column_missing", "areas.csv:1 name")]


def test_a_quote_never_closed(pack: Path) -> None:
    _edit(pack / "offices.csv", '"Single Register counter of Santa Cruz"', '"Single Register counter')
    assert _problems(pack) == [("table_malformed", "offices.csv:3")]


def test_an_empty_table(pack: Path) -> None:
    (pack / "offices.csv").write_text("", encoding="utf-8")
    assert _problems(pack) == [("table_empty", "offices.csv")]
    header = "code,level,name,parent,latitude,longitude\n"
    (pack / "areas.csv").write_text(header, encoding="utf-8")
    assert ("table_empty", "areas.csv") in _problems(pack)


def test_mistakes_of_several_files_come_together(pack: Path) -> None:
    _edit(pack / "areas.csv", "CV-MA-01-02,4,Morro,CV-MA-01", "CV-MA-01-02,4,Morro,CV-XX")
    _edit(pack / "notice.yaml", "public_interest", "because")
    assert {code for code, _ in _problems(pack)} == {"area_parent_unknown", "legal_basis_unknown"}


@pytest.mark.parametrize(
    ("svg", "code"),
    [
        ("<svg", "logo_malformed"),
        ("<html/>", "logo_malformed"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "logo_malformed"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>', "logo_refused"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><image href="x"/></svg>', "logo_refused"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>', "logo_refused"),
    ],
)
def test_a_logo_holds_plain_shapes_only(pack: Path, svg: str, code: str) -> None:
    (pack / "logo.svg").write_text(svg, encoding="utf-8")
    assert [found for found, _ in _problems(pack)] == [code]


def test_a_pack_may_do_without_a_logo(pack: Path) -> None:
    _edit(pack / "programme.yaml", "  logo: logo.svg\n", "")
    assert reading.load(pack).letterhead.logo == ""


def test_an_unknown_pack_names_the_known_ones() -> None:
    with pytest.raises(Refused) as caught:
        reading.find("../kp-one-window")
    (problem,) = caught.value.problems
    assert problem.code == "programme_unknown"
    assert problem.facts["known"] == "cv-single-register, kp-one-window"
