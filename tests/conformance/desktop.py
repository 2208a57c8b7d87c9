"""Calls in a real window, by what Tauri puts into its page, and not by the generated client."""

from itertools import count
from typing import Any

from tests.conformance.steps import CHANNEL, Send, Tell
from tests.desktop.webdriver import Window

_PREPARE = """
    const [, mark] = (await app.seen()).find(([name]) => name === "pytauri-contract");
    window.contract = mark.split("/")[0];
    window.sent = {};
"""

# A channel's messages may overtake each other: the transport of the client puts them in order.
_SEND = """
    const { name, command, text, id, stream, other } = given[0];
    const call = window.sent[name] = { messages: [] };
    const channel = app.tauriTransport().openChannel((message) => call.messages.push(message));
    const headers = id === null ? {} : { "pytauri-contract": `${other ?? contract}/${id}` };
    if (stream) headers["pytauri-stream"] = `${channel}`;
    const characters = text?.replace("%s", `__CHANNEL__:${channel}`);
    const body = text === null ? null : Uint8Array.from(characters, (one) => one.charCodeAt(0));
    const sent = body === null && id === null ? undefined : body;
    __TAURI_INTERNALS__.invoke(command, sent, { headers }).then(
        (value) => call.answer = ["resolved", value],
        (value) => call.answer = ["rejected", value],
    );
""".replace("%s", CHANNEL)

_TELL = """
    const headers = { "pytauri-contract": `${contract}/${given[0]}`, "pytauri-control": given[1] };
    return await __TAURI_INTERNALS__.invoke("ping", null, { headers });
"""

_PLAIN = """
    const plain = (value) => value instanceof ArrayBuffer
        ? { bytes: Array.from(new Uint8Array(value)) }
        : { json: value };
"""
_ANSWER = f"""{_PLAIN}
    const {{ answer }} = sent[given[0]];
    return answer && [answer[0], plain(answer[1])];
"""
_MESSAGES = _PLAIN + "return sent[given[0]].messages.map(plain)"

_pages = count(1)


class DesktopPage:
    """Calls of one window's page, under a page name of their own."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._page = f"conformance-{next(_pages)}"
        self._numbers = count(1)
        self._ids: dict[str, str] = {}
        window.run(_PREPARE)

    def send(self, call: Send) -> None:
        self._window.run(
            _SEND,
            {
                "name": call.name,
                "command": call.command,
                "text": None if call.body is None else call.body.decode("latin-1"),
                "id": self._id(call.name) if call.marked else None,
                "stream": call.stream,
                "other": call.contract,
            },
        )

    def tell(self, message: Tell) -> None:
        control = " ".join(filter(None, [message.verb, self._id(message.of), message.rest]))
        assert self._window.run(_TELL, self._new_id(), control) is None

    def answer(self, name: str) -> tuple[str, Any] | None:
        answer = self._window.run(_ANSWER, name)
        return answer and (answer[0], _value(answer[1]))

    def messages(self, name: str) -> list[Any]:
        return [_value(message) for message in self._window.run(_MESSAGES, name)]

    def _id(self, name: str) -> str:
        if name not in self._ids:
            self._ids[name] = self._new_id()
        return self._ids[name]

    def _new_id(self) -> str:
        return f"{self._page}-{next(self._numbers)}"


def _value(plain: dict[str, Any]) -> Any:
    return bytes(plain["bytes"]) if "bytes" in plain else plain.get("json")
