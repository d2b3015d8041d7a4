"""A whole district for measuring: plausible people, built whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.application import Application, find_programme, hold_window
from desktop.commands.call import Call
from desktop.commands.parser import Parser
from desktop.commands.terminal import Terminal
from desktop.language.catalogue import Language
from desktop.models.vault import Hardness
from desktop.services import look_alikes, search, show
from domain.birth import Precision
from domain.problems import Fault
from guichet.demo import command, district
from guichet.demo.district import Progress, build
from guichet.demo.laptops import PASSWORD, USER
from guichet.sample.multitude import FIELDS, Multitude
from guichet.sample.profile import Profile
from packs.reading import folder_of

FAST = Hardness(1024, 1, 1)
PACK = "kp-one-window"
pytestmark = pytest.mark.filterwarnings("ignore::desktop.language.catalogue.Untranslated")


@pytest.fixture
def asked(tmp_path: Path) -> Callable[..., Call]:
    """`guichet demo WORDS` on a computer without a screen."""

    def made(*words: str) -> Call:
        parser = Parser(Language("en"), "demo")
        command.arguments(parser, Language("en"))
        application = Application(FAST, data=tmp_path / "data")
        return Call(parser.parse_args(words), Language("en"), Terminal(), application, "en")

    return made


def test_people_are_drawn_as_the_shares_say() -> None:
    programme = find_programme(PACK)
    folder = folder_of(PACK)
    assert folder is not None
    one = Multitude(programme, programme.offices[0], Profile(folder / "sample"), 1 << 40, "D5TR")
    rows = list(one.blocks(5_000))
    people = [dict(zip(FIELDS["person"], row[2:], strict=True)) for block in rows for row in block["person"]]
    count = len(people)
    assert 5_000 <= count < 5_010
    assert 0.25 < sum(p["birth_precision"] == "estimated_age" for p in people) / count < 0.31
    assert 0.80 < sum(bool(p["mother_name"]) for p in people) / count < 0.90
    numbers = [row[-1] for block in rows for row in block["identifier"]]
    assert 0.32 < len(numbers) / count < 0.38
    assert len(numbers) == len(set(numbers))
    assert len({p["code"] for p in people}) == count
    again = Multitude(programme, programme.offices[0], Profile(folder / "sample"), 1 << 40, "D5TR")
    assert list(again.blocks(5_000)) == rows


def test_the_office_is_built_whole_and_works(tmp_path: Path) -> None:
    application, told = Application(FAST), list[Progress]()
    path = tmp_path / "made" / "NSR.guichet"
    build(application, find_programme(PACK), "NSR", path, 1_000, told.append)
    assert told[-1].share == 1.0
    assert [one.share for one in told] == sorted(one.share for one in told)
    assert not (tmp_path / "made.making").exists()
    with application.desk(path, PASSWORD, USER) as desk:
        rows = search.people(desk, "")
        assert len(rows) >= 1_000
        assert look_alikes.stale(desk) == 0
        assert look_alikes.indexed(desk) == len(rows)
        line = search.person_lines(desk, rows[:1])[0]
        assert show.household(desk, line.code).members
        assert line.birth.precision in (Precision.day, Precision.estimated_age)


@pytest.mark.parametrize("at", [0.1, 0.9])
def test_stopped_half_way_nothing_is_left(tmp_path: Path, at: float) -> None:
    def stop(progress: Progress) -> None:
        if progress.share >= at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(Application(FAST), find_programme(PACK), "NSR", tmp_path / "d" / "NSR.guichet", 2_000, stop)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_builder_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "d.making").mkdir()
    (tmp_path / "d.making" / "NSR.guichet").write_bytes(b"half")
    build(Application(FAST), find_programme(PACK), "NSR", tmp_path / "d" / "NSR.guichet", 100, lambda _: None)
    assert [entry.name for entry in tmp_path.iterdir()] == ["d"]


def test_the_command_builds_once_and_says_how_to_open_it(
    asked: Callable[..., Call], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = asked("--persons", "300", "--headless")
    answer = command.run(call)
    lines = list(answer.lines)
    assert answer.document["persons"] >= 300
    assert Path(answer.document["file"]).parent == tmp_path / "data" / "demo-300"
    assert f"User: {USER}  Password: {PASSWORD}" in lines
    assert any(answer.document["file"] in line and "open" in line for line in lines)
    assert "300 people" in capsys.readouterr().err
    again = command.run(asked("--persons", "300", "--headless"))
    assert again.document["seconds"] == 0
    assert "Building" not in capsys.readouterr().err
    assert json.dumps(again.document)


def test_the_command_tells_when_it_is_stopped(
    asked: Callable[..., Call], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(district, "_fill", interrupted)
    with pytest.raises(KeyboardInterrupt):
        command.run(asked("--persons", "300", "--headless", "--output", str(tmp_path / "here")))
    assert "nothing of it was kept" in capsys.readouterr().err
    assert not (tmp_path / "here").exists()


def test_a_folder_with_something_else_is_left_alone(asked: Callable[..., Call], tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "thesis.odt").write_text("years of work")
    with pytest.raises(Fault) as failure:
        command.run(asked("--persons", "300", "--headless", "--output", str(tmp_path / "here")))
    assert failure.value.problem.code == "folder_not_empty"
    assert (tmp_path / "here" / "thesis.odt").read_text() == "years of work"


def test_two_cannot_build_the_same(asked: Callable[..., Call], tmp_path: Path) -> None:
    held = hold_window(tmp_path / "here.district")
    with pytest.raises(Fault):
        command.run(asked("--persons", "300", "--headless", "--output", str(tmp_path / "here")))
    held.release()
