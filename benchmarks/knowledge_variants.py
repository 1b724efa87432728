"""The ranking's knowledge without the words drawn from some labelled sets, for a process of its own.

Words name the sets they were drawn from (partner_hub/matching/scoring/knowledge/__init__.py). Weights and map that were
learnt without a set take the place of the product's in the same way.
"""

import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from partner_hub.matching.scoring import knowledge

NO_FILES: Final[Mapping[str, bytes]] = {}
DRAWN_WORD: Final = re.compile(r'[^\s"@]+((?:@[a-z]+)+)(?=[\s"])')


def fresh_processes() -> ProcessPoolExecutor:
    """One for each task: what a process has read of the knowledge it keeps."""
    return ProcessPoolExecutor(mp_context=get_context("spawn"), max_tasks_per_child=1)


@contextmanager
def knowledge_without(names: Collection[str], files: Mapping[str, bytes] = NO_FILES) -> Iterator[None]:
    """To be entered once in the life of a process, before anything is ranked.

    `files` take the place of the product's.
    """
    with TemporaryDirectory() as folder:
        variant = Path(folder) / "knowledge"
        write_variant(variant, names)
        for name, content in files.items():
            (variant / name).write_bytes(content)
        knowledge.KNOWLEDGE_FOLDER = variant
        yield


def write_variant(folder: Path, without: Collection[str]) -> None:
    shutil.copytree(knowledge.KNOWLEDGE_FOLDER, folder)
    for path in folder.rglob("*.toml"):
        path.write_text(without_words(path.read_text(encoding="utf-8"), without), encoding="utf-8")


def without_words(text: str, names: Collection[str]) -> str:
    """The text of a file without the words that were drawn from one of these sets."""
    return DRAWN_WORD.sub(lambda found: "" if set(found[1].split("@")) & set(names) else found[0], text)


def sets_drawn_from() -> set[str]:
    """The sets that the knowledge as it is names."""
    texts = (path.read_text(encoding="utf-8") for path in knowledge.KNOWLEDGE_FOLDER.rglob("*.toml"))
    return {name for text in texts for tags in DRAWN_WORD.findall(text) for name in tags.split("@") if name}
