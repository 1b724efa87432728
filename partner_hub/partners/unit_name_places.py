"""The places at the beginning of a unit's name: 云汀市柳浦区白鹭街道, 柳浦, or the level alone (区, 街道)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

# No level begins another word (市场, 区域, 市民中心).
LEVEL: Final = re.compile(
    r"自治区|自治州|自治县|省(?!心)|市(?!场|容|区|政(?!协|府|法|务|数)|民(?!政|宗|盟|建|革|进|间|族))"
    r"|区(?!域|块|间)|县|旗|街道|镇|乡(?!村|镇|贤)"
)
STEM_AND_LEVEL: Final = re.compile(rf"([\u4e00-\u9fff]{{2,3}}?|[\u4e00-\u9fff](?=县))({LEVEL.pattern})")
# 青云超市 and 柳岸小区 are no places of administration; nor is a street or a housing estate of the place's name.
NO_PLACE: Final = re.compile(
    r".*(?:[超城都门夜股]市|[社小园校院片辖景城街厂库专学营矿林分发]区|[城老家]乡|[局院所校司会店馆团行委办队站部学公银中].*)"
)
ROAD_OR_ESTATE: Final = re.compile(
    r"[东西南北中]?(?:[大小]?[路街巷弄](?!道)|大道|里|新村|小区|花园|家园|苑|广场|大厦|公寓)"
)
MAX_STEM: Final = 3
_MUNICIPALITIES: Final = ("北京", "上海", "天津", "重庆")
_PROVINCES: Final = (
    *("河北", "山西", "辽宁", "吉林", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东"),
    *("海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "黑龙江"),
)
PROVINCES: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(_MUNICIPALITIES, frozenset(("市",))),
    **dict.fromkeys(_PROVINCES, frozenset(("省",))),
}


@dataclass(frozen=True)
class Place:
    """`stem` is empty where only the level is said, `level` where only the stem is."""

    stem: str
    level: str

    @property
    def text(self) -> str:
        return self.stem + self.level


Stems = Mapping[str, frozenset[str]]


def learn_places(stems: dict[str, frozenset[str]], names: Iterable[str]) -> None:
    """Take in the places that stand with their level at the beginning of canonical names: stem -> levels."""
    for name in names:
        for place in leading_places(name, PROVINCES)[0]:
            if place.stem and place.level:
                stems[place.stem] = stems.get(place.stem, frozenset()) | {place.level}


def without_place_in_brackets(name: str) -> str:
    """上海正衡（云汀）律师事务所 without the brackets; a branch in brackets at the end stays."""
    return re.sub(r"[（(][\u4e00-\u9fff]{2,4}[）)](?=.)", "", name)


def leading_places(name: str, stems: Stems) -> tuple[list[Place], str]:
    """The places that a canonical name begins with, and the rest of it."""
    places: list[Place] = []
    rest = name
    while place := place_at(rest, stems) or _level_alone(rest):
        places.append(place)
        rest = rest[len(place.text) :]
        if not place.stem:
            break
    return places, rest


def place_at(text: str, stems: Stems) -> Place | None:
    """A place with its stem at the beginning of `text`."""
    return _known_place(text, stems) or _place_with_level(text)


def _known_place(text: str, stems: Stems) -> Place | None:
    for length in range(MAX_STEM, 0, -1):
        stem = text[:length]
        if stem in stems and not ROAD_OR_ESTATE.match(text, length):
            level = LEVEL.match(text, length)
            return Place(stem, level[0] if level and level[0] in stems[stem] else "")
    return None


def _place_with_level(text: str) -> Place | None:
    found = STEM_AND_LEVEL.match(text)
    return Place(found[1], found[2]) if found and not NO_PLACE.fullmatch(found[0]) else None


def _level_alone(text: str) -> Place | None:
    found = LEVEL.match(text)
    return Place("", found[0]) if found else None
