"""Neutral title of a need by rules, used until a person has worded it: from category, topic and audience."""

from functools import cache

from partner_hub.privacy.findings import find_personal_data
from partner_hub.privacy.help_topics import Topic, find_topics
from partner_hub.privacy.sensitivity import Sensitivity, find_sensitive
from partner_hub.privacy.words import load_word_list

# A longer text is a sentence rather than a category.
_MAX_CATEGORY_LENGTH = 12
_SENSITIVE_AUDIENCES = frozenset({"残疾居民", "困难群众"})


def neutral_title(category: str, text: str = "", beneficiaries: str = "") -> str:
    """At most 30 characters, built from fixed words alone and never from words of `text` that could lead to a person.

    `category` is the community's word for it, "" where none is recorded.
    """
    asked = find_topics(text) or find_topics(beneficiaries)
    if not asked:
        return f"{usable_category(category) or '居民'}需求"
    topic = asked[0].topic
    quiet = concerns_one_person(topic, text)
    if quiet and topic.quiet != topic.title:
        return topic.quiet
    return audience_for(topic, text, beneficiaries, quiet=quiet) + topic.title


def concerns_one_person(topic: Topic, text: str) -> bool:
    """Whether the title of `topic` would tell of the circumstances of somebody in `text`."""
    return _may_concern_one_person(topic) and bool(set(find_sensitive(text)) - {Sensitivity.FEW_HOUSEHOLDS})


def _may_concern_one_person(topic: Topic) -> bool:
    return topic.quiet != topic.title or not _SENSITIVE_AUDIENCES.isdisjoint(topic.whom)


def usable_category(category: str) -> str:
    """The category, "" where it is a sentence or contains personal data."""
    name = category.strip().removesuffix("需求")
    usable = (
        0 < len(name) <= _MAX_CATEGORY_LENGTH
        and name.isalpha()
        and not find_personal_data(name)
        and not find_sensitive(name)
    )
    return name if usable else ""


def audience_for(topic: Topic, text: str, beneficiaries: str, *, quiet: bool) -> str:
    allowed = [whom for whom in topic.whom if not (quiet and whom in _SENSITIVE_AUDIENCES)]
    named = {whom: max(map(beneficiaries.rfind, words)) for whom, words in _audience_words().items() if whom in allowed}
    # The noun stands last: 带孩子的老人.
    if named and max(named.values()) >= 0:
        return _specific_audience(max(named, key=lambda whom: named[whom]), beneficiaries)
    told = (whom for whom in named if any(word in text for word in _audience_words()[whom]))
    return _specific_audience(next(told, ""), beneficiaries)


def _specific_audience(whom: str, beneficiaries: str) -> str:
    """独居, 空巢 or 高龄 when the record says so."""
    if whom == "老年人":
        return next((f"{kind}老人" for kind in ("独居", "空巢", "高龄") if kind in beneficiaries), whom)
    return whom


@cache
def _audience_words() -> dict[str, tuple[str, ...]]:
    return {whom: tuple(words.split()) for whom, words in load_word_list("audiences").items()}
