"""What docs/protocol.md says of streams and channels."""

from tests.conformance.steps import (
    CHANNEL,
    EndsWell,
    Items,
    Messages,
    Refused,
    Rejected,
    Resolved,
    Row,
    Send,
    Step,
    Tell,
    Tidied,
    Unanswered,
    body,
)

BY_PAGE = {"message": "the page cancelled the call"}
STREAM_BY_HAND = "command `count_up` yields a stream: call it by its generated function"


def _frames(number: int, first: int = 0) -> list[list[int]]:
    """Return full frames of a stream of numbers."""
    return [list(range(start, start + 1000)) for start in range(first, first + 1000 * number, 1000)]


def _whole(what: str, command: str, number: int) -> Row:
    send = Send("a", command, body(number), marked=True, stream=True)
    return Row(f"a stream: {what}", [send, Items("a", range(number)), EndsWell("a")])


STREAMS: list[Row] = [
    _whole("of no items", "count_up", 0),
    _whole("of one item", "count_up", 1),
    _whole("of many items", "count_up", 12_345),
    _whole("from a worker thread", "count_in_thread", 5),
    Row(
        "a stream: raw items are frames of their own",
        [
            Send("a", "parts", b"[1, 0, 10000, 2, 1023, 1024]", marked=True, stream=True),
            Messages("a", [bytes(size) for size in (1, 0, 10000, 2, 1023, 1024)]),
            EndsWell("a"),
        ],
    ),
    Row(
        "a stream: it waits when 16 frames have not been read",
        [
            Send("a", "count_up", b"20000", marked=True, stream=True),
            Messages("a", _frames(16)),
            Unanswered("a"),
            Tell("received", "a", "8"),
            Messages("a", _frames(4, 16_000)),
            EndsWell("a"),
        ],
    ),
    Row(
        "a stream: what is read late or twice counts once",
        [
            Send("a", "count_up", b"20000", marked=True, stream=True),
            Messages("a", _frames(16)),
            Tell("received", "a", "2"),
            Tell("received", "a", "1"),
            Tell("received", "a", "2"),
            Messages("a", _frames(2, 16_000)),
            Unanswered("a"),
            Tell("received", "a", "16"),
            Messages("a", _frames(2, 18_000)),
            EndsWell("a"),
        ],
    ),
    Row(
        "a stream: an error comes after the items before it",
        [
            Send("a", "count_and_fail", b"2500", marked=True, stream=True),
            Items("a", range(2500)),
            Refused("a", "rejected", {"value": "no more"}, stream=True),
        ],
    ),
    Row(
        "a stream: a body that does not validate begins none",
        [
            Send("a", "count_up", b'"x"', marked=True, stream=True),
            Refused("a", "invalid"),
        ],
    ),
    Row(
        "a stream: it is cancelled while it waits",
        [
            Send("a", "count_and_linger", body("stream"), marked=True, stream=True),
            Messages("a", [[1]]),
            Tell("cancel", "a"),
            Refused("a", "cancelled", BY_PAGE, stream=True),
            Tidied("stream"),
        ],
    ),
    Row(
        "a stream: it is cancelled while nobody reads",
        [
            Send("a", "count_up", b"1000000", marked=True, stream=True),
            Messages("a", _frames(16)),
            Tell("cancel", "a"),
            Refused("a", "cancelled", BY_PAGE, stream=True),
        ],
    ),
    Row(
        "a stream: several at once",
        [
            *[Send(name, "count_up", b"3000", marked=True, stream=True) for name in "abcd"],
            *[Items(name, range(3000)) for name in "abcd"],
            *[EndsWell(name) for name in "abcd"],
        ],
    ),
    Row(
        "a stream: a call by hand gets none",
        [Send("a", "count_up", b"3"), Rejected("a", STREAM_BY_HAND)],
    ),
    Row(
        "a stream: a marked call without a channel gets none",
        [
            Send("a", "count_up", b"3", marked=True),
            Refused("a", "rejected", {"value": STREAM_BY_HAND}),
        ],
    ),
]


def _channel(what: str, command: str, members: dict[str, object], messages: list[object]) -> Row:
    """Return a row of messages that come in order, and of which none is lost."""
    sent = body({**members, "channel": CHANNEL})
    steps: list[Step] = []
    for name, marked in [("a", False), ("b", True)]:
        steps += [
            Send(name, command, sent, marked=marked),
            Messages(name, messages),
            Resolved(name, None),
        ]
    return Row(f"a channel: {what}", steps)


SIZES = [10, 8191, 8192, 8193, -1023, -1024, 20, -1, 9000, 30]
"""Where Tauri changes its way; a negative number is of raw bytes."""

CHANNELS: list[Row] = [
    _channel("in the order in which they were sent", "count", {"to": 500}, list(range(500))),
    _channel(
        "of all sizes",
        "send_sizes",
        {"sizes": SIZES},
        ["x" * (size - 2) if size > 0 else b"x" * -size for size in SIZES],
    ),
]
