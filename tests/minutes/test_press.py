"""The press of a server: a process beside it that prints, within limits, and is replaced when it has ended."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from partner_hub.minutes.press import works
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.glyph_coverage import MissingGlyphError
from partner_hub.minutes.press.press import PressBeside, PressError, PressHere, PressLimits
from tests.support.minutes import minutes, minutes_of_pages
from tests.support.works import end_suddenly, sleep, stumble, take_memory, tell_process

FONTS = FontSet()
pytestmark = [pytest.mark.pdf, pytest.mark.sweep]


@pytest.fixture(scope="module")
def press() -> Iterator[PressBeside]:
    press = PressBeside(FONTS)
    press.start()
    yield press
    press.close()


def test_it_prints_the_same_bytes_as_any_other_process(press: PressBeside) -> None:
    document = minutes_of_pages(2)
    ticket = press.hand_in(works.print_document, document)
    assert ticket.made.result() == PressHere(FONTS).hand_in(works.print_document, document).made.result()
    assert ticket.page == 2


def test_what_no_font_prints_is_told_as_in_this_process(press: PressBeside) -> None:
    with pytest.raises(MissingGlyphError, match=r"U\+E000"):
        press.hand_in(works.print_document, minutes(body="现将\ue000报告")).made.result()


@pytest.mark.parametrize("work", [stumble, take_memory])
def test_it_goes_on_after_a_fault(work: Callable[..., object], press: PressBeside) -> None:
    with pytest.raises(PressError, match="could not be printed"):
        press.hand_in(work).made.result()
    assert press.hand_in(tell_process).made.result()


def test_one_that_was_ended_while_idle_costs_nobody_a_print(press: PressBeside) -> None:
    before = press.hand_in(tell_process).made.result()
    os.kill(before, signal.SIGKILL)
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert press.hand_in(tell_process).made.result() != before


def test_what_takes_too_long_is_stopped_and_too_many_are_turned_away() -> None:
    with closing(PressBeside(FONTS, PressLimits(seconds=1, waiting=3))) as press:
        slow, first, second = press.hand_in(sleep, 60), press.hand_in(tell_process), press.hand_in(end_suddenly)
        with pytest.raises(PressError, match="Too many"):
            press.hand_in(tell_process)
        with pytest.raises(PressError, match="too long"):
            slow.made.result()
        assert first.made.result()
        with pytest.raises(PressError, match="broke off"):
            second.made.result()
