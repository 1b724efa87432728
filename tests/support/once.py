"""Things that all test processes of one run share, made by whoever needs them first."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def shared_folder(config: pytest.Config) -> Path:
    """One folder for the whole run: the parent of the workers' own folders, where there are workers."""
    folder: Path = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]  # noqa: SLF001 - no public way before fixtures
    return folder.parent if hasattr(config, "workerinput") else folder


@contextmanager
def alone(folder: Path, errand: str) -> Iterator[None]:
    """Only one process of the run is on this errand at a time."""
    with (folder / f"{errand}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
