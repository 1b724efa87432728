"""Maps a community's scale of urgency to the product's three words."""

import re
from typing import Final

from partner_hub.workbooks.planners.draft import Draft

USUAL_URGENCY: Final = "一般"
URGENT: Final = "紧急"
VERY_URGENT: Final = "特急"
URGENCY_SCALE: Final = (
    (
        VERY_URGENT,
        re.compile(
            r"特急|特别紧急|非常紧急|十分紧急|极其紧急|火急|加急|立即|马上|紧急且重要|非常急|很急|特级|一级|Ⅰ级|红色?|★{3,}"
        ),
    ),
    (URGENT, re.compile(r"紧急|急|比较急|较急|较紧急|高|优先|重要|二级|Ⅱ级|橙色?|黄色?|★★")),
    (
        USUAL_URGENCY,
        re.compile(
            r"一般|普通|正常|平|平缓|不急|不紧急|缓|可缓|低|中|较低|较缓|日常|三级|四级|Ⅲ级|蓝色?|绿色?|★|常规|一般性|不太急"
        ),
    ),
    # The answers to 是否紧急, those of Excel's own TRUE and FALSE among them.
    (URGENT, re.compile(r"是的?|真|对|true|yes|y|t|[√✓✔☑✅]", re.IGNORECASE)),
    (USUAL_URGENCY, re.compile(r"否|不是|假|false|no|n|f|[×✗✘xX❌☐□]", re.IGNORECASE)),
)
# Under a heading that names grades, 1 may be the most urgent of them.
ASKS_YES_OR_NO: Final = re.compile(r"是否|与否|急不急|紧急")
NAMES_GRADES: Final = re.compile(r"级|程度|度|序")
ONE_AND_ZERO: Final = {"1": URGENT, "0": USUAL_URGENCY}


def read_urgency(draft: Draft, header: str = "") -> str:
    """Empty is 一般, as a conclusion; words that no scale knows are kept with a doubt.

    A yes in a column of its own for 特急 goes before the column for 紧急.
    """
    if _is_very_urgent(draft):
        return VERY_URGENT
    written = draft.name("urgency")
    found = _urgency_of(written, header)
    if found and found != written:
        draft.conclude("urgency", written, found, "scale_of_urgency")
    elif not found and written:
        draft.doubt("urgency", written, "unknown_urgency")
    elif not found:
        draft.conclude("urgency", "", USUAL_URGENCY, "usual_urgency")
    return found or written or USUAL_URGENCY


def _is_very_urgent(draft: Draft) -> bool:
    written = draft.name("very_urgent")
    found = _urgency_of(written, URGENT)
    if written and not found:
        draft.doubt("urgency", written, "unknown_urgency")
    if found not in (URGENT, VERY_URGENT):
        return False
    draft.conclude("urgency", written, VERY_URGENT, "scale_of_urgency")
    return True


def _urgency_of(written: str, header: str) -> str:
    if ASKS_YES_OR_NO.search(header) and not NAMES_GRADES.search(header) and written in ONE_AND_ZERO:
        return ONE_AND_ZERO[written]
    return next((word for word, pattern in URGENCY_SCALE if pattern.fullmatch(written)), "")
