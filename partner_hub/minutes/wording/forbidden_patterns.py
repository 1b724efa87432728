"""Marks and words that no minutes hold, as named patterns.

Sources: GB/T 15834-2011 (marks), GB/T 15835-2011 (figures), GB/T 9704-2012 (numbers and dates); the rest are seams of
generated text and words of conversation.
"""

import re
from typing import Final, NamedTuple

from partner_hub.letters import HAN, PRIVATE_USE
from partner_hub.minutes.wording.chinese_marks import CHINESE, NUMERALS
from partner_hub.minutes.wording.relative_words import NEAR, TOMORROW


class ForbiddenPattern(NamedTuple):
    name: str
    pattern: re.Pattern[str]


_HAN: Final = f"[{HAN}]"
_STOP: Final = "[，。；、：！？]"
# ABAB that is Chinese: 一户一户, 讨论讨论, and the head of 一网格 is its 网格长.
_NO_SEAM: Final = "(?!一|很多|许多|慢慢|常常|研究研究|讨论讨论|商量商量|网格网格[长员化])"
_PARTICLE_ENDS: Final = r"(?=[，。；！？、：”）…]|$)"
_UNDATED: Final = (
    rf"(?<![\d年月每历往{NUMERALS}—～至、到和])(?:1[0-2]|[1-9]|十[一二]?|[二三四五六七八九])月"
    r"(?:(?:3[01]|[12]\d|[1-9])日|[底初末]|[上中下]旬)"
)

