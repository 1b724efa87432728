"""Title of a matter for the minutes (事项名称), proposed by rules: for whom, where it helps, and what is asked.

Whatever the record says, a title is built from fixed words alone (words/topics.toml, audiences.toml and
title_categories.toml): residents' words, names, numbers and homes never get into it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from partner_hub.privacy.findings import find_personal_data
from partner_hub.privacy.help_topics import Asked, Topic, find_topics
from partner_hub.privacy.neutral_titles import audience_for, concerns_one_person, usable_category
from partner_hub.privacy.sensitivity import Sensitivity, find_sensitive
from partner_hub.privacy.words import load_word_list

# Characters of a title for the minutes that a person writes, and of one that reads well.
MAX_MINUTES_TITLE: Final = 60
# A topic that is told by less than this is taken only where the category or the offering agrees.
_SURE_SCORE = 3
_KIN_BONUS = 3
# At most this for words of a spoken name; a clerk's own name of the matter counts in full.
_SPOKEN_NAME_BONUS = 2
_OLD_PEOPLE = ("独居老人", "空巢老人", "高龄老人", "老年人")
_UNKNOWN = "居民反映事项协调"
_MOST_TITLES_JOINED = 2


@dataclass(frozen=True)
class Matter:
    """What a title is made from.

    `offered`: the words of the offerings that were found for it; `title`: the one that a person gave it, if any.
    """

    category: str = ""
    name: str = ""
    content: str = ""
    beneficiaries: str = ""
    offered: str = ""
    title: str = ""

    @property
    def words_told(self) -> str:
        return f"{self.name}\n{self.content}"


@dataclass(frozen=True)
class TitleCategory:
    """A row of title_categories.toml."""

    title: str
    says: tuple[str, ...]
    kin: tuple[str, ...]


def propose_title(matter: Matter) -> str:
    """An official noun phrase, mostly of at most 20 characters; never empty."""
    if matter.title:
        return matter.title
    topics = ranked_topics(matter)
    return _title_by_topic(topics[0].topic, matter) if topics else _title_by_category(matter)


def propose_joint_title(matters: Sequence[Matter]) -> str:
    """One title for what is dealt with together: the topic that all of them share, else their titles in a row."""
    shared = _shared_topic([ranked_topics(matter) for matter in matters])
    given = {matter.title for matter in matters if matter.title}
    if shared is None or given:
        return given.pop() if shared and len(given) == 1 else join_titles([propose_title(each) for each in matters])
    titles = {_title_by_topic(shared, matter) for matter in matters}
    if len(titles) == 1:
        return titles.pop()
    if not all(title.endswith(shared.title) for title in titles):
        return shared.quiet
    all_old = all(title.removesuffix(shared.title) in _OLD_PEOPLE for title in titles)
    return f"老年人{shared.title}" if all_old else shared.title


def join_titles(titles: Sequence[str]) -> str:
    """Each once, a wider one instead of a narrower; what two begin with alike is said once; 等 for more than two."""
    wide = [title for title in dict.fromkeys(titles) if not any(_is_within(title, other) for other in titles)]
    joined = "、".join(_without_repeated_audience(wide[:_MOST_TITLES_JOINED]))
    return f"{joined}等" if len(wide) > _MOST_TITLES_JOINED else joined


def ranked_topics(matter: Matter) -> list[Asked]:
    """The topics that can be relied on, best first: what the name says counts twice, and the category agrees."""
    most = None if is_official(matter.name) else _SPOKEN_NAME_BONUS
    named = {asked.topic.title: min(asked.score, most or asked.score) for asked in find_topics(matter.name)}
    offered = {asked.topic.title for asked in find_topics(matter.offered)}
    kin = category_of(matter.category)
    found = []
    for asked in find_topics(matter.words_told):
        agrees = asked.topic.title in offered or (kin is not None and any(w in asked.topic.title for w in kin.kin))
        is_sure = asked.settled or asked.score >= _SURE_SCORE
        if is_sure or agrees:
            score = asked.score + named.get(asked.topic.title, 0) + _KIN_BONUS * agrees
            found.append((is_sure, replace(asked, score=score)))
    ranked = sorted(found, key=lambda each: (not each[0], -each[1].score))
    return [asked for _, asked in ranked] or [
        asked for asked in find_topics(matter.offered) if asked.settled or asked.score >= _SURE_SCORE
    ]


def place_for_title(grid: str, matter: Matter) -> str:
    """What tells a title from the same one elsewhere: the estate of a grid, or else the grid; never a home.

    "" where the title keeps quiet about somebody: the place would narrow it down.
    """
    topics = ranked_topics(matter)
    if topics and concerns_one_person(topics[0].topic, matter.words_told):
        return ""
    number, _, inside = grid.partition("（")
    estates = [each for each in _ESTATE_END.split(inside) if each]
    told = [each for each in estates if each in f"{matter.words_told}{matter.beneficiaries}"] or estates
    place = told[0] if len(told) == 1 else number.strip()
    return place if place.isalpha() and len(place) <= _MAX_PLACE and not find_personal_data(place) else ""


_ESTATE_END: Final = re.compile("[、，,）)]")
_MAX_PLACE: Final = 8


def category_of(words: str) -> TitleCategory | None:
    return next((each for each in _title_categories() if any(word in words for word in each.says)), None)


def is_known_category(words: str) -> bool:
    """Whether the rules have official words for it, so that its own are not said."""
    return category_of(words) is not None


def _title_by_topic(topic: Topic, matter: Matter) -> str:
    quiet = concerns_one_person(topic, matter.words_told)
    if quiet and topic.quiet != topic.title:
        return topic.quiet
    whom = audience_for(topic, matter.words_told, matter.beneficiaries, quiet=quiet)
    return f"{whom or _old_estate(topic, matter)}{topic.title}"


def _title_by_category(matter: Matter) -> str:
    known = category_of(matter.category)
    if known:
        return known.title
    usable = usable_category(matter.category)
    return f"{usable}事项协调" if usable and usable != "其他" else _UNKNOWN


def _old_estate(topic: Topic, matter: Matter) -> str:
    says_so = _OLD_ESTATE.search(f"{matter.words_told}{matter.beneficiaries}") and _REPAIR.search(topic.title)
    return "老旧小区" if says_so and "小区" not in topic.title else ""


_OLD_ESTATE: Final = re.compile("老旧小区|老小区|老旧住宅|老公房|老旧楼|老居民楼|老楼")
_REPAIR: Final = re.compile(
    "照明|漏水|供水|电路|扶手安装|加装电梯|管道|水管维修|门禁维修|充电设施|架空线|房屋维修|停车管理"
)


def _shared_topic(rankings: Sequence[Sequence[Asked]]) -> Topic | None:
    """The topic of the highest score in all that every matter tells of, if one is."""
    if not rankings or not all(rankings):
        return None
    scores = [{asked.topic.title: asked.score for asked in ranking} for ranking in rankings]
    shared = [asked.topic for asked in rankings[0] if all(asked.topic.title in each for each in scores)]
    return max(shared, key=lambda topic: sum(each[topic.title] for each in scores), default=None)


def _is_within(title: str, other: str) -> bool:
    """Whether `other` is the same matter without the words for whom."""
    return title != other and title.endswith(other)


def _without_repeated_audience(titles: Sequence[str]) -> list[str]:
    whom = next((word for word in _words_for_whom() if all(title.startswith(word) for title in titles)), "")
    return [title if number == 0 else title.removeprefix(whom) for number, title in enumerate(titles)]


@cache
def _words_for_whom() -> tuple[str, ...]:
    return (*_OLD_PEOPLE, "老旧小区", *load_word_list("audiences"))


@cache
def _title_categories() -> tuple[TitleCategory, ...]:
    return tuple(
        TitleCategory(title, tuple(row["says"].split()), tuple(row["kin"].split()))
        for title, row in load_word_list("title_categories").items()
    )


def persons_in_title(title: str, known_names: Collection[str] = ()) -> list[str]:
    """What in a title leads to somebody: names, homes, numbers, and forms of address (王大爷)."""
    found = [finding.text for finding in find_personal_data(title, known_names)]
    return found or _ADDRESSED.findall(title)


def tells_circumstances(title: str) -> bool:
    """Whether it tells of somebody's illness, debts or the like, in other words than those of the rules."""
    for words in _fixed_words():
        title = title.replace(words, "")
    return bool(set(find_sensitive(title)) - {Sensitivity.FEW_HOUSEHOLDS})


