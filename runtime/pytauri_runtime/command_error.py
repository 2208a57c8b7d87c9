"""Errors that belong to what a command promises: they reach the page with their class and data.

class QuotaExceeded(CommandError):
    limit: int
    used: int

raise QuotaExceeded(limit=100, used=100, message="The quota is used up.")
"""

from collections.abc import Callable
from dataclasses import fields
from inspect import cleandoc
from json import loads
from types import MappingProxyType
from typing import Any, ClassVar, TypeGuard

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass, rebuild_dataclass
from typing_extensions import dataclass_transform

from pytauri_runtime.exceptions import UnserializableError
from pytauri_runtime.json_text import with_finite_numbers

_RESERVED = MappingProxyType(
    {
        "add_note": "every exception has one",
        "args": "every exception has one",
        "with_traceback": "every exception has one",
        "code": "declare it as `ClassVar[str]`: it is the same for all errors of a class",
        "message": "every error takes one by keyword already",
    }
)
"""Names that no field may have, and why."""


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(Field,))
class _Declared(Exception):  # noqa: N818  tells type checkers what an annotation in a subclass is
    pass


class CommandError(_Declared):
    """The base of an app's errors that the page can tell apart, and read.

    What a subclass annotates are its fields, as in a pydantic dataclass: given by keyword,
    validated when the error is made, and sent to the page. Validators, computed fields and
    ``Field(…)`` work as in a model; aliases are the names on the wire, the fields' own names are
    for Python. Nothing else of the error is sent: neither its cause nor its notes.

    An error that a command raises is an expected answer, so it is not logged. Declare it, by
    ``@commands.command(raises=[QuotaExceeded])`` or by a ``raise`` in the command's own body, for
    the generated client to have a class of it; it is sent in any case.

    Raises:
        pydantic.ValidationError: a value is not of its field's type, is missing, or has no field.
        TypeError: `CommandError` itself is made, or a subclass has a field that it can't have.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", serialize_by_alias=True, validate_by_name=True
    )
    """Pydantic's configuration; what a subclass sets is added to that of its bases."""

    code: ClassVar[str]
    """Tells the page which error this is; the class's name, unless the class says otherwise."""

    message: str = ""
    """For people to read: what is passed by keyword, or the class's own, by default the first
    line of its docstring. The page gets what ``str(error)`` makes of it."""

    _validate: ClassVar[Callable[..., None]]

    def __init_subclass__(cls, **options: Any) -> None:
        """Make the class's annotations fields."""
        super().__init_subclass__(**options)
        own = vars(cls)
        cls.__pydantic_config__ = _inherited_config(cls)
        cls.code = _checked_code(cls, own.get("code", cls.__name__))
        if "message" not in own and (doc := own.get("__doc__")):
            cls.message = cleandoc(doc).partition("\n")[0].strip()
        _build(cls, dataclass(kw_only=True, eq=False))
        _check_fields(cls)

    def __init__(self, *, message: str | None = None, **values: Any) -> None:
        """Make an error of the values of its fields, by name."""
        if type(self) is CommandError:
            raise TypeError("`CommandError` says nothing: make a subclass, and raise that")
        cls: Any = type(self)
        if not cls.__pydantic_complete__:  # it names a type that was defined later
            _build(cls, rebuild_dataclass)
        self._validate(**values)
        if message is not None:
            self.message = message

    def __str__(self) -> str:
        """Return the message, or the code if there is none."""
        return self.message or self.code

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the fields; an exception's own way would call the class without any."""
        return type(self).__new__, (type(self),), vars(self)


def is_error(value: object) -> TypeGuard[type[CommandError]]:
    """Whether ``value`` is a class of errors that a command may declare."""
    return isinstance(value, type) and issubclass(value, CommandError) and value is not CommandError


def rejection_text(error: CommandError) -> str:
    """Return what a call by hand is rejected with: ``QuotaExceeded: The quota is used up.``."""
    return f"{error.code}: {_message(error)}"


def rejection_members(error: CommandError) -> dict[str, Any]:
    """Return what a marked call is told of an error, as plain JSON data.

    ``{"code": "QuotaExceeded", "message": "The quota is used up.", "data": {"limit": 100, …}}``

    Raises:
        UnserializableError: the fields have been changed to what is not of their types.
    """
    return {"code": error.code, "message": _message(error), "data": _data(error)}


def _data(error: CommandError) -> Any:
    cls: Any = type(error)
    try:
        text = cls.__pydantic_serializer__.to_json(error, warnings="error").decode()
        return loads(with_finite_numbers(text))
    except Exception as failure:
        raise UnserializableError(
            f"the fields of `{cls.__qualname__}` do not serialise as they are declared"
        ) from failure


def _message(error: CommandError) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001  the code of an app
        return f"<{error.code}, whose str() raised>"


def _inherited_config(cls: type) -> ConfigDict:
    config = ConfigDict()
    for base in reversed(cls.__mro__):
        config |= vars(base).get("__pydantic_config__", {})
    return config


def _checked_code(cls: type, code: object) -> str:
    if isinstance(code, str) and code:
        return code
    raise TypeError(f"the `code` of `{cls.__qualname__}` must be a text, not {code!r}")


def _build(cls: Any, build: Callable[[Any], object]) -> None:
    """Let pydantic build the class, and keep its `__init__`: pydantic's own takes no message."""
    init: Any = cls.__dict__.get("__init__")
    build(cls)
    cls._validate = cls.__init__
    if init is None:
        del cls.__init__
    else:
        cls.__init__ = init


def _check_fields(cls: Any) -> None:
    for field in fields(cls):
        if field.name in _RESERVED:
            reason = _RESERVED[field.name]
            raise TypeError(f"`{cls.__qualname__}` can't have a field `{field.name}`: {reason}")
