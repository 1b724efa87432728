"""A neutral title by rules, used until a person has worded a need: from category, what is asked and for whom."""


def neutral_title(category: str, text: str = "", beneficiaries: str = "") -> str:  # noqa: ARG001 - filled next
    """At most 30 characters, built from fixed words alone and never from words of `text` that could lead to a person.

    `category` is the community's word for it, "" where none is recorded.
    """
    return f"{category or '居民'}需求"
