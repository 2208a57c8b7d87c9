"""Text that a host gets as JSON has to be JSON: RFC 8259, so no ``NaN`` and no ``Infinity``.

What does not parse in the page is worse than an error there: Tauri runs the command a second time
(tauri ``scripts/ipc-protocol.js``), and pastes small channel messages into a script as they are
(tauri ``src/ipc/channel.rs``).
"""

import json
from typing import Any

from pydantic import TypeAdapter

from pytauri_runtime.exceptions import InvalidJsonError, UnserializableError

_any = TypeAdapter[Any](Any)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


# Numbers stay text: JavaScript has no limit on their digits, Python has one.
_checker = json.JSONDecoder(parse_constant=_refuse, parse_int=str, parse_float=str)


def check_json(text: str) -> None:
    r"""Refuse text that a page cannot parse.

    Raises:
        InvalidJsonError: ``text`` is not JSON, is nested too deeply to be checked, or holds a lone
            surrogate, which UTF-8 cannot carry (the escape ``\ud800`` is fine).
    """
    try:
        text.encode()
        _checker.decode(text)
    except (ValueError, RecursionError) as error:
        raise InvalidJsonError(
            f"text that is sent as JSON must be JSON: {error}. Serialise the value first, "
            "for example with `json.dumps(value, allow_nan=False)`"
        ) from error


def with_finite_numbers(text: str) -> str:
    """Replace the numbers that JSON lacks by ``null``, as pydantic does by default.

    They occur in pydantic's output under ``ser_json_inf_nan="constants"``.
    """
    if "NaN" not in text and "Infinity" not in text:
        return text
    value = json.loads(text, parse_constant=lambda _: None)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def any_json(value: Any, what: str) -> str:
    """Return the JSON text of any value that pydantic can serialise.

    Raises:
        UnserializableError: it can't; the message calls the value ``what``.
    """
    try:
        return _any.dump_json(value).decode()
    except ValueError as error:
        raise UnserializableError(f"{what} has no JSON: {error}") from error
