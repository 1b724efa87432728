"""The printed notice of an invented meeting."""

from datetime import UTC, date, datetime
from typing import Any

from partner_hub.meetings.notice_facts import AgendaFact, MeetingFacts
from partner_hub.minutes.notices.notice_letter import NoticeLetter, notice_letter_of

SENT_ON = date(2026, 12, 1)


def facts(units: int = 41, items: int = 12, **changes: Any) -> MeetingFacts:
    usual: dict[str, Any] = {
        "title": "柳岸社区2026年第四季度党建联席会",
        "start": datetime(2026, 12, 10, 7, tzinfo=UTC),
        "place": "二楼议事厅",
        "theme": "冬日暖邻",
        "chair": "沈若溪 党委书记",
        "agenda": tuple(AgendaFact(n, f"第{n}号议题", "江州市第二医院", 10) for n in range(1, items + 1)),
        "units": tuple(f"江州市第{n}号共建单位" for n in range(1, units + 1)),
        "minutes": 120,
        "issuer": "中共江州市柳岸街道柳岸社区委员会",
        "contact": "0591-83331234",
    }
    return MeetingFacts(**usual | changes)


def a_letter(**changes: Any) -> NoticeLetter:
    return notice_letter_of(facts(**changes), dated=SENT_ON)
