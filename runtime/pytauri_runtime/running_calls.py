"""The marked calls that run, and what pages say about them: see docs/protocol.md."""

import logging
from collections import OrderedDict

from pytauri_runtime.call import Call
from pytauri_runtime.refusals import log

_EARLY = 1024
"""How many cancellations are remembered whose call has not come, or has been answered."""

_LONGEST_COUNT = 16
"""How many digits a page may send: as many as the integers of JavaScript have."""

_PAGE_GONE = "the page that called is gone"


class RunningCalls:
    """Those of one host that can be cancelled, by id. Everything is called in the event loop."""

    def __init__(self) -> None:
        self._calls: dict[str, Call] = {}
        self._cancelled_early: OrderedDict[str, str] = OrderedDict()
        self._gone: set[str] = set()

    def add(self, call: Call) -> None:
        """Let a call be found; cancel it if somebody wanted that before it came."""
        if call.id is None:
            return
        self._calls[call.id] = call
        if call.id in self._cancelled_early:
            _cancel(call, self._cancelled_early.pop(call.id))
        elif _page_of(call.id) in self._gone:
            _cancel(call, _PAGE_GONE)

    def remove(self, call: Call) -> None:
        """Forget a call that has ended, but not another one for which a page has used its id."""
        if call.id is not None and self._calls.get(call.id) is call:
            del self._calls[call.id]

    def cancel(self, call_id: str, because: str) -> None:
        """Cancel a call, or refuse it when it comes; nothing happens if it has ended."""
        call = self._calls.get(call_id)
        if call is not None:
            _cancel(call, because)
            return
        self._cancelled_early[call_id] = because
        if len(self._cancelled_early) > _EARLY:
            self._cancelled_early.popitem(last=False)

    def cancel_page(self, page: str) -> None:
        """Cancel the calls of a page that is gone, those included that have not run yet."""
        self._gone.add(page)
        for call_id, call in self._calls.items():
            if _page_of(call_id) == page:
                _cancel(call, _PAGE_GONE)

    def settled(self) -> None:
        """Note that every call has run that came before a page was gone.

        Its name may come back then: a script that calls a serve host by hand has but one.
        """
        self._gone.clear()

    def obey(self, control: str) -> None:
        """Do what a message about a call says; log one that is not known."""
        match control.split(" "):
            case ["cancel", call_id]:
                self.cancel(call_id, "the page cancelled the call")
            case ["received", call_id, frames] if _is_count(frames):
                self._received(call_id, int(frames))
            case ["gone", page]:
                self.cancel_page(page)
            case _:
                log(logging.WARNING, f"a page sent a message that is not known: {control[:200]!a}")

    def _received(self, call_id: str, frames: int) -> None:
        call = self._calls.get(call_id)
        if call is not None and call.stream is not None:
            call.stream.received(frames)


def _cancel(call: Call, because: str) -> None:
    if call.scope is not None:
        call.cancelled_because = because
        call.scope.cancel()


def _page_of(call_id: str) -> str:
    return call_id.rpartition("-")[0]


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_COUNT
