"""Replaces each finding by one character of its kind, so that rewriting rules need not know its text.

They are noncharacters of Unicode, which nobody can type: in private use are letters of names.
"""

import re
from collections.abc import Iterable

from partner_hub.privacy.findings import Finding

NAME, FLAT, CONTACT, NUMBER, PLATE = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"
ANY_PLACEHOLDER = f"[{NAME}-{PLATE}]"
_PLACEHOLDER_BY_KIND = {
    "name": NAME,
    "address": FLAT,
    "phone": CONTACT,
    "account": CONTACT,
    "mail": CONTACT,
    "identity": NUMBER,
    "card": NUMBER,
    "plate": PLATE,
}
# A name finding may include the form of address, which stays.
_TITLE_IN_NAME = re.compile(
    r"(?:老人家?|奶奶|爷爷|大爷|大妈|大娘|婆婆|阿婆|阿公|爹爹|老伯|伯伯?|太太|老师|师傅|先生|女士|小姐|阿姨|叔叔?|婶婶?|同学|小朋友|家)$"
)


def put_placeholders(text: str, findings: Iterable[Finding]) -> str:
    """The text with a placeholder for each finding; placeholder characters of the input itself are removed."""
    pieces, end = [], 0
    for finding in findings:
        called = _TITLE_IN_NAME.search(finding.text) if finding.kind == "name" else None
        pieces += [
            _without_placeholders(text[end : finding.start]),
            finding.building,
            _PLACEHOLDER_BY_KIND.get(finding.kind, NUMBER),
        ]
        pieces.append(called.group() if called and called.start() > 0 else "")
        end = finding.end
    return "".join([*pieces, _without_placeholders(text[end:])])


def _without_placeholders(text: str) -> str:
    return re.sub(ANY_PLACEHOLDER, "", text)
