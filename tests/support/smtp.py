"""A real mail server on this machine that keeps what it is sent."""

import socket
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """`messages` holds what arrived, in order; each has `recipients` as the envelope said.

    It hangs up on mail to hangs-up@example.org, and, when it `is_rude`, on everybody who says goodbye.
    """

    def __init__(self) -> None:
        self.is_rude = False
        self.messages: list[EmailMessage] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port}"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in message["X-Envelope-To"].split(", ")]

    def wait(self, number: int = 1, seconds: float = 5) -> list[EmailMessage]:
        """For mail that a server in another thread sends: wait until so many messages are here."""
        end = time.monotonic() + seconds
        while len(self.messages) < number and time.monotonic() < end:
            time.sleep(0.02)
        assert len(self.messages) >= number, f"{len(self.messages)} messages came, not {number}"
        return self.messages

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks for this name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _more: object
    ) -> str:
        if address.startswith("hangs-up@") and server.transport:
            server.transport.close()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802 - the same
        if self.is_rude and server.transport:
            server.transport.close()
        return "221 Bye"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        message = message_from_bytes(cast("bytes", envelope.content), policy=default)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
