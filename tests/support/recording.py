"""A recorder at work: the page of one item, and where typing goes on."""

from partner_hub.meetings.models import AgendaItem
from tests.support.page import CheckedClient, Page
from tests.support.world import World, enter


def open_at(client: CheckedClient, world: World, item: AgendaItem, form: str = "") -> Page:
    enter(client, world, "staff", language="en")
    return client.page(world.url(f"meetings/items/{item.id}?at={form}"))


def cursor(page: Page) -> str:
    """The label of the field where typing goes on."""
    focused = [control for control in page.document.controls() if control.has("autofocus")]
    assert len(focused) == 1, focused
    return page.document.label_of(focused[0])
