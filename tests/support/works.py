"""Works that go wrong, for a press: it imports them by their names, so they stand in a module of their own."""

import os
import signal
import time

from partner_hub.minutes.press.fonts import FontSet


def sleep(seconds: float, _fonts: FontSet) -> float:
    time.sleep(seconds)
    return seconds


def stumble(_fonts: FontSet) -> None:
    raise RuntimeError("a fault of ours")


def end_suddenly(_fonts: FontSet) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def take_memory(_fonts: FontSet) -> int:
    return len(bytearray(8 * 2**30))


def tell_process(_fonts: FontSet) -> int:
    return os.getpid()
