"""The one place that prints: at once in this process for commands, in a process beside it for a server.

A server's jobs stand in a queue. The process that prints has its own interpreter and comes after the pages at the
processor, so it holds nobody up; it may neither take longer nor become larger than its limits, and it is replaced when
it is worn or has ended.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Any, Protocol

from flask_babel import lazy_gettext as _l

from partner_hub.core.errors import DomainError
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.press_child import Job
from partner_hub.minutes.press.press_process import ChildEndedError, PressProcess

log = logging.getLogger(__name__)
MAX_SECONDS = 60.0
MAX_WAITING = 24


class PressError(DomainError):
    """It could not be printed, for no fault of the text that could be named."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class Ticket:
    """A job that was handed in; `page` is the one that the layout has reached."""

    def __init__(self) -> None:
        self.made: Future[Any] = Future()
        self.page = 0

    def reach(self, page: int) -> None:
        self.page = page

    @property
    def has_failed(self) -> bool:
        return self.made.done() and self.made.exception() is not None

    def is_made_within(self, seconds: float) -> bool:
        """Whether it is made, well or not, after so long a wait at most."""
        return bool(wait([self.made], seconds).done)


class Press(Protocol):
    """A work is a function of a module; it gets the arguments, which are plain data, and then the fonts."""

    def hand_in(self, work: Callable[..., Any], *arguments: Any) -> Ticket:
        """What came of it, or MissingGlyphError or PressError, is given by the ticket.

        Raises PressError when too many wait.
        """


class PressHere:
    """Prints at once and in this process."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts

    def hand_in(self, work: Callable[..., Any], *arguments: Any) -> Ticket:
        ticket = Ticket()
        try:
            ticket.made.set_result(work(*arguments, self._fonts))
        except Exception as error:  # noqa: BLE001 - raised where the ticket is handed back
            ticket.made.set_exception(error)
        return ticket


@dataclass(frozen=True)
class PressLimits:
    """Seconds that a job may take, not counting its time in the queue; jobs that may wait."""

    seconds: float = MAX_SECONDS
    waiting: int = MAX_WAITING


class PressBeside:
    """Prints in a process of its own, one job after the other in the order in which they came."""

    def __init__(self, fonts: FontSet, limits: PressLimits | None = None) -> None:
        self._fonts, self._limits = fonts, limits or PressLimits()
        self._places = BoundedSemaphore(self._limits.waiting)
        # One thread, which is the only one that talks to the processes.
        self._queue = ThreadPoolExecutor(1, "press")
        self._process: PressProcess | None = None
        self._successor: PressProcess | None = None

    def start(self) -> None:
        """Have the process warm before the first job."""
        self._queue.submit(self._current_process)

    def hand_in(self, work: Callable[..., Any], *arguments: Any) -> Ticket:
        if not self._places.acquire(blocking=False):
            raise PressError(_l("Too many are printing at this moment. Please try again in a minute."))
        ticket = Ticket()
        ticket.made.add_done_callback(lambda _made: self._places.release())
        self._queue.submit(self._serve_job, Job(work, arguments), ticket)
        return ticket

    def close(self) -> None:
        self._queue.shutdown(wait=True, cancel_futures=True)
        for process in (self._process, self._successor):
            if process:
                process.end()

    def _serve_job(self, job: Job, ticket: Ticket) -> None:
        try:
            ticket.made.set_result(self._result_of(job, ticket))
        except Exception as error:  # noqa: BLE001 - raised where the ticket is handed back
            ticket.made.set_exception(error)

    def _result_of(self, job: Job, ticket: Ticket) -> Any:
        try:
            outcome = self._current_process().run(job, self._limits.seconds, ticket.reach)
        except ChildEndedError as error:
            self._process = None
            log.exception("press: %s", job.work.__name__)
            raise _refusal_of_ended(error) from None
        if outcome.worn and not self._successor:
            self._successor = PressProcess(self._fonts)
        if outcome.refusal:
            raise outcome.refusal
        if outcome.broken:
            log.error("press: %s\n%s", job.work.__name__, outcome.broken)
            raise PressError(_l("This could not be printed; the fault has been noted."))
        return outcome.result

    def _current_process(self) -> PressProcess:
        """The worn one works until its successor is warm; one that has ended while it was idle is replaced."""
        if self._process and self._process.has_ended():
            self._process.end()
            self._process = None
        if self._successor and (self._process is None or self._successor.is_warm()):
            if self._process:
                self._process.end()
            self._process, self._successor = self._successor, None
        if self._process is None:
            self._process = PressProcess(self._fonts)
        return self._process


def _refusal_of_ended(error: ChildEndedError) -> PressError:
    if error.in_time:
        return PressError(_l("Printing broke off; the fault has been noted. Please try again."))
    return PressError(_l("Printing took too long and was stopped. Please shorten the text, or print it in parts."))
