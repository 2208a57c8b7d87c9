"""The call of the Python hosts: consumed by its first use, and answered exactly once."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from pytauri_runtime import AppHandle, Invoke, InvokeResolver, ParametersType, WebviewWindow
from pytauri_runtime.exceptions import ConsumedError
from pytauri_runtime.hosts.invoke import Answer, HostInvoke, Rejected, Resolved

APP_HANDLE = AppHandle()
WINDOW = WebviewWindow()
DROPPED = Rejected("command `greet` was dropped without an answer")


@pytest.fixture
def answers() -> list[Answer]:
    return []


@pytest.fixture
def invoke(answers: list[Answer]) -> HostInvoke:
    return HostInvoke(
        command="greet",
        body=b"{}",
        headers=[(b"a", b"1"), (b"a", b"2")],
        app_handle=APP_HANDLE,
        webview_window=WINDOW,
        answer=answers.append,
    )


def bound(invoke: HostInvoke, parameters: ParametersType | None = None) -> InvokeResolver:
    resolver = invoke.bind_to(parameters or {})
    assert resolver is not None
    return resolver


def test_it_fits_the_protocol(invoke: HostInvoke) -> None:
    fits: Invoke = invoke
    assert fits.command == "greet"


def test_arguments_are_those_that_are_named(invoke: HostInvoke) -> None:
    resolver = bound(invoke, {"body": 0, "app_handle": 0, "webview_window": 0, "headers": 0})
    assert resolver.arguments == {
        "body": b"{}",
        "app_handle": APP_HANDLE,
        "webview_window": WINDOW,
        "headers": [(b"a", b"1"), (b"a", b"2")],
    }


def test_arguments_are_not_the_parameters(invoke: HostInvoke) -> None:
    parameters: ParametersType = {"app_handle": 1}
    assert bound(invoke, parameters).arguments is not parameters
    assert parameters == {"app_handle": 1}


def test_a_missing_body_is_rejected_by_bind_to(answers: list[Answer]) -> None:
    invoke = HostInvoke(
        command="greet",
        body=None,
        headers=[],
        app_handle=APP_HANDLE,
        webview_window=WINDOW,
        answer=answers.append,
    )
    assert invoke.bind_to({"body": None}) is None
    assert answers == [Rejected("command `greet` needs a body, but none was sent")]
    with pytest.raises(ConsumedError):
        invoke.reject("again")


CONSUMING: dict[str, Callable[[HostInvoke], object]] = {
    "resolve": lambda invoke: invoke.resolve("1"),
    "reject": lambda invoke: invoke.reject("no"),
    "bind_to": lambda invoke: invoke.bind_to({}),
}


@pytest.mark.parametrize("first", CONSUMING)
@pytest.mark.parametrize("second", CONSUMING)
def test_an_invoke_is_consumed_by_its_first_use(
    invoke: HostInvoke, first: str, second: str
) -> None:
    kept = CONSUMING[first](invoke)
    with pytest.raises(ConsumedError, match="this call of `greet` is already consumed"):
        CONSUMING[second](invoke)
    del kept


@pytest.mark.parametrize("second", ["resolve", "reject"])
def test_fault_66_a_resolver_answers_once(
    invoke: HostInvoke, answers: list[Answer], second: str
) -> None:
    resolver = bound(invoke)
    resolver.resolve("1")
    with pytest.raises(ConsumedError):
        getattr(resolver, second)("2")
    assert answers == [Resolved("1")]


def test_fault_66_an_answer_after_a_rejection(invoke: HostInvoke, answers: list[Answer]) -> None:
    resolver = bound(invoke)
    resolver.reject("no")
    with pytest.raises(ConsumedError):
        resolver.resolve("1")
    assert answers == [Rejected("no")]


def test_a_dropped_invoke_is_rejected(answers: list[Answer]) -> None:
    HostInvoke(
        command="greet",
        body=None,
        headers=[],
        app_handle=APP_HANDLE,
        webview_window=WINDOW,
        answer=answers.append,
    )
    assert answers == [DROPPED]


def test_a_dropped_resolver_is_rejected(invoke: HostInvoke, answers: list[Answer]) -> None:
    resolver = bound(invoke)
    assert answers == []
    del resolver
    assert answers == [DROPPED]


def test_one_of_many_threads_answers(invoke: HostInvoke, answers: list[Answer]) -> None:
    resolver = bound(invoke)
    start, refused = Barrier(8), list[ConsumedError]()

    def answer() -> None:
        start.wait()
        try:
            resolver.resolve("1")
        except ConsumedError as error:
            refused.append(error)

    threads = [Thread(target=answer) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [Resolved("1")]
    assert len(refused) == 7
