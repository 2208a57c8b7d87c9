"""How a test sees that a call was not resolved."""

import json
from typing import Any

from pytauri_runtime.refusals import STRUCTURED


class CallRejected(Exception):  # noqa: N818  says what happened to the call
    """The call was rejected. What the command raised is the ``__cause__``."""

    kind: str
    """Why: ``"rejected"`` (an `InvokeException`), ``"error"`` (a `CommandError`), ``"invalid"``
    (the body does not validate), ``"internal"`` (any other exception), ``"cancelled"``,
    ``"timeout"`` (of the command), or ``"illegal"``: no such command, or no body."""

    value: str
    """The text of the `InvokeException`, or the message of another kind."""

    issues: list[dict[str, Any]]
    """What does not validate, each with ``loc``, ``type`` and ``msg``; empty for other kinds."""

    code: str | None
    """The code of a `CommandError`; ``None`` for other kinds."""

    data: dict[str, Any]
    """The fields of a `CommandError`, decoded JSON; empty for other kinds."""

    def __init__(self, text: str) -> None:
        """Read the text that a page would have received."""
        members = _members(text)
        self.kind = members["kind"]
        self.issues = members.get("issues", [])
        self.code = members.get("code")
        self.data = members.get("data", {})
        self.value = members.get("value", members.get("message", _spelled(self.issues)))
        super().__init__(f"{self.kind}: {self.value}")


def _members(text: str) -> dict[str, Any]:
    if text.startswith(STRUCTURED):
        return json.loads(text.removeprefix(STRUCTURED))
    return {"kind": "illegal", "value": text}


def _spelled(issues: list[dict[str, Any]]) -> str:
    lines = [f"{'.'.join(map(str, each['loc'])) or 'body'}: {each['msg']}" for each in issues]
    return "; ".join(lines)
