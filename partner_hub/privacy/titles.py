"""A neutral title by rules, used until a person has worded a need: from category, what is asked and for whom."""

from functools import cache

from partner_hub.privacy.findings import find_personal_data
from partner_hub.privacy.sensitivity import Sensitivity, find_sensitive
from partner_hub.privacy.topics import Topic, find_topics
from partner_hub.privacy.words import load

MAX_LENGTH = 30
# A category longer than this is no category.
_CATEGORY = 12
_NOT_SAID = frozenset({"残疾居民", "困难群众"})


def neutral_title(category: str, text: str = "", beneficiaries: str = "") -> str:
    """At most 30 characters, built from fixed words alone and never from words of `text` that could lead to a person.

    `category` is the community's word for it, "" where none is recorded.
    """
    asked = find_topics(text) or find_topics(beneficiaries)
    if not asked:
        return f"{_category(category)}需求"
    topic = asked[0].topic
    about_a_person = _may_tell_of_a_person(topic) and set(find_sensitive(text)) - {Sensitivity.FEW_HOUSEHOLDS}
    if about_a_person and topic.quiet != topic.title:
        return topic.quiet
    return _for_whom(topic, text, beneficiaries, quiet=bool(about_a_person)) + topic.title


def _may_tell_of_a_person(topic: Topic) -> bool:
    return topic.quiet != topic.title or not _NOT_SAID.isdisjoint(topic.whom)


def _category(category: str) -> str:
    """The category, unless somebody wrote a sentence into its place."""
    told = category.strip().removesuffix("需求")
    usable = 0 < len(told) <= _CATEGORY and told.isalpha() and not find_personal_data(told) and not find_sensitive(told)
    return told if usable else "居民"


def _for_whom(topic: Topic, text: str, beneficiaries: str, *, quiet: bool) -> str:
    allowed = [whom for whom in topic.whom if not (quiet and whom in _NOT_SAID)]
    for told in (beneficiaries, text):
        for whom, words in _audiences().items():
            if whom in allowed and any(word in told for word in words):
                return _closer(whom, beneficiaries)
    return ""


def _closer(whom: str, beneficiaries: str) -> str:
    """Old people are named as closely as their record does."""
    if whom == "老年人":
        return next((f"{kind}老人" for kind in ("独居", "空巢", "高龄") if kind in beneficiaries), whom)
    return whom


@cache
def _audiences() -> dict[str, tuple[str, ...]]:
    return {whom: tuple(words.split()) for whom, words in load("audiences").items()}
