"""The server's end of the process that prints: it is started, asked, and ended when it takes too long."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from time import monotonic

from partner_hub.minutes.press.fonts import REPOSITORY_FOLDER, FontSet
from partner_hub.minutes.press.press_child import Job, Outcome, PageReached

CHILD = "from partner_hub.minutes.press.press_child import main; main()"
# For loading all fonts on a machine that does much else.
WARM_UP_SECONDS = 120.0


class ChildEndedError(Exception):
    """The process that prints has ended in the middle of a job, or was ended because it took too long."""

    def __init__(self, *, in_time: bool) -> None:
        self.in_time = in_time
        super().__init__("the process that prints has ended" if in_time else "printing took too long")


class PressProcess:
    """One process that prints. For one thread at a time."""

    def __init__(self, fonts: FontSet) -> None:
        self._pipe, theirs = Pipe()
        licensed = fonts.licensed.absolute() if fonts.licensed else ""
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own words
                [sys.executable, "-c", CHILD, str(theirs.fileno()), str(fonts.fandol.absolute()), str(licensed)],
                cwd=REPOSITORY_FOLDER,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._is_warm = False

    @property
    def pid(self) -> int:
        return self._process.pid

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def is_warm(self) -> bool:
        """Whether a job would begin at once."""
        return self._is_warm or self._pipe.poll()

    def wait_until_warm(self) -> None:
        """Raises ChildEndedError."""
        if not self._is_warm:
            self._receive_message(monotonic() + WARM_UP_SECONDS)
            self._is_warm = True

    def run(self, job: Job, seconds: float, tell_page: Callable[[int], None]) -> Outcome:
        """Raises ChildEndedError; the process is gone then."""
        self.wait_until_warm()
        end = monotonic() + seconds
        with self._noticed_end():
            self._pipe.send(job)
        while isinstance(message := self._receive_message(end), PageReached):
            tell_page(message.page)
        return message

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._pipe.close()

    def _receive_message(self, end: float) -> PageReached | Outcome:
        with self._noticed_end():
            if self._pipe.poll(max(0.0, end - monotonic())):
                message: PageReached | Outcome = self._pipe.recv()
                return message
        self.end()
        raise ChildEndedError(in_time=False)

    @contextmanager
    def _noticed_end(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, OSError) as error:
            self.end()
            raise ChildEndedError(in_time=True) from error
