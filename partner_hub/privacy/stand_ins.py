"""What leads to a person, replaced by one character for each: rules about the words around it need not know it."""

import re
from collections.abc import Collection, Iterator

from partner_hub.privacy.findings import find_personal_data

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


def put_stand_ins(text: str, known_names: Collection[str]) -> str:
    """The text with a character of its kind in the place of each finding and of each known name."""
    text = re.sub(r"[\ue000-\uf8ff]", "", text)
    for name in sorted((name for name in known_names if len(name) > 1), key=len, reverse=True):
        text = text.replace(name, NAME)
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    end = 0
    for finding in find_personal_data(text):
        yield text[end : finding.start]
        yield _OF_KIND.get(finding.kind, NUMBER)
        called = _CALLED.search(finding.text) if finding.kind == "name" else None
        yield called.group() if called and called.start() > 0 else ""
        end = finding.end
    yield text[end:]
