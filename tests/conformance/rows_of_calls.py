"""What docs/protocol.md says of calls, their rejections and their cancellation."""

from itertools import chain

from tests.conformance.steps import (
    Refused,
    Rejected,
    Resolved,
    Row,
    Running,
    Send,
    Tell,
    Tidied,
    body,
)

PERSON = {"name": "Ada", "age": 36}
GREETING = {"message": "Hello, Ada (36)!"}
BY_PAGE = {"message": "the page cancelled the call"}


def _both(what: str, *steps: tuple[str, str, bytes | None, object]) -> list[Row]:
    """Return rows of a call by hand and of a marked call that resolve with the same."""
    return [
        Row(
            f"{'a marked call' if marked else 'a call by hand'}: {what}",
            list(
                chain.from_iterable(
                    (Send(name, command, sent, marked=marked), Resolved(name, value))
                    for name, command, sent, value in steps
                )
            ),
        )
        for marked in (False, True)
    ]


def _refused(what: str, kind: str, send: Send, **members: object) -> Row:
    return Row(f"a rejection: {what}", [send, Refused(send.name, kind, members)])


CALLS: list[Row] = [
    *_both("JSON", ("a", "greet", body(PERSON), GREETING), ("b", "double", b"21", 42)),
    *_both("no body and no result", ("a", "ping", None, None)),
    *_both("raw bytes", ("a", "echo", bytes(range(256)), bytes(range(256)))),
    *_both("a body of no bytes", ("a", "echo", b"", b"")),
    *_both("`null` is a body", ("a", "value", b"null", None)),
    *_both("text of all kinds", ("a", "value", body("ü\u2028\0\U0001f600"), "ü\u2028\0\U0001f600")),
    *_both("in a worker thread", ("a", "wait_in_thread", b"0", 0)),
    Row(
        "a call by hand: the value of an `InvokeException`",
        [Send("a", "refuse", body("not today")), Rejected("a", "not today$")],
    ),
    Row(
        "a call by hand: the `repr` of any other exception",
        [Send("a", "fail", body("exit")), Rejected("a", r"SystemExit\(3\)$")],
    ),
    Row(
        "a call by hand: a typed error is its code and its message",
        [Send("a", "overdraw", b"7"), Rejected("a", r"QuotaExceeded: The quota is used up\.$")],
    ),
    Row(
        "a call by hand: a body that does not validate",
        [Send("a", "double", b'"x"'), Rejected("a", "1 validation error for int")],
    ),
    Row(
        "a call by hand: no body where one is needed",
        [Send("a", "double"), Rejected("a", "command `double` needs a body, but none was sent$")],
        hosts=["memory", "serve"],  # Tauri sends `{}`
    ),
    Row(
        "a call by hand: it takes longer than its timeout",
        [Send("a", "late"), Rejected("a", r"the command took longer than 0\.05 s$")],
    ),
    Row(
        "a marked call: no body where one is needed",
        [
            Send("a", "double", marked=True),
            Rejected("a", "command `double` needs a body, but none was sent$"),
        ],
    ),
    Row(
        "a marked call: no such command",
        [Send("a", "no_such_command", marked=True), Rejected("a", ".*no_such_command")],
    ),
    Row(
        "a marked call: of another contract",
        [
            Send("a", "double", b"21", marked=True, contract="0123456789abcdef"),
            Rejected("a", "pytauri-contract mismatch: .*0123456789abcdef"),
        ],
        hosts=["desktop"],
    ),
]

REJECTIONS: list[Row] = [
    _refused(
        "rejected", "rejected", Send("a", "refuse", body("no\u2028"), marked=True), value="no\u2028"
    ),
    _refused(
        "error",
        "error",
        Send("a", "overdraw", b"7", marked=True),
        code="QuotaExceeded",
        message="The quota is used up.",
        data={"limit": 7},
    ),
    _refused(
        "invalid",
        "invalid",
        Send("a", "greet", body({"name": "Ada"}), marked=True),
        issues=[{"type": "missing", "loc": ["age"], "msg": "Field required"}],
    ),
    _refused(
        "internal",
        "internal",
        Send("a", "fail", body("interrupt"), marked=True),
        message="KeyboardInterrupt()",  # the program exposes errors
    ),
    _refused(
        "timeout",
        "timeout",
        Send("a", "late", marked=True),
        message="the command took longer than 0.05 s",
    ),
]

CANCELLATION: list[Row] = [
    Row(
        "a running call",
        [
            Send("a", "linger", body("running"), marked=True),
            Running("linger"),
            Tell("cancel", "a"),
            Refused("a", "cancelled", BY_PAGE),
            Tidied("running"),
        ],
    ),
    Row(
        "a call that has not come",
        [
            Tell("cancel", "a"),
            Send("a", "linger", body("early"), marked=True),
            Refused("a", "cancelled", BY_PAGE),
            Tidied("early", 0),
        ],
    ),
    Row(
        "twice, and beside another call",
        [
            Send("a", "linger", body("twice"), marked=True),
            Send("b", "pause", b"0.2", marked=True),
            Running("linger"),
            Tell("cancel", "a"),
            Tell("cancel", "a"),
            Refused("a", "cancelled", BY_PAGE),
            Resolved("b", 0.2),
        ],
    ),
    Row(
        "a call that has been answered",
        [
            Send("a", "double", b"21", marked=True),
            Resolved("a", 42),
            Tell("cancel", "a"),
            Resolved("a", 42),
        ],
    ),
    Row(
        "a call in a worker thread is answered at once",
        [
            Send("a", "wait_in_thread", b"0.5", marked=True),
            Running("wait_in_thread"),
            Tell("cancel", "a"),
            Refused("a", "cancelled", BY_PAGE),
        ],
    ),
    Row(
        "messages that are not known",
        [
            Send("a", "pause", b"0.2", marked=True),
            Tell("explode", "a"),
            Tell("received", "a", "many"),
            Tell("received", "a"),
            Resolved("a", 0.2),
        ],
        hosts=["memory", "desktop"],  # serve refuses the request
    ),
]
