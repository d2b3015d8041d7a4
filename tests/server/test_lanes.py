"""The queue before the threads: fair to every device, and never long."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable

import pytest

from domain.problems import Fault
from server.lanes import OF_ONE, Lane


def run(scene: Callable[[], Awaitable[None]]) -> None:
    """In an event loop of its own; a scene that hangs fails."""

    async def limited() -> None:
        await asyncio.wait_for(scene(), 20)

    asyncio.run(limited())


def test_no_more_work_at_once_than_the_lane_is_wide() -> None:
    lane, lock, now, most = Lane("x", 2), threading.Lock(), [0], [0]

    def work() -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.02)
        with lock:
            now[0] -= 1

    async def scene() -> None:
        await asyncio.gather(*(lane.run(f"device {n}", work) for n in range(12)))

    run(scene)
    assert most == [2]
    assert (lane.waiting, lane.working) == (0, 0)


def test_a_device_with_many_requests_stands_behind_itself_and_not_before_others() -> None:
    lane, done = Lane("x", 1), list[str]()
    gate = threading.Event()

    async def scene() -> None:
        first = asyncio.create_task(lane.run("much", gate.wait))
        await asyncio.sleep(0)
        rest = [asyncio.create_task(lane.run("much", lambda: done.append("much"))) for _ in range(3)]
        other = asyncio.create_task(lane.run("little", lambda: done.append("little")))
        await asyncio.sleep(0.01)
        gate.set()
        await asyncio.gather(first, other, *rest)

    run(scene)
    assert sorted(done) == ["little", "much", "much", "much"]


def test_one_device_has_one_thread_even_when_another_is_free() -> None:
    lane, order, gate = Lane("x", 2), list[str](), threading.Event()

    async def scene() -> None:
        slow = asyncio.create_task(lane.run("much", gate.wait))
        await asyncio.sleep(0)
        again = asyncio.create_task(lane.run("much", lambda: order.append("much")))
        await lane.run("little", lambda: order.append("little"))
        assert (lane.working, lane.waiting) == (1, 1)
        gate.set()
        await asyncio.gather(slow, again)

    run(scene)
    assert order == ["little", "much"]


def test_a_queue_that_is_too_long_is_refused_at_once() -> None:
    lane, gate = Lane("x", 1, most=2), threading.Event()

    async def scene() -> None:
        tasks = [asyncio.create_task(lane.run(f"device {n}", gate.wait)) for n in range(3)]
        await asyncio.sleep(0.01)
        with pytest.raises(Fault, match="server_busy"):
            await lane.run("late", gate.wait)
        gate.set()
        await asyncio.gather(*tasks)

    run(scene)


def test_of_one_device_only_a_few_may_wait() -> None:
    lane, gate = Lane("x", 1), threading.Event()

    async def scene() -> None:
        tasks = [asyncio.create_task(lane.run("much", gate.wait)) for _ in range(1 + OF_ONE)]
        await asyncio.sleep(0.01)
        with pytest.raises(Fault, match="server_busy"):
            await lane.run("much", gate.wait)
        gate.set()
        await asyncio.gather(*tasks)

    run(scene)


def test_whoever_waited_too_long_is_told_so_and_leaves_the_queue() -> None:
    lane, gate = Lane("x", 1, seconds=0.05), threading.Event()

    async def scene() -> None:
        slow = asyncio.create_task(lane.run("slow", gate.wait))
        await asyncio.sleep(0)
        with pytest.raises(Fault, match="server_busy"):
            await lane.run("other", gate.wait)
        assert lane.waiting == 0
        gate.set()
        await slow
        assert await lane.run("other", lambda: "served") == "served"

    run(scene)


def test_a_lane_behind_another_gives_it_time_while_somebody_waits_there() -> None:
    before = Lane("before", 1)
    behind, gate = Lane("behind", 1, behind=before), threading.Event()
    took: list[float] = []

    async def timed() -> None:
        began = time.monotonic()
        await behind.run("long", lambda: time.sleep(0.1))
        took.append(time.monotonic() - began)

    async def scene() -> None:
        await timed()
        working = asyncio.create_task(before.run("one", gate.wait))
        await asyncio.sleep(0)
        waiting = asyncio.create_task(before.run("two", gate.wait))
        await asyncio.sleep(0)
        await timed()
        gate.set()
        await asyncio.gather(working, waiting)
        await timed()

    run(scene)
    assert took[1] >= 0.3
    assert took[1] > took[0] + 0.15
    assert took[1] > took[2] + 0.15


def test_work_that_fails_gives_its_turn_back() -> None:
    lane = Lane("x", 1)

    def fail() -> None:
        raise ValueError("broken")

    async def scene() -> None:
        for _ in range(3):
            with pytest.raises(ValueError, match="broken"):
                await lane.run("device", fail)
        assert await lane.run("device", lambda: "served") == "served"

    run(scene)


def test_one_who_leaves_while_waiting_blocks_nobody() -> None:
    lane, gate = Lane("x", 1), threading.Event()

    async def scene() -> None:
        slow = asyncio.create_task(lane.run("slow", gate.wait))
        await asyncio.sleep(0)
        gone = asyncio.create_task(lane.run("gone", gate.wait))
        await asyncio.sleep(0.01)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        gate.set()
        await slow
        assert await lane.run("next", lambda: "served") == "served"

    run(scene)


def test_what_took_an_hour_to_come_is_not_sent_away() -> None:
    """Neither for a long queue, nor after the wait that others have; and it is the next."""
    lane, gate, order = Lane("x", 1, most=1, seconds=0.05), threading.Event(), list[str]()

    async def scene() -> None:
        slow = asyncio.create_task(lane.run("slow", gate.wait))
        await asyncio.sleep(0)
        first = asyncio.create_task(lane.run("other", lambda: order.append("other")))
        await asyncio.sleep(0)
        bundles = [
            asyncio.create_task(lane.run("carrier", lambda: order.append("bundle"), sure=True))
            for _ in range(OF_ONE + 1)
        ]
        with pytest.raises(Fault, match="server_busy"):
            await first
        assert lane.waiting == len(bundles)
        late = asyncio.create_task(lane.run("carrier", lambda: order.append("late"), sure=True))
        gate.set()
        await asyncio.gather(slow, late, *bundles)

    run(scene)
    assert sorted(order) == ["bundle"] * (OF_ONE + 1) + ["late"]


def test_even_that_waits_no_longer_than_its_device_does() -> None:
    lane, gate = Lane("x", 1, patience=0.05), threading.Event()

    async def scene() -> None:
        slow = asyncio.create_task(lane.run("slow", gate.wait))
        await asyncio.sleep(0)
        with pytest.raises(Fault, match="server_busy"):
            await lane.run("carrier", lambda: None, sure=True)
        gate.set()
        await slow

    run(scene)


def test_what_is_sure_goes_before_those_who_came_sooner() -> None:
    lane, gate, order = Lane("x", 1), threading.Event(), list[str]()

    async def scene() -> None:
        slow = asyncio.create_task(lane.run("slow", gate.wait))
        await asyncio.sleep(0)
        sooner = asyncio.create_task(lane.run("other", lambda: order.append("other")))
        await asyncio.sleep(0)
        bundle = asyncio.create_task(lane.run("carrier", lambda: order.append("bundle"), sure=True))
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(slow, sooner, bundle)

    run(scene)
    assert order == ["bundle", "other"]
