"""Maps a community's scale of urgency to the product's three words."""

import re
from typing import Final

from partner_hub.workbooks.planners.draft import Draft

USUAL_URGENCY: Final = "一般"
URGENCY_SCALE: Final = (
    (
        "特急",
        re.compile(
            r"特急|特别紧急|非常紧急|十分紧急|极其紧急|火急|加急|立即|马上|紧急且重要|非常急|很急|特级|一级|Ⅰ级|红色?|★{3,}"
        ),
    ),
    ("紧急", re.compile(r"紧急|急|比较急|较急|较紧急|高|优先|重要|二级|Ⅱ级|橙色?|黄色?|★★|是")),
    (
        USUAL_URGENCY,
        re.compile(
            r"一般|普通|正常|平|平缓|不急|不紧急|缓|可缓|低|中|较低|较缓|日常|三级|四级|Ⅲ级|蓝色?|绿色?|★|常规|否|一般性|不太急"
        ),
    ),
)


def read_urgency(draft: Draft) -> str:
    """Empty is 一般, as a conclusion; words that no scale knows are kept with a doubt."""
    written = draft.name("urgency")
    for word, pattern in URGENCY_SCALE:
        if written and pattern.fullmatch(written):
            if word != written:
                draft.conclude("urgency", written, word, "scale_of_urgency")
            return word
    if written:
        draft.doubt("urgency", written, "unknown_urgency")
        return written
    draft.conclude("urgency", "", USUAL_URGENCY, "usual_urgency")
    return USUAL_URGENCY
