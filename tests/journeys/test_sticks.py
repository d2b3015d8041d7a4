"""Offices without a line: a week's work goes to the regional office on a stick and ends with receipts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.services import bundles, photos, receipts, regional, show, stick, synchronise
from desktop.services.bundles import ReadBack
from desktop.services.regional import Found, State
from desktop.sync.remote import Remote
from domain.problems import Fault, Problem, Refused
from guichet.sample.portrait import portrait
from server import bundle_files
from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import Laptop, lines

REGION = "KPR"


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """A stick, as a folder."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def write(laptop: Laptop, drive: Path) -> Path:
    with laptop.sit() as desk:
        path = bundles.write_bundle(desk, drive).path
    assert path is not None
    return path


def carry(laptop: Laptop, drive: Path) -> list[Found]:
    with laptop.sit() as desk:
        regional.carry(desk, regional.look(desk, drive))
        return regional.look(desk, drive)


def read(laptop: Laptop, drive: Path) -> ReadBack:
    with laptop.sit() as desk:
        return bundles.read_bundle(desk, drive)


def waiting(laptop: Laptop) -> int:
    """What has not arrived, also what a line that failed may have taken along."""
    with laptop.sit() as desk:
        state = synchronise.state(desk)
        return state.waiting + state.sent


def cut_off(laptop: Laptop) -> Laptop:
    """From here on the laptop has no line: whoever tries one fails."""
    from desktop.models import settings  # noqa: PLC0415

    with laptop.sit() as desk, desk.store.transaction() as connection:
        settings.put(connection, "server_url", "https://127.0.0.1:9")
    return laptop


def test_a_weeks_work_goes_by_stick_to_the_regional_office_and_ends_with_receipts(
    server: Running, make: Make, drive: Path
) -> None:
    village = cut_off(make("village").join(server))
    town, region = make("town").join(server), make("region", REGION).join(server)
    codes = town.register(lines(4, start=40))
    town.sync_fully()
    for day in range(5):
        codes += village.register(lines(3, start=day * 3))
    with village.sit() as desk:
        photos.attach(desk, codes[-1], portrait(1))
        with pytest.raises(Fault):
            synchronise.synchronise(desk)
    before = waiting(village)
    path = write(village, drive)
    assert path.name.endswith(".guichet-out")
    assert waiting(village) == before  # a bundle on its way has not arrived
    [carried] = carry(region, drive)
    assert (carried.state, carried.answer["changes"]) == (State.answered, before)
    back = read(village, drive)
    assert (back.arrived, back.refused, back.photos_sent) == (before, 0, 1)
    assert back.counts_compared
    assert not back.differing
    assert waiting(village) == 0
    with village.sit() as desk:
        proved = receipts.verify(desk)
    assert proved.receipts >= 1
    assert (proved.unproved, proved.wrong) == (0, ())
    assert village.households() == sorted(codes)
    town.sync_fully()
    assert town.people() == village.people()
    village.check()


def test_others_portraits_come_home_on_the_stick(server: Running, make: Make, drive: Path) -> None:
    village, town = make("village").join(server), make("town").join(server)
    [code] = town.register(lines(1))
    with town.sit() as desk:
        photos.attach(desk, code, portrait(1))
        mine = show.household(desk, code).head
    town.sync_fully()
    write(cut_off(village), drive)
    bundle_files.take(server.database, server.trust, drive)
    assert read(village, drive).photos_received == 1
    with village.sit() as desk:
        seen = show.household(desk, code).head
    assert seen is not None
    assert mine is not None
    assert seen.photo == mine.photo


def test_an_answer_read_twice_and_a_bundle_carried_twice_change_nothing(
    server: Running, make: Make, drive: Path
) -> None:
    village, region = make("village").join(server), make("region", REGION).join(server)
    codes = village.register(lines(4))
    path = write(village, drive)
    kept = drive.parent / "kept"
    shutil.copy(path, kept)
    carry(region, drive)
    first = read(village, drive)
    assert first.arrived > 0
    again = read(village, drive)
    assert (again.before, again.arrived, again.received) == (1, 0, 0)
    village.register(lines(2, start=10))
    village.sync_fully()  # meanwhile by a line
    stick.answer_beside(path).unlink()
    shutil.copy(kept, path)
    carry(region, drive)
    late = read(village, drive)
    assert (late.arrived, late.problems) == (0, [])
    assert not set(codes) - set(village.households())
    report = village.sync_fully()
    assert (report.sent, report.received) == (0, 0)
    village.check()


def test_a_bundle_written_after_another_has_all_that_has_not_arrived(
    server: Running, make: Make, drive: Path
) -> None:
    village = make("village").join(server)
    village.register(lines(2))
    lost = write(village, drive)
    lost.rename(drive.parent / "lost")
    village.register(lines(2, start=10))
    write(village, drive)
    bundle_files.take(server.database, server.trust, drive)
    read(village, drive)
    assert waiting(village) == 0
    # The first one turns up after all, and says nothing new.
    (drive.parent / "lost").rename(drive / "found.guichet-out")
    said = bundle_files.take(server.database, server.trust, drive / "found.guichet-out")
    assert said[0]["problem"] is None
    village.sync_fully()
    assert len(village.households()) == 4


