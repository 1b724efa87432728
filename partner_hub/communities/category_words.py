"""What the words of a community's own lists mean: remembered with each file, used for the next one."""

from collections.abc import Mapping

from sqlalchemy import or_

from partner_hub.communities.models import Category, CategoryWord
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Permission


def category_names(community_id: int) -> dict[str, int]:
    """The community's tree in its order: name -> id, without what is retired."""
    statement = db.select(Category.name, Category.id).where(Category.community_id == community_id)
    found = db.session.execute(statement.where(Category.retired_at.is_(None)).order_by(Category.position, Category.id))
    return {row.name: row.id for row in found}


def remembered_categories(community_id: int) -> dict[str, str | None]:
    """Word -> name of a category in use, or None for "none of ours"."""
    statement = db.select(CategoryWord.word, Category.name).outerjoin(Category, Category.id == CategoryWord.category_id)
    in_use = or_(CategoryWord.category_id.is_(None), Category.retired_at.is_(None))
    found = db.session.execute(statement.where(CategoryWord.community_id == community_id, in_use))
    return {row.word: row.name for row in found}


def remember_categories(actor: Actor, community_id: int, words: Mapping[str, int | None]) -> None:
    """`words`: word -> id of a category, None for none; an id that is not in the tree is passed over.

    Raises NotAllowed without Permission.IMPORT.
    """
    actor.require(Permission.IMPORT)
    ids = {None, *category_names(community_id).values()} if words else set()
    stored = db.select(CategoryWord).where(CategoryWord.community_id == community_id)
    known = {each.word: each for each in db.session.scalars(stored)} if words else {}
    for word, category_id in words.items():
        if category_id in ids:
            kept = known.get(word) or CategoryWord(community_id=community_id, word=word)
            kept.category_id = category_id
            db.session.add(kept)
    db.session.flush()
