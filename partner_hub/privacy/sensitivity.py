"""Circumstances that are nobody else's business though no name is told."""

import enum
import re
from collections.abc import Sequence
from functools import cache

from partner_hub.privacy.findings import Finding, find_personal_data
from partner_hub.privacy.words import load

# From so many households or persons on, nobody is known by being one of them.
FEW, CROWD = 3, 10
_CLAUSE = re.compile(r"[，,。；;！!？?\n]+")
_COUNT = (
    r"(?<![0-9.〇零一二三四五六七八九十百千几每])(?:[12一两二](?:户(?!一|多|口|型|均|外)|[位名](?=[老独孤残住居业租病患女男孩妇阿大青学需要想]|$|[，。])"
    r"|个(?=老人|居民|住户|业主|租户|孩子|病人|阿|残疾))|[12]人|仅一家|只有一家|一家[三四五六两]口)"
)
_BUILDING = r"[0-9a-zA-Z〇零一二三四五六七八九十]{1,4}(?:号楼|＃楼|#楼|栋|幢|座|单元|号院|弄|梯|组)"
# A unit of a building alone holds many households.
_FLAT = re.compile(r"[0-9０-９〇零一二三四五六七八九]{3}|[室房户]|[组排队巷弄村].*号")


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
    """The same for a text whose findings are known; that it names a child is left out: a name can be left out, too."""
    plain = _pattern("told", "harmless").sub("·", text)
    crowd = households is not None and households >= CROWD
    found = [kind for kind in _CIRCUMSTANCES if _tells(kind, plain, findings, crowd=crowd)]
    if _few(text, findings, households, place):
        found.append(Sensitivity.FEW_HOUSEHOLDS)
    return found


_CIRCUMSTANCES = (Sensitivity.HEALTH, Sensitivity.VIOLENCE, Sensitivity.DEBT, Sensitivity.MINOR)


def _tells(kind: Sensitivity, text: str, findings: Sequence[Finding], *, crowd: bool) -> bool:
    """Whether the text tells such a circumstance of somebody."""
    one = bool(findings) or _pattern("told", "one").search(text) is not None
    if one and _is_told(_pattern(kind, "of_one"), text):
        return True
    if not one and (crowd or _pattern("told", "crowd").search(text) or _is_public_wording(text)):
        return False
    return _is_told(_pattern(kind, "words"), text)


def _names_a_child(text: str, findings: Sequence[Finding]) -> bool:
    """A child in the words, and a name, an identity number or a flat that leads to the child."""
    found = [finding.text for finding in findings if finding.kind in {"name", "identity", "address"}]
    words = re.sub("|".join(map(re.escape, found)), "·", text) if found else ""
    return _pattern(Sensitivity.MINOR, "named").search(words) is not None


def _is_told(circumstance: re.Pattern[str], text: str) -> bool:
    """Not in clauses about a lecture, an activity or a facility, unless they name somebody."""
    for match in circumstance.finditer(text):
        start = max((end.end() for end in _CLAUSE.finditer(text, 0, match.start() + 1)), default=0)
        end = _CLAUSE.search(text, match.end())
        clause = text[min(start, match.start()) : end.start() if end else len(text)]
        if not _pattern("told", "general").search(clause) or _pattern("told", "kin").search(clause):
            return True
    return False


def _is_public_wording(text: str) -> bool:
    """What propose_wording makes: somebody needs some help, whoever it is."""
    return re.match(r"(?:行动不便)?(?:居民|老年人|未成年人)需要", text) is not None


def _few(text: str, findings: Sequence[Finding], households: int | None, place: str) -> bool:
    kinds = {finding.kind for finding in findings}
    building, somewhere = re.search(_BUILDING, text), _pattern("told", "estate").search(text)
    if any(finding.kind == "address" and _FLAT.search(finding.text) for finding in findings):
        return True
    if "name" in kinds and building:
        return True
    if not (place.strip() or building or somewhere):
        return False
    return (households is not None and 0 < households < FEW) or re.search(_COUNT, text) is not None


@cache
def _pattern(table: str, key: str) -> re.Pattern[str]:
    return re.compile("|".join(_lists()[table][key].split()))


@cache
def _lists() -> dict[str, dict[str, str]]:
    return load("circumstances")