PATTERNS: Final = (
    ForbiddenPattern("doubled words", re.compile(rf"{_NO_SEAM}({_HAN}{{2,10}})\1")),
    ForbiddenPattern(
        "doubled words",
        re.compile(
            "(?<![理自缘事])由由|(?<!目)的的(?!确)|第第|将将|(?<![为除完])了了(?!解|结)|关于关于|等等等|"
            r"(?P<verb>研究|审议|讨论|听取|学习|通报)了(?P=verb)(?![生所院室会])|研究了(?:通报|听取|传达)"
        ),
    ),
    ForbiddenPattern("straight quotation marks", re.compile(rf"[\"'](?=[{CHINESE}])|(?<=[{CHINESE}])[\"']")),
    ForbiddenPattern(
        "half-width marks", re.compile(rf"(?<=[{CHINESE}])[,;:?!()]|[,;:?!()](?=[{CHINESE}])|(?<={_HAN})\.(?![A-Za-z])")
    ),
    ForbiddenPattern("doubled stops", re.compile(f"(?!？！){_STOP}{{2,}}|[。！？]”。|……。|(?<!…)…(?!…)")),
    ForbiddenPattern("dots for an ellipsis", re.compile(rf"(?<=[{CHINESE}])\.\.+|。。+")),
    ForbiddenPattern("empty brackets", re.compile("（[ \u3000]*）|“[ \u3000]*”|‘’|《》|〔〕|【】|\\(\\)")),
    ForbiddenPattern(
        "mark at a wrong place", re.compile(f"^{_STOP}|[，；：、]）|[（“《]{_STOP}|(?<=[（：])[，；。、]")
    ),
    ForbiddenPattern("pause between quotation marks", re.compile("”、“|》、《")),
    ForbiddenPattern("half-width range", re.compile(rf"~|(?<={_HAN})--+|--+(?={_HAN})|–|(?<=\d)--+(?=\d)")),
    ForbiddenPattern("quotation marks within their like", re.compile("“[^”]*“")),
    ForbiddenPattern("blank between Chinese", re.compile(rf"(?<={_HAN})[ \u3000]+(?={_HAN})")),
    ForbiddenPattern("wide figures", re.compile("[０-９Ａ-Ｚａ-ｚ]")),
    ForbiddenPattern("radicals and private characters", re.compile(f"[\u2e80-\u2fdf{PRIVATE_USE}]")),
    ForbiddenPattern("years in wrong brackets", re.compile(r"[（(\[]20\d\d[）)\]]\d{1,3}号")),
    ForbiddenPattern("date in figures", re.compile(r"(?<![\d.\-/])20\d\d([-./])\d{1,2}\1\d{1,2}(?![\d])")),
    ForbiddenPattern("leading zero", re.compile(r"(?<=[年月])0\d(?=[月日])")),
    ForbiddenPattern(
        "relative date",
        re.compile(
            rf"(?<!每){NEAR}个?(?:周|星期|礼拜)(?![边期围密全到岁年转刊])|(?:{TOMORROW}|昨)[天日](?=[上下前中起，。；、]|$)|"
            rf"(?<!每){NEAR}个?月(?=[底初中末前起内\d，。；、])|(?<![每线楼地以])下个?季度|(?<![往逐历送拿出回过进带寄接如])(?:[今去]|{TOMORROW})年(?!\d{{4}}|[纪龄轻货味画饭夜])|"
            r"(?<![\d每年])(?:月底|年底)(?=前|[，。；]|$)|前天|后天(?=[上下前起，。；]|$)"
        ),
    ),
    ForbiddenPattern("figures joined by a point", re.compile(r"\d\.\d{1,2}(?:网格|号楼|栋|幢|单元|楼栋)|^\d{1,2}\.\d")),
    ForbiddenPattern(
        "gap where a fact is wanted",
        re.compile(
            r"由(?:承接|牵头|配合)(?=[，。；]|$)|(?:听取|通报|审议)了关于(?=的)|研究了(?=[。，等])|以“”为|"
            r"(?:单位|时限|成果|责任人|地点|时间)：(?=[；。，]|$)|提供(?=[。；])|(?<=：)由，|主持会议，0家|(?<!\d)0家(?=共建|成员)|共0项"
        ),
    ),
    ForbiddenPattern(
        "placeholder",
        re.compile(
            r"(?<![A-Za-z])(?:None|null|nan|undefined)(?![A-Za-z])|\{\{|\}\}|%\(\w|待填|待补|（待定）|TODO|[Xx×＊*]{2,}|_{2,}|"
            r"&(?:nbsp|lt|gt|amp|quot);|</?(?:br|p|div|span|b)\b|�"
        ),
    ),
    ForbiddenPattern("internal number", re.compile(r"(?<![A-Za-z\d])[NOUM]\d{3,4}(?![\dA-Za-z])")),
    ForbiddenPattern(
        "title in an old wrapping",
        re.compile("关于[^。，；]{2,40}的(?:议题|事项|汇报)的|议题[一二三四五六七八九十]："),
    ),
    ForbiddenPattern(
        "subject said twice",
        re.compile(r"^(?:\d{1,2}\.|（\d{1,2}）)会议(?:议定|决定|明确|要求)[，：]|会议议定：会议|会议明确：会议"),
    ),
    ForbiddenPattern("emoji", re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")),
)

SPOKEN_WORDS: Final = ForbiddenPattern(
    "words of conversation",
    re.compile(
        "哈哈|呵呵|嘿嘿|嘻嘻|哎呀|哎哟|唉|(?:依[伯姆妹姐]|阿婆)(?![^，。；]{0,6}[店馆铺堂坊])|老太婆|老头子|爸妈|娃儿|孩子他|钟头|啥|咋|咱|俺|甭|瞎搞|晓得|囡|小鬼头|光膀子|哗啦|莫名其妙|躲厕所|一腿包|我(?![区市省国县乡镇街社院校局会党军方])|搞定|弄好|弄不|"
        "气死|烦死|累死|要命|受不了|倒霉|没人[管要理剪问修]|谁来管|谁管|怎么办|没地方|没处|没位子|我家|你家|我们家|他们家|大家伙|大伙|亲们|"
        "靠谱|给力|拜托|谢谢|辛苦了|不好意思|好吗|行不行|能不能|是不是|对不对|真的是|反正|老是|三天两头|乱七八糟|脏兮兮|黑漆漆|黑咕隆咚|一塌糊涂|"
        f"倒两趟|带句话|带话|走不开|(?:(?<![网酒书茶水贴话氧啡餐画陶])吧|(?<![花毛])呢|[嘛啦呗咯喔哦嗯啊呀哟哇]){_PARTICLE_ENDS}"
    ),
)

UNDATED: Final = re.compile(_UNDATED)
