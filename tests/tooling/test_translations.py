"""The Chinese catalogue has no gap, nothing left over, and keeps every placeholder."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "partner_hub/translations/zh_Hans_CN/LC_MESSAGES/messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
# Names that are the same in both languages.
SAME = {"PDF", "SHA-256", "Excel"}


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The messages that code and templates hold now."""
    target = tmp_path_factory.mktemp("messages") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "pyproject.toml", "-k", "_l"]
    subprocess.run([*command, "-k", "lazy_gettext", "-o", target, "."], cwd=ROOT, check=True)  # noqa: S603 - our own words
    return {message.id for message in read(target) if isinstance(message.id, str) and message.id}


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    return {m.id: str(m.string) for m in read(CATALOGUE) if isinstance(m.id, str) and m.id and not m.fuzzy}


def test_every_message_has_its_chinese_words(wanted: set[str], catalogue: dict[str, str]) -> None:
    assert sorted(message for message in wanted if not catalogue.get(message)) == []


def test_nothing_is_kept_that_nobody_says_any_more(wanted: set[str], catalogue: dict[str, str]) -> None:
    assert sorted(set(catalogue) - wanted) == []


def test_placeholders_are_the_same_in_both_languages(catalogue: dict[str, str]) -> None:
    differing = [
        m for m, chinese in catalogue.items() if set(PLACEHOLDER.findall(m)) != set(PLACEHOLDER.findall(chinese))
    ]
    assert differing == []


def test_chinese_is_written_in_chinese(catalogue: dict[str, str]) -> None:
    without = [m for m, words in catalogue.items() if not re.search("[\u4e00-\u9fff]", words)]
    assert [m for m in without if m not in SAME and re.search("[A-Za-z]{2}", PLACEHOLDER.sub("", m))] == []
