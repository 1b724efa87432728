"""The last prints of a process, by what was printed: asked for again they are there, and nothing is printed twice."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from partner_hub.minutes.press.press import Ticket

MAX_TICKETS = 24


class Shelf:
    def __init__(self) -> None:
        self._lock = Lock()
        self._tickets: OrderedDict[str, Ticket] = OrderedDict()

    def ticket(self, key: str, hand_in: Callable[[], Ticket]) -> Ticket:
        """That of an earlier job of this key which has not failed, else the one that `hand_in` gives."""
        with self._lock:
            ticket = self._tickets.pop(key, None)
            if ticket is None or ticket.has_failed:
                ticket = hand_in()
            self._tickets[key] = ticket
            while len(self._tickets) > MAX_TICKETS:
                self._tickets.popitem(last=False)
            return ticket
