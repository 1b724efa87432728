"""Needs, offerings and what is known about them: this project's own labelled sets and those beside the checkout.

How to add one, and which are held out: docs/ranking.md.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from partner_hub.matching.scoring import NeedText, OfferingText

ROOT: Final = Path(__file__).parents[1]
OWN_SETS: Final = ROOT / "benchmarks" / "labelled"
OTHER_SETS: Final = {"dev": ROOT.parent / "shared" / "data" / "dev", "demo": ROOT / "partner_hub" / "demo" / "data"}
# Also of sets that are not at hand.
KNOWN_NAMES: Final = frozenset(OTHER_SETS) | {path.stem for path in OWN_SETS.glob("*.json")}
# A day on which nearly all offerings of the sets run.
DAY: Final = date(2025, 6, 1)


@dataclass(frozen=True)
class LabelledSet:
    """`good` is not exhaustive: other offerings may serve a need, too. `unserved` needs are those that none can serve.

    All numbers are places in the file, from 1.
    """

    name: str
    needs: tuple[NeedText, ...]
    offerings: tuple[OfferingText, ...]
    good: Mapping[int, frozenset[int]]
    unserved: frozenset[int]
    duplicates: frozenset[tuple[int, int]]


def labelled_sets() -> Iterator[LabelledSet]:
    for name, folder in OTHER_SETS.items():
        if (folder / "truth.json").exists():
            yield _build_set(name, *(_read_json(folder / f"{part}.json") for part in ("needs", "offerings", "truth")))
    for path in sorted(OWN_SETS.glob("*.json")):
        whole = _read_json(path)
        yield _build_set(path.stem, whole["needs"], whole["offerings"], whole["truth"])


def labelled_set(name: str) -> LabelledSet:
    (found,) = (each for each in labelled_sets() if each.name == name)
    return found


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _build_set(
    name: str, needs: list[dict[str, Any]], offerings: list[dict[str, Any]], truth: dict[str, Any]
) -> LabelledSet:
    """A record goes by its id where it has one, else by its name."""
    need_place = {str(each.get("id") or each["name"]): place for place, each in enumerate(needs, start=1)}
    offering_place = {str(each.get("id") or each["name"]): place for place, each in enumerate(offerings, start=1)}
    good = truth["known_good"].items()
    return LabelledSet(
        name,
        tuple(_need_of_record(place, each) for place, each in enumerate(needs, start=1)),
        tuple(_offering_of_record(place, each) for place, each in enumerate(offerings, start=1)),
        {need_place[need]: frozenset(offering_place[each] for each in served) for need, served in good},
        frozenset(need_place[_name_of_need(each)] for each in truth["unserviceable"]),
        frozenset(_ordered_pair(need_place[each["need"]], need_place[each["of"]]) for each in truth["near_duplicates"]),
    )


def _name_of_need(entry: str | dict[str, str]) -> str:
    """A need that nothing can serve: its name, or an entry that also gives the reason."""
    return entry if isinstance(entry, str) else entry["need"]


def _ordered_pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _need_of_record(place: int, record: dict[str, Any]) -> NeedText:
    return NeedText(
        place,
        record["name"],
        record["content"],
        record.get("category_code") or "",
        record["category"] or "",
        record["beneficiaries"] or "",
        tuple(record.get("audience_codes") or ()),
        date.fromisoformat(record["deadline"]) if record.get("deadline") else None,
        record["grid"] or "",
    )


def _offering_of_record(place: int, record: dict[str, Any]) -> OfferingText:
    return OfferingText(
        place,
        record["unit_name"],
        record["name"],
        record["content"],
        record.get("category_code") or "",
        record["category"] or "",
        record["audience"] or "",
        tuple(record.get("audience_codes") or ()),
        record["available_time"] or "",
        record["venue"] or "",
        record["capacity"] or "",
        None,
        date.fromisoformat(record["valid_to"]) if record.get("valid_to") else None,
    )
