"""Sensitive circumstances (health, violence, debt, minors, few households) in a text, by word lists."""

import enum
import re
from collections.abc import Sequence
from functools import cache

from partner_hub.privacy.findings import Finding, find_personal_data
from partner_hub.privacy.words import load_word_list

# Below FEW_LIMIT households a group identifies its members; a circumstance of CROWD_SIZE or more is nobody's own.
FEW_LIMIT, CROWD_SIZE = 3, 10
_CLAUSE_END = re.compile(r"[，,。；;！!？?\n]+")
_SMALL_COUNT = (
    r"(?<![0-9.〇零一二三四五六七八九十百千几每])(?:[12一两二](?:户(?!一|多|口|型|均|外)|[位名](?=[老独孤残住居业租病患女男孩妇阿大青学需要想]|$|[，。])"
    r"|个(?=老人|居民|住户|业主|租户|孩子|病人|阿|残疾))|[12]人|仅一家|只有一家|一家[三四五六两]口)"
)
_BUILDING = r"[0-9a-zA-Z〇零一二三四五六七八九十]{1,4}(?:号楼|＃楼|#楼|栋|幢|座|单元|号院|弄|梯|组)"
# A unit of a building alone holds many households.
_FLAT_IN_ADDRESS = re.compile(r"[0-9０-９〇零一二三四五六七八九]{3}|[室房户]|[组排队巷弄村].*号")


class Sensitivity(enum.StrEnum):
    HEALTH = "health"
    VIOLENCE = "violence"
    DEBT = "debt"
    MINOR = "minor"
    FEW_HOUSEHOLDS = "few_households"


def find_sensitive(text: str, *, households: int | None = None, place: str = "") -> list[Sensitivity]:
    """In the order of the enum, each once. `households` and `place` are what is recorded beside the text."""
    findings = find_personal_data(text)
    found = set(find_circumstances(text, findings, households, place))
    if _names_a_child(text, findings):
        found.add(Sensitivity.MINOR)
    return [kind for kind in Sensitivity if kind in found]


def find_circumstances(
    text: str, findings: Sequence[Finding], households: int | None = None, place: str = ""
) -> list[Sensitivity]:
    """As find_sensitive for known findings, without the check for a named child (the wording drops names)."""
    plain = _circumstance_pattern("told", "harmless").sub("·", text)
    crowd = households is not None and households >= CROWD_SIZE
    found = [kind for kind in _CIRCUMSTANCES if _mentions_circumstance(kind, plain, findings, crowd=crowd)]
    if _concerns_few_households(text, findings, households, place):
        found.append(Sensitivity.FEW_HOUSEHOLDS)
    return found


_CIRCUMSTANCES = (Sensitivity.HEALTH, Sensitivity.VIOLENCE, Sensitivity.DEBT, Sensitivity.MINOR)


def _mentions_circumstance(kind: Sensitivity, text: str, findings: Sequence[Finding], *, crowd: bool) -> bool:
    """Whether the text mentions the circumstance of somebody (not in general)."""
    one = bool(findings) or _circumstance_pattern("told", "one").search(text) is not None
    if one and _concerns_somebody(_circumstance_pattern(kind, "of_one"), text):
        return True
    if not one and (crowd or _circumstance_pattern("told", "crowd").search(text) or _is_public_wording(text)):
        return False
    return _concerns_somebody(_circumstance_pattern(kind, "words"), text)


def _names_a_child(text: str, findings: Sequence[Finding]) -> bool:
    """Whether a child is mentioned together with a name, an identity number or a flat."""
    found = [finding.text for finding in findings if finding.kind in {"name", "identity", "address"}]
    words = re.sub("|".join(map(re.escape, found)), "·", text) if found else ""
    return _circumstance_pattern(Sensitivity.MINOR, "named").search(words) is not None


def _concerns_somebody(circumstance: re.Pattern[str], text: str) -> bool:
    """Not in clauses about a lecture, an activity or a facility, unless they name somebody."""
    for match in circumstance.finditer(text):
        start = max((end.end() for end in _CLAUSE_END.finditer(text, 0, match.start() + 1)), default=0)
        end = _CLAUSE_END.search(text, match.end())
        clause = text[min(start, match.start()) : end.start() if end else len(text)]
        if not _circumstance_pattern("told", "general").search(clause) or _circumstance_pattern("told", "kin").search(
            clause
        ):
            return True
    return False


def _is_public_wording(text: str) -> bool:
    """A sentence as propose_wording writes it: somebody in general needs some help."""
    return re.match(r"(?:行动不便)?(?:居民|老年人|未成年人)需要", text) is not None


def _concerns_few_households(text: str, findings: Sequence[Finding], households: int | None, place: str) -> bool:
    kinds = {finding.kind for finding in findings}
    building, somewhere = re.search(_BUILDING, text), _circumstance_pattern("told", "estate").search(text)
    if any(finding.kind == "address" and _FLAT_IN_ADDRESS.search(finding.text) for finding in findings):
        return True
    if "name" in kinds and building:
        return True
    if not (place.strip() or building or somewhere):
        return False
    return (households is not None and 0 < households < FEW_LIMIT) or re.search(_SMALL_COUNT, text) is not None


@cache
def _circumstance_pattern(table: str, key: str) -> re.Pattern[str]:
    return re.compile("|".join(_circumstance_lists()[table][key].split()))


@cache
def _circumstance_lists() -> dict[str, dict[str, str]]:
    return load_word_list("circumstances")