def test_only_the_laptops_own_older_bundle_gives_way_to_a_new_one(
    server: Running, make: Make, drive: Path
) -> None:
    village, other = make("village").join(server), make("other").join(server)
    village.register(lines(1))
    other.register(lines(1, start=5))
    first = write(village, drive)
    first.rename(drive / "of-monday.guichet-out")
    theirs = write(other, drive)
    mine = write(village, drive)
    assert sorted(drive.iterdir()) == sorted([theirs, mine])


def test_many_sticks_in_a_row_and_one_that_is_broken(server: Running, make: Make, drive: Path) -> None:
    region = make("region", REGION).join(server)
    laptops = [make(f"laptop{number}").join(server) for number in range(3)]
    for number, laptop in enumerate(laptops):
        laptop.register(lines(1, start=number))
        write(laptop, drive)
    broken = sorted(drive.iterdir())[1]
    broken.write_bytes(broken.read_bytes()[:-20])
    found = carry(region, drive)
    assert sorted(one.state.value for one in found) == ["answered", "answered", "refused"]
    assert next(one.problem.code for one in found if one.problem) == "bundle_cut"
    again = carry(region, drive)
    assert [one.state for one in again] == [one.state for one in found]


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda data: data[:-1], "bundle_cut"),
        (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "bundle_altered"),
        (lambda data: b"a letter", "bundle_unknown"),
        (lambda data: data[:4] + b"\x09" + data[5:], "bundle_too_new"),
    ],
)
def test_an_answer_that_is_not_sound_is_named_and_takes_nothing(
    server: Running, make: Make, drive: Path, damage: object, code: str
) -> None:
    village = make("village").join(server)
    village.register(lines(2))
    path = write(village, drive)
    bundle_files.take(server.database, server.trust, drive)
    before = waiting(village)
    answer = stick.answer_beside(path)
    assert callable(damage)
    answer.write_bytes(damage(answer.read_bytes()))
    with pytest.raises(Refused) as caught:
        read(village, answer)
    assert caught.value.problems[0].code == code
    assert waiting(village) == before


def test_another_laptops_answer_is_not_read(server: Running, make: Make, drive: Path) -> None:
    village, other = make("village").join(server), make("other").join(server)
    village.register(lines(1))
    path = write(village, drive)
    bundle_files.take(server.database, server.trust, drive)
    for place, code in ((drive, "bundle_none_here"), (stick.answer_beside(path), "bundle_for_another")):
        with pytest.raises(Refused) as caught:
            read(other, place)
        assert caught.value.problems[0].code == code


def test_a_copied_file_hears_by_stick_that_it_is_one_and_loses_nothing(
    server: Running, make: Make, drive: Path, tmp_path: Path
) -> None:
    first = make("first").join(server)
    first.register(lines(1))
    first.sync_fully()
    for part in first.path.parent.glob("office.guichet*"):
        if part.is_file():
            (tmp_path / "copy").mkdir(exist_ok=True)
            shutil.copy(part, tmp_path / "copy" / part.name)
    copy = Laptop(tmp_path / "copy" / "office.guichet")
    mine = first.register(lines(2, start=10))
    first.sync_fully()
    theirs = copy.register(lines(2, start=20))
    for _ in range(2):
        for old in drive.iterdir():
            old.unlink()
        write(copy, drive)
        bundle_files.take(server.database, server.trust, drive)
        read(copy, drive)
    assert waiting(copy) == 0
    copy.sync_fully()
    first.sync_fully()
    assert first.households() == copy.households()
    assert set(mine) | set(theirs) <= set(first.households())


def test_the_board_of_a_regional_office_shows_who_was_heard(server: Running, make: Make) -> None:
    region, village = make("region", REGION).join(server), make("village").join(server)
    village.sync_fully()
    with region.sit() as desk:
        lines_of_board = regional.board(desk)
    assert [line.code for line in lines_of_board] == ["LDR", "NSR"]
    assert [(line.days, line.tone) for line in lines_of_board] == [(None, "error"), (0, "good")]
    with village.sit() as desk, pytest.raises(Refused) as caught:
        regional.board(desk)
    assert caught.value.problems[0].code == "board_not_regional"


@pytest.mark.parametrize("code", ["server_too_old", "client_too_old"])
def test_work_that_no_line_takes_for_its_version_goes_by_stick(
    server: Running, make: Make, drive: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def turned_away(*_: object) -> bytes:
        raise Refused(Problem(code, facts={"protocol": 9}))

    village = make("village").join(server)
    codes = village.register(lines(2))
    with monkeypatch.context() as line:
        line.setattr(Remote, "exchange", turned_away)
        with pytest.raises(Refused, match=code):
            village.sync()
        write(village, drive)
    before = waiting(village)
    bundle_files.take(server.database, server.trust, drive)
    assert read(village, drive).arrived == before > 0
    assert waiting(village) == 0
    assert village.households() == sorted(codes)
    village.sync_fully()
