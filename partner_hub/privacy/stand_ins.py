"""What leads to a person, replaced by one character for each: rules about the words around it need not know it."""

import re
from collections.abc import Iterable

from partner_hub.privacy.findings import Finding

NAME, FLAT, CONTACT, NUMBER, PLATE = "\ue000\ue001\ue002\ue003\ue004"
ALL = f"[{NAME}-{PLATE}]"
_OF_KIND = {
    "name": NAME,
    "address": FLAT,
    "phone": CONTACT,
    "account": CONTACT,
    "mail": CONTACT,
    "identity": NUMBER,
    "card": NUMBER,
    "plate": PLATE,
}
# A finding of a name may reach over what the person is called: that stays.
_CALLED = re.compile(
    r"(?:老人家?|奶奶|爷爷|大爷|大妈|大娘|婆婆|阿婆|阿公|爹爹|老伯|伯伯?|太太|老师|师傅|先生|女士|小姐|阿姨|叔叔?|婶婶?|同学|小朋友|家)$"
)


def put_stand_ins(text: str, findings: Iterable[Finding]) -> str:
    """The text with a character of its kind in the place of each finding; what came from outside as one is left out."""
    pieces, end = [], 0
    for finding in findings:
        called = _CALLED.search(finding.text) if finding.kind == "name" else None
        pieces += [_foreign(text[end : finding.start]), finding.building, _OF_KIND.get(finding.kind, NUMBER)]
        pieces.append(called.group() if called and called.start() > 0 else "")
        end = finding.end
    return "".join([*pieces, _foreign(text[end:])])


def _foreign(text: str) -> str:
    return re.sub(ALL, "", text)
