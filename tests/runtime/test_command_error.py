"""Errors that belong to what a command promises."""
# ruff: noqa: N818  an error's name is its code

import copy
import json
import logging
import pickle
from typing import Any, ClassVar

import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    computed_field,
    field_validator,
)

from pytauri_runtime import CommandError, Commands, InvokeException
from pytauri_runtime.command_error import rejection_members
from pytauri_runtime.exceptions import InvalidRaisesError, UnserializableError
from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost


class StorageError(CommandError):
    """Something is wrong with the storage.

    The rest of a docstring is no message.
    """

    path: str


class QuotaExceeded(StorageError):
    limit: int = Field(gt=0)
    used: int = Field(serialization_alias="usedBytes")
    token: SecretStr = Field(default=SecretStr("hunter2"), exclude=True)
    cause: "Cause | None" = None

    @field_validator("path")
    @classmethod
    def _absolute(cls, path: str) -> str:
        assert path.startswith("/")
        return path

    @computed_field
    @property
    def over(self) -> int:
        return self.used - self.limit


class Cause(BaseModel):
    reason: float


class Locked(CommandError):
    code = "storage/locked"
    message = "Somebody else writes."


class Bare(CommandError):
    pass


def quota(**values: Any) -> QuotaExceeded:
    given: dict[str, Any] = {"path": "/a", "limit": 1, "used": 3, **values}
    return QuotaExceeded(**given)


def test_fields_are_those_of_a_pydantic_dataclass() -> None:
    error = quota(limit="2", cause={"reason": 1})
    assert isinstance(error, StorageError)
    assert (error.limit, error.used, error.over) == (2, 3, 1)
    assert error.cause == Cause(reason=1)
    assert repr(error).startswith("QuotaExceeded(path='/a', limit=2, used=3, token=SecretStr(")
    assert rejection_members(error) == {
        "code": "QuotaExceeded",
        "message": "Something is wrong with the storage.",
        "data": {"path": "/a", "limit": 2, "usedBytes": 3, "cause": {"reason": 1.0}, "over": 1},
    }


