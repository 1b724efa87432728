"""How much of what leads to a person is found in hard sentences of our own, and how many harmless ones are marked.

    .venv/bin/python -m benchmarks.personal_data [SET.toml ...]

A finding is missed when any character of it stays readable. Whatever is missed or wrongly marked is printed.
"""

import re
import statistics
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from partner_hub.privacy import find_identity_numbers, find_personal_data

SETS = sorted(Path(__file__).parent.glob("hard_sentences*.toml"))
_MARK = re.compile(r"\{(\w+)\|([^}]+)\}")
# Circumstances at the end of a line: <health minor>, or <none>.
_TOLD = re.compile(r" <([a-z_ ]+)>$")


@dataclass(frozen=True)
class Sentence:
    """`parts`: kind, start, end of each part of `text` that leads to a person; `told`: its circumstances, if known."""

    text: str
    parts: tuple[tuple[str, int, int], ...]
    told: frozenset[str] | None


def read_sentence(line: str) -> Sentence:
    """Of 三楼{name|何桂英}透析 <health>."""
    label = _TOLD.search(line)
    told = frozenset(label[1].split()) - {"none"} if label else None
    line = _TOLD.sub("", line)
    text, parts, end = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[end : mark.start()]
        parts.append((mark[1], len(text), len(text) + len(mark[2])))
        text, end = text + mark[2], mark.end()
    return Sentence(text + line[end:], tuple(parts), told)


def read_set(path: Path) -> list[Sentence]:
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return [read_sentence(line) for key in ("personal", "harmless") for line in lists[key].strip().splitlines()]


@dataclass(frozen=True)
class Result:
    """Parts by kind: all, found, found under their kind; sentences without such parts: all, marked."""

    parts: Counter[str]
    found: Counter[str]
    named: Counter[str]
    harmless: int
    marked: int
    faults: list[str]

    @property
    def recall(self) -> float:
        return self.found.total() / self.parts.total()

    @property
    def false_marks(self) -> float:
        return self.marked / self.harmless


def measure(sentences: list[Sentence]) -> Result:
    parts, all_found, named = Counter[str](), Counter[str](), Counter[str]()
    faults: list[str] = []
    harmless = marked = 0
    for sentence in sentences:
        findings = find_personal_data(sentence.text)
        covered = {place for found in findings for place in range(found.start, found.end)}
        told = " ".join(f"{found.kind}:{found.text}" for found in findings)
        if not sentence.parts:
            harmless, marked = harmless + 1, marked + bool(findings)
            faults += [f"marked  {sentence.text}  [{told}]"] if findings else []
        for kind, start, end in sentence.parts:
            is_found = covered.issuperset(range(start, end))
            is_named = any(found.kind == kind and found.start < end and start < found.end for found in findings)
            for counter, counts in zip((parts, all_found, named), (True, is_found, is_found and is_named), strict=True):
                counter[kind] += counts
            if not is_found or not is_named:
                faults.append(f"{'kind    ' if is_found else 'missed  '}{sentence.text}  [{told}]")
    return Result(parts, all_found, named, harmless, marked, faults)


def main() -> None:
    for path in [Path(name) for name in sys.argv[1:]] or SETS:
        sentences = read_set(path)
        result = measure(sentences)
        print("\n".join(result.faults))  # noqa: T201
        for kind, count in sorted(result.parts.items()):
            print(f"{kind:9} {result.found[kind]:3} of {count:3} found, {result.named[kind]:3} under this kind")  # noqa: T201
        print(  # noqa: T201
            f"{path.name}: {len(sentences)} sentences, recall {result.recall:.3f}, "
            f"{result.marked} of {result.harmless} harmless marked ({result.false_marks:.1%})"
        )
        times(sentences)


def times(sentences: list[Sentence]) -> None:
    for name, find in (("all", find_personal_data), ("identity numbers alone", find_identity_numbers)):
        print(f"{name}: {_microseconds(find, sentences):.0f} µs for a sentence")  # noqa: T201


def _microseconds(find: Callable[[str], object], sentences: list[Sentence]) -> float:
    taken = []
    for sentence in sentences:
        begin = time.perf_counter()
        find(sentence.text)
        taken.append(time.perf_counter() - begin)
    return statistics.fmean(taken) * 1_000_000


if __name__ == "__main__":
    main()
