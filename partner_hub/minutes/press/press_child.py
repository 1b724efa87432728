"""The process beside a server that prints: takes jobs from a pipe one by one, and ends when the pipe does.

press_process.py starts it.
"""

import gc
import logging
import os
import re
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from partner_hub.minutes.press import works
from partner_hub.minutes.press.fonts import FontSet
from partner_hub.minutes.press.glyph_coverage import MissingGlyphError
from partner_hub.minutes.press.off_paper import OffPaperError

MAX_JOBS = 500
# Of memory, in MiB: one that has ever held more is replaced; one that asks for more than the limit gets none.
WORN_MEGABYTES = 900
LIMIT_MEGABYTES = 2000
# Other people's pages come first.
NICENESS = 2
PROGRESS_OF_LAYOUT = "weasyprint.progress"
PAGE = re.compile(r"Page (\d+)$")


@dataclass(frozen=True)
class Job:
    """`work` is a function of a module; it gets the arguments and then the fonts."""

    work: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class PageReached:
    """A message on the way: the layout has reached this page."""

    page: int


@dataclass(frozen=True)
class Outcome:
    """What became of a job. `broken` is the traceback of an error that is no refusal; `worn` asks for a successor."""

    result: Any = None
    refusal: MissingGlyphError | OffPaperError | None = None
    broken: str = ""
    worn: bool = False


class ProgressTeller(logging.Handler):
    """Sends on which page the layout engine says that it lays out."""

    def __init__(self, pipe: Connection) -> None:
        super().__init__()
        self._pipe = pipe

    def emit(self, record: logging.LogRecord) -> None:
        if found := PAGE.search(record.getMessage()):
            self._pipe.send(PageReached(int(found[1])))


def serve(pipe: Connection, fonts: FontSet) -> None:
    """The first message says that the child is warm."""
    works.warm_up(fonts)
    # What is loaded stays: the collector need not look through it in the middle of each print.
    gc.collect()
    gc.freeze()
    _tell_progress(pipe)
    pipe.send(Outcome())
    done = 0
    while (job := _next_job(pipe)) is not None:
        done += 1
        pipe.send(_outcome_of(job, fonts, worn=done >= MAX_JOBS))


def _next_job(pipe: Connection) -> Job | None:
    """None when the server has gone."""
    try:
        job: Job = pipe.recv()
    except (EOFError, ConnectionError):
        return None
    return job


def _outcome_of(job: Job, fonts: FontSet, *, worn: bool) -> Outcome:
    try:
        result = job.work(*job.arguments, fonts)
    except MemoryError:
        return Outcome(broken=traceback.format_exc(), worn=True)
    except (MissingGlyphError, OffPaperError) as error:
        return Outcome(refusal=error, worn=worn or _is_large())
    except Exception:  # noqa: BLE001 - whatever it is: the server tells it and logs it
        return Outcome(broken=traceback.format_exc(), worn=worn or _is_large())
    return Outcome(result, worn=worn or _is_large())


def _is_large() -> bool:
    kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kibibytes > WORN_MEGABYTES * 1024


def _tell_progress(pipe: Connection) -> None:
    logger = logging.getLogger(PROGRESS_OF_LAYOUT)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(ProgressTeller(pipe))


def main() -> None:
    # An interrupt at the keyboard reaches the whole group; the server ends this process by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (LIMIT_MEGABYTES * 2**20, hard))
    number, fandol, licensed = sys.argv[1:]
    # A server that has gone is told nothing.
    with suppress(ConnectionError), Connection(int(number)) as pipe:
        serve(pipe, FontSet(Path(fandol), Path(licensed) if licensed else None))