@pytest.mark.parametrize(
    "values",
    [
        {"limit": 0},
        {"limit": None},
        {"path": "relative"},
        {"more": 1},
        {"cause": {}},
    ],
)
def test_values_are_validated_when_the_error_is_made(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        quota(**values)


def test_the_message_is_what_is_passed_or_the_class_has() -> None:
    assert str(quota()) == "Something is wrong with the storage."
    assert str(quota(message="Full.")) == quota(message="Full.").message == "Full."
    assert str(Locked()) == "Somebody else writes."
    assert str(Bare()) == "Bare"


def test_a_class_may_say_how_its_message_is_made() -> None:
    class Missing(CommandError):
        """Not used."""

        name: str

        def __str__(self) -> str:
            return f"no {self.name} \ud800"

    members = rejection_members(Missing(name="door"))
    assert members["message"] == "no door \ud800"


def test_the_code_is_the_name_of_each_class_unless_it_says_otherwise() -> None:
    class SharedLock(Locked):
        pass

    class Renamed(Locked):
        code: ClassVar[str] = 'renamed "too"'

    assert [each.code for each in (Locked, SharedLock, Renamed)] == [
        "storage/locked",
        "SharedLock",
        'renamed "too"',
    ]
    assert rejection_members(Renamed())["code"] == 'renamed "too"'


def test_a_class_may_have_an_init_of_its_own() -> None:
    class NotFound(StorageError):
        def __init__(self, name: str) -> None:
            super().__init__(path=f"/data/{name}", message=f"no {name}")

    class NoPage(NotFound):
        pass

    error = NoPage("x")  # pyright: ignore[reportCallIssue]  knows no inherited `__init__`
    assert rejection_members(error)["data"] == {"path": "/data/x"}
    assert str(error) == "no x"


def test_configuration_is_added_to_that_of_the_base() -> None:
    class Lax(StorageError):
        __pydantic_config__ = ConfigDict(extra="ignore", ser_json_inf_nan="constants")
        size: float = Field(alias="byteSize")

    error = Lax(path="/", size=float("inf"), more=1)  # pyright: ignore[reportCallIssue]  ignored
    assert rejection_members(error)["data"] == {"path": "/", "byteSize": None}


def test_what_else_an_exception_has_stays_in_python() -> None:
    error = quota(message="Full.")
    error.add_note("secret note")
    with pytest.raises(QuotaExceeded) as raised:
        raise error from ValueError("secret cause")
    assert isinstance(raised.value.__cause__, ValueError)
    assert "secret" not in str(rejection_members(error))
    assert "hunter2" not in str(rejection_members(error))


def test_errors_are_pickled_and_copied_with_their_fields() -> None:
    error = quota(message="Full.")
    error.add_note("a note")
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301  our own
        assert (type(other), other.used, str(other)) == (QuotaExceeded, 3, "Full.")
        assert other.__notes__ == ["a note"]


def test_changed_fields_that_do_not_serialise_are_refused_without_their_values() -> None:
    error = quota()
    error.limit = "secret"  # pyright: ignore[reportAttributeAccessIssue]  that is the point
    with pytest.raises(UnserializableError, match="the fields of `QuotaExceeded`") as refused:
        rejection_members(error)
    assert "secret" not in str(refused.value)


def test_a_message_that_raises_costs_nothing_but_the_message() -> None:
    class Odd(CommandError):
        def __str__(self) -> str:
            raise ValueError

    assert rejection_members(Odd())["message"] == "<Odd, whose str() raised>"


@pytest.mark.parametrize("name", ["args", "code", "message", "add_note", "with_traceback"])
def test_names_that_every_error_has_are_no_fields(name: str) -> None:
    with pytest.raises(TypeError, match=f"`Clash` can't have a field `{name}`"):
        type("Clash", (CommandError,), {"__annotations__": {name: str}, "__module__": __name__})


def test_the_base_is_no_error_itself() -> None:
    with pytest.raises(TypeError, match="make a subclass"):
        CommandError()


def test_a_code_is_a_text() -> None:
    with pytest.raises(TypeError, match="the `code` of `Numbered` must be a text, not 7"):
        type("Numbered", (CommandError,), {"code": 7})


def test_a_command_rejects_with_a_readable_text_and_logs_nothing(
    commands: Commands, backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    @commands.command(raises=[QuotaExceeded, QuotaExceeded, Locked])
    async def upload(body: int) -> None:
        raise quota(used=body, message=f"{body} bytes are too many") from ValueError("secret")

    @commands.command()
    async def undeclared() -> None:
        raise Locked

    assert commands["upload"].raises == (QuotaExceeded, Locked)
    assert commands["undeclared"].raises == ()
    with MemoryHost(commands, backend=backend) as host:
        with pytest.raises(CommandRejected, match=r"^QuotaExceeded: 7 bytes are too many$"):
            host.call("upload", 7)
        with pytest.raises(CommandRejected, match=r"^storage/locked: Somebody else writes\.$"):
            host.call("undeclared")
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_marked_call_is_rejected_with_all_of_the_error(
    commands: Commands, backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    @commands.command()
    async def upload(body: int) -> None:
        error = quota(used=body, message="Voll.", path="/ä")
        if body == 0:
            error.limit = "secret"  # pyright: ignore[reportAttributeAccessIssue]  that is the point
        raise error

    def rejection(body: int) -> Any:
        with MemoryHost(commands, backend=backend) as host:
            call = host.submit("upload", body, call_id=f"1-{body}")
            with pytest.raises(CommandRejected) as rejected:
                call.result(30)
        text = rejected.value.value
        assert text.isascii()
        prefix, _, wire = text.partition(" ")
        assert prefix == "pytauri-error"
        return json.loads(wire)

    data = {"path": "/ä", "limit": 1, "usedBytes": 7, "cause": None, "over": 6}
    error = {"kind": "error", "code": "QuotaExceeded", "message": "Voll.", "data": data}
    assert rejection(7) == error
    assert not caplog.records
    assert rejection(0)["kind"] == "internal"


@pytest.mark.parametrize(
    "raises", [[ValueError], [Locked, CommandError], [InvokeException], [Locked()], [None], Locked]
)
def test_raises_lists_classes_of_errors(commands: Commands, raises: Any) -> None:
    async def upload() -> None: ...

    with pytest.raises(InvalidRaisesError, match=r"^Expected `raises` to be a list of classes"):
        commands.command(raises=raises)(upload)
    assert not commands