@cache
def _fixed_words() -> tuple[str, ...]:
    """For whom first; of topics the longest first."""
    topics = load_word_list("topics").items()
    words = {words for title, row in topics for words in (title, row.get("quiet", title))}
    return (*_words_for_whom(), *sorted(words, key=len, reverse=True))


def is_official(title: str) -> bool:
    """Whether a title as a person worded it can stand in minutes: a noun phrase of office language, about nobody."""
    return bool(
        _OFFICIAL.fullmatch(title)
        and not _SPOKEN.search(title.replace("不动产", ""))
        and not persons_in_title(title)
        and not find_sensitive(title)
    )


_ADDRESSED: Final = re.compile(
    "[\u4e00-\u9fff]?(?:大爷|大妈|大伯|大娘|阿姨|阿婆|阿公|奶奶|爷爷|婆婆|依伯|依姆|女士|先生|师傅)"
)

_SPOKEN: Final = re.compile(
    "[我你他她它咱俺伲吗呢啊呀吧嘛嘞了啥咋谁哪么没冇勿唔被又]|不[^锈]|怎|想|要|求|希望|申请|问题|老是|天天|能否|能不能|可否"
    "|号楼|单元|[室栋幢座]|[零〇一二三四五六七八九十百]{2,}|第[一二三四五六七八九十]"
)
_OFFICIAL: Final = re.compile(
    "[一-鿿、与及和]{2,18}(?:维修|检修|报修|改造|治理|整治|协调|调解|调处|化解|招募|帮扶|排查|更换|安装|加装|建设|设置|开放|培训|演练|讲座"
    "|宣传|宣讲|咨询|指导|辅导|服务|对接|援助|救助|关爱|探访|托管|看护|照护|护理|巡诊|义诊|筛查|检查|清理|清运|清除|清掏|疏通|疏导"
    "|管理|防治|防控|防范|支持|办理|代办|配送|接送|理发|助浴|助餐|送餐|征集|整理|体检|接种|消杀|修剪|加固|鉴定|监测|检测|公开|普及"
    "|课程|保障|建档|活动|补给|盘活|更新|规划|稳岗|提升)"
)
