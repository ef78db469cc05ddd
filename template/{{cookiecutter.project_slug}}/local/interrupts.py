"""Being asked to end: by Ctrl-C, by a supervisor, or by a terminal that closes. All three clean up alike."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ASKED_TO_END = [signal.SIGINT, signal.SIGTERM]
if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # `nohup` asked to outlive the terminal
    ASKED_TO_END.append(signal.SIGHUP)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let any of these signals raise `KeyboardInterrupt` inside a `with` block, once.

    Later ones are ignored, in this process and in those that it starts to clean up: who presses Ctrl-C twice
    must not be left with servers that nobody stops.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may receive signals
        return
    before = {number: signal.signal(number, interrupt) for number in ASKED_TO_END}
    try:
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is interrupt:  # else it came, and the process is on its way out
                signal.signal(number, handler or signal.SIG_DFL)


def interrupt(number: int, frame: FrameType | None) -> None:
    """End what runs, from its middle, as Ctrl-C does."""
    for each in ASKED_TO_END:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt
