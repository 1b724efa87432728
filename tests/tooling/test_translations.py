"""The Chinese catalogue has no gap, nothing left over, keeps every placeholder, and is compiled by itself."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.support import Translations

from partner_hub.core.translations import compile_catalogues

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "partner_hub/translations/zh_Hans_CN/LC_MESSAGES/messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
HAN = "[\u4e00-\u9fff]"
# Names that are the same in both languages.
SAME = {"PDF", "SHA-256", "Excel"}
ONE_WORD = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Needs"
msgstr "{}"
"""


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


def words_of(catalogue: Catalog) -> dict[str, str]:
    """What is said for what; a message with a plural counts by its singular, and Chinese has one form for both."""
    ours = [message for message in catalogue if message.id and not message.fuzzy]
    return {(m.id if isinstance(m.id, str) else m.id[0]): _one(m.string) for m in ours}


def _one(words: str | Sequence[str] | None) -> str:
    return words if isinstance(words, str) else (words or ("",))[0]


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The messages that code and templates hold now."""
    target = tmp_path_factory.mktemp("messages") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml", "-k", "_l"]
    subprocess.run([*command, "-o", target, "."], cwd=ROOT, check=True)  # noqa: S603 - our own words
    return set(words_of(read(target)))


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    return words_of(read(CATALOGUE))


def test_every_message_has_its_chinese_words(wanted: set[str], catalogue: dict[str, str]) -> None:
    assert sorted(message for message in wanted if not catalogue.get(message)) == []


def test_nothing_is_kept_that_nobody_says_any_more(wanted: set[str], catalogue: dict[str, str]) -> None:
    assert sorted(set(catalogue) - wanted) == []


def test_placeholders_are_the_same_in_both_languages(catalogue: dict[str, str]) -> None:
    differing = [m for m, words in catalogue.items() if set(PLACEHOLDER.findall(m)) != set(PLACEHOLDER.findall(words))]
    assert differing == []


def test_chinese_is_written_in_chinese(catalogue: dict[str, str]) -> None:
    without = [m for m, words in catalogue.items() if not re.search(HAN, words)]
    assert [m for m in without if m not in SAME and re.search("[A-Za-z]{2}", PLACEHOLDER.sub("", m))] == []


def test_chinese_has_chinese_punctuation_and_no_gap_before_a_number(catalogue: dict[str, str]) -> None:
    wrong = re.compile(rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}|{HAN}\.(?![a-z])|{HAN} +[0-9%]|(?:[0-9]|%\(\w+\)s) +{HAN}")
    assert [words for words in catalogue.values() if wrong.search(words)] == []


def test_sentences_end_as_sentences_in_both_languages(catalogue: dict[str, str]) -> None:
    sentences = {message: words for message, words in catalogue.items() if len(message.split()) > 1}
    stops = {".": "。", ":": "："}
    assert [m for m, words in sentences.items() if m[-1] in stops and words[-1] != stops[m[-1]]] == []


def folder_with(root: Path, words: str) -> Path:
    folder = root / "zh_Hans_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "messages.po").write_text(ONE_WORD.format(words), encoding="utf-8")
    return folder


def said_by(root: Path) -> str:
    return Translations.load(root, ["zh_Hans_CN"]).gettext("Needs")


def test_the_words_are_compiled_when_they_are_missing_or_older(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "需求")
    compile_catalogues(tmp_path)
    assert said_by(tmp_path) == "需求"
    folder_with(tmp_path, "需求清单")
    os.utime(folder / "messages.mo", (1, 1))
    compile_catalogues(tmp_path)
    assert said_by(tmp_path) == "需求清单"


def test_words_that_are_up_to_date_are_left_alone(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "需求")
    compile_catalogues(tmp_path)
    before = (folder / "messages.mo").stat()
    compile_catalogues(tmp_path)
    after = (folder / "messages.mo").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(path.name for path in folder.iterdir()) == ["messages.mo", "messages.po"]


def test_a_folder_that_cannot_be_written_is_told_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = folder_with(tmp_path, "需求")
    # Root may write everywhere, but nobody can put a file where a folder is.
    (folder / "messages.mo").mkdir()
    os.utime(folder / "messages.mo", (1, 1))
    with caplog.at_level(logging.WARNING):
        compile_catalogues(tmp_path)
    assert "messages.mo could not be written" in caplog.text
