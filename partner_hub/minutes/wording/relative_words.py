"""上, 下, 本, 明 that count from today, and not the ends of other words: 线上周三, 楼下周末, 成本月报, 说明日期."""

from typing import Final

_LAST: Final = "(?<![网线晚早会楼路街桥马以身车墙岸床手地台船山村乡海水校桌面云加赶遇往向之用如])上"
_NEXT: Final = "(?<![线楼地以之天如乡村树桥台山桌手脚部名])下"
_THIS: Final = "(?<![基样日版成书课资根剧文原])本|这"
NEAR: Final = f"(?:{_NEXT}(?:下)?|{_LAST}|{_THIS})"
TOMORROW: Final = "(?<![光说证文清黎透鲜声表注写标查申指])明"
