"""What people, and machines, may type into any field."""

from typing import Final

NUMBERS: Final = ["9" * 400, "1234567890", "9" * 20, "３０", "3 户", "约30", "-3", "2.5", "1e5", "²", "٣", "0x1F"]
DAYS: Final = [
    "2026-13",
    "2026-02-30",
    "明天",
    "2026/7/3",
    "2026年7月3日",
    "2026.7.3",
    "0001-01-01",
    "9999-12-31",
    "25:61",
]
PHONES: Final = [
    "无",
    "没有",
    "/",
    "-",
    "不详",
    "暂无",
    "0590-87654321转8",
    "0086 13905061234",
    "13905061234/13905061235",
]
MAILS: Final = ["li＠example。cn", "li@example．cn", "li @ example.cn", "li@example.cn;", "@", "a@b@c", "＠"]
ODD: Final = [" ", "\x00", "一\x00二", "\u202e\u200b", "<script>", "%(name)s {{ 7*7 }}", "None", "'\"--"]
SURROGATES: Final = ["\ud800", "1\ud8002"]
LONG: Final = "长" * 350_000
RUBBISH: Final = [*NUMBERS, *DAYS, *PHONES, *MAILS, *ODD, *SURROGATES, "楼道灯坏了" * 900]
