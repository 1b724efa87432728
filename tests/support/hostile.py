"""Texts that somebody might type, paste or plant to break the print or to have it fetch something."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from partner_hub.minutes.document import Annex, AttendanceList, Attendee, MinutesDocument, Paragraph
from tests.support.minutes import minutes

# Where an address is asked for; {url} is one that answers and {file} one that exists.
FETCHING = (
    '<img src="{url}">',
    '"><link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{file}">',
    '<a rel="attachment" href="{url}">附件</a>',
    '<object data="{file}"></object>',
    '<embed src="{url}">',
    '<svg><image href="{url}"/><use href="{file}#a"/></svg>',
    "<style>@import '{url}'; body {{ background: url({file}) }}</style>",
    "</style></title></head><body style='background: url({url})'>",
    '<base href="{url}"><p style="content: url(x)">',
    '<meta http-equiv="refresh" content="0;url={url}">',
    '<iframe src="{file}"></iframe>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "{file}">]><x>&a;</x>',
    '<?xml-stylesheet href="{url}"?>',
    "url({url})",
    "{url}",
    "{file}",
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "attr(href) leader('.') element(x) target-text({url})",
    "\\75\\72\\6c({url})",
    '"; src: url({file}); font-family: "',
    "@font-face {{ src: url({url}) }}",
    "expression(document.write({url}))",
)
PLAIN = (
    "<!ENTITY a '&b;&b;'><!ENTITY b '&c;&c;'>&a;",
    "&lt;b&gt;&amp;amp;&#x4e00;&#0;&#xd800;&nbsp;&unknown;",
    "]]><![CDATA[<x>]]><!-- x --!>",
    "{{ 7 * 7 }}{% raw %}{# x #}${{7*7}}#{7*7}",
    "<script>alert('一')</script>",
    "</p></div></body></html>",
    "<table><tr><td>甲<td>乙",
    "a\tb\nc\rd\x0be\x0cf",
    "甲\x00乙\x01丙\x1b[31m丁\x7f\x9b",
    "甲\ud800乙\udfff丙",
    "甲\ufffe乙\uffff丙\U0001ffff丁\ufdd0",
    "\u202e倒\u202d写\u2066的\u2069话\u200f\u061c",
    "零\u200b宽\u200c字\u200d符\u2060\ufeff\u00ad",
    "竖\u2028行\u2029段\u0085落",
    "圈⃝圈⃣ e\u0301\u0302\u0303",
    "Z" + "\u0335\u0489\u036f" * 40,
    "家👨‍👩‍👧‍👦旗🇨🇳手👍🏽",
    "ﷺ﷽ العربية עברית हिन्दी ไทย မြန်မာ",
    "ＦＵＬＬ　ｗｉｄｔｈ①②㈠㎡㏎",
    "⼈⺠⻔⻓金（U+F90A 金）",
    "䶮𬭎㛃堃犇玥珺翀昇𠮷𡈽𪚥",
    "\ue000\U000f0000私",
    "\ufffd",
    "人" * 3000,
    "x" * 10_000,
    "，" * 500,
    "（" * 200 + "）" * 200,
    "“" * 100,
    "—" * 300,
    "…" * 300,
    "9" * 2000,
    "2026年" * 300,
    "　" * 200 + "字",
    " " * 5000 + "字",
    "\u0300" * 500,
    "𠀀" * 500,
    "()[]{}\\/%<>PDF-1.7 endstream endobj trailer",
    "BT /F1 12 Tf (x) Tj ET",
    "=HYPERLINK(\"x\")+cmd|' /C calc'!A0",
    "../../etc/passwd%00",
    "'; DROP TABLE minutes; --",
    "一、",
    "（一）",
    "1.",
)
ONE = Attendee("某单位", "李某", "书记")


def _annex(title: str = "清单", column: str = "事项", cell: str = "甲") -> tuple[Annex, ...]:
    return (Annex(title, ("序号", column), (("1", cell), ("2", "乙"))),)


def documents_with(text: str) -> Mapping[str, MinutesDocument]:
    """By field: a short document with the text there."""
    short: dict[str, Any] = {"body": (Paragraph("会议议定以下事项。"),), "attendance": (), "copies_to": ("各支部",)}
    seat = AttendanceList("出席", (ONE,))
    fields: dict[str, dict[str, Any]] = {
        **{name: {name: text} for name in ("mark", "issuer", "printed_by", "version_line")},
        **{name: {name: text} for name in ("title", "author", "description")},
        "text": {"body": (Paragraph(text), Paragraph("会议还议定其他事项。"))},
        "heading": {"body": (Paragraph("其他事项。", text, 1), Paragraph(heading=text, level=2), Paragraph("末段。"))},
        **{
            f"attendee {name}": {"attendance": (replace(seat, attendees=(replace(ONE, **{name: text}), ONE)),)}
            for name in ("unit", "name", "title", "note")
        },
        "summary": {"attendance": (replace(seat, summary=text),)},
        "copied to": {"copies_to": (text, "各支部")},
        "names": {"names": (text,), "body": (Paragraph(text),)},
        **{f"annex {name}": {"annexes": _annex(**{name: text})} for name in ("title", "column", "cell")},
    }
    return {name: minutes(**short | changes) for name, changes in fields.items()}


def hostile_texts(url: str, file: str) -> tuple[str, ...]:
    return (*(text.format(url=url, file=file) for text in FETCHING), *PLAIN)


def hostile_cases(url: str, file: str) -> Iterator[tuple[str, str, MinutesDocument]]:
    """(field, text, document): every text in every field."""
    for text in hostile_texts(url, file):
        for field, document in documents_with(text).items():
            yield field, text, document


MANY = 100
METADATA = {"title": "title", "author": "author", "description": "subject"}


def document_full_of(texts: list[str]) -> MinutesDocument:
    """One document with every text in every field that takes several."""
    rows = tuple((str(number), text) for number, text in enumerate(texts, start=1))
    people = tuple(Attendee("某单位", text) for text in texts if len(text) < MANY)
    return minutes(
        body=tuple(Paragraph(text, f"{number}．") for number, text in enumerate(texts, start=1)),
        attendance=(AttendanceList("出席", people),),
        annexes=(Annex("清单", ("序号", "事项"), rows),),
        copies_to=tuple(text for text in texts if len(text) < MANY)[:20],
    )
