"""Public wording by the help needed alone: no circumstance, no person, no place."""

import re
from collections.abc import Collection

from partner_hub.privacy.help_topics import Asked, find_topics
from partner_hub.privacy.sensitivity import Sensitivity

# Help to name when no topic is recognised.
_HELP_BY_SENSITIVITY = {
    Sensitivity.VIOLENCE: "家庭关系调适与法律援助",
    Sensitivity.MINOR: "未成年人关爱服务",
    Sensitivity.DEBT: "法律咨询",
    Sensitivity.HEALTH: "生活和就医帮助",
}
_IMMOBILE = re.compile(r"透析|血透|洗肾|卧床|瘫|下不[了来]|起不[了来]床|行动不便|腿脚|走不动|抬下|背下|轮椅|尿管|失能")
_OLD_PERSON = re.compile(r"老人|老年|奶奶|爷爷|大爷|大妈|阿婆|阿公|婆婆|老太|老头|独居|空巢|高龄|老伴")
_DIGIT = "[0-9一二三四五六七八九十两]"
_WEEKDAYS = "[一二三四五六日天1-6](?:[、，和及到至]?[一二三四五六日天1-6])*(?![0-9次回趟])"
_TIMES = rf"(?:要|得|去|做|换|洗|来|剪|打|送)*{_DIGIT}{{1,2}}[次回趟]"
_CLOCK = rf"{_DIGIT}{{1,3}}点半?(?:[到至-]{_DIGIT}{{1,3}}点半?)?"
_WHEN = re.compile(
    rf"(?:每(?:周|星期|礼拜)(?:{_WEEKDAYS})?(?:{_TIMES})?|每(?:天|日|月|年|个月|季度)(?:{_TIMES})?"
    rf"|一(?:周|星期|礼拜|个?月|天){_TIMES}|(?:周|星期|礼拜){_WEEKDAYS}|隔天(?:{_TIMES})?"
    rf"|{_DIGIT}{{1,3}}月(?:{_DIGIT}{{1,3}}[日号])?(?:底|初|中旬)?(?:前|起)?"
    rf"|今晚|明天|下周|下个?月|本周|月底前?|年底前?|春节前?|国庆前?|开学前?|暑假期?间?|寒假期?间?"
    rf"|(?<=[0-9一二三四五六日天次回趟])(?:早上|傍晚|晚上|夜间)|(?:上午|下午|中午)(?:{_CLOCK})?|(?:早上|傍晚|晚上|夜间)?{_CLOCK})+"
)
_MANY = re.compile(r"(?<![0-9])约?(?:[3-9]|[1-9][0-9]{1,3})(?:余|多)?(?:户|名|人)(?![0-9])")


def wording_by_help(text: str, sensitive: Collection[Sensitivity]) -> str:
    """A new sentence: who in general, what help, when; preferably not longer than the text."""
    help_ = "和".join(_help_asked_for(text, sensitive))
    sentence = f"{_person_in_general(text, sensitive)}需要{help_}"
    whole = "，".join([sentence, *_times_and_counts(text)])
    max_length = len(text) + 6
    return next((words for words in (whole, sentence, f"居民需要{help_}") if len(words) <= max_length), "居民需要帮助")


def _help_asked_for(text: str, sensitive: Collection[Sensitivity]) -> list[str]:
    """The most likely help, and a second one if it is certain."""
    asked = find_topics(text)
    if not asked:
        return [next(help_ for kind, help_ in _HELP_BY_SENSITIVITY.items() if kind in sensitive)]
    second = [each for each in asked[1:] if _is_another_topic(each, asked[0])]
    return [each.topic.asks for each in (asked[0], *second[:1])]


def _is_another_topic(asked: Asked, first: Asked) -> bool:
    return asked.settled and not asked.words & first.words and asked.topic.asks != first.topic.asks


def _person_in_general(text: str, sensitive: Collection[Sensitivity]) -> str:
    if Sensitivity.MINOR in sensitive:
        return "居民家庭"
    if _IMMOBILE.search(text):
        return "行动不便居民"
    return "老年居民" if _OLD_PERSON.search(text) else "居民"


def _times_and_counts(text: str) -> list[str]:
    """Up to three phrases of time, frequency and large counts."""
    return list(dict.fromkeys(match.group() for pattern in (_WHEN, _MANY) for match in pattern.finditer(text)))[:3]
