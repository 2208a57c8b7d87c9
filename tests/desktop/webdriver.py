"""A client of WebDriver, as far as the window tests need it: https://www.w3.org/TR/webdriver2/."""

import json
from base64 import b64decode
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from time import monotonic, sleep
from typing import Any, TypeVar

SECONDS = 20
"""How long anything may take, if nothing else is said."""

ValueT = TypeVar("ValueT")

_IN_THE_PAGE = """
const done = arguments[arguments.length - 1];
(async (...given) => { %s })(...Array.from(arguments).slice(0, -1)).then(
    (value) => done({ value }),
    (error) => done({ name: String(error?.name ?? ""), error: String(error?.value ?? error) }),
);
"""


class WebDriverError(Exception):
    """The driver could not do it."""


class PageError(Exception):
    """A script in the page was rejected."""

    name: str
    """The name of the JavaScript error, or empty if it was no error."""
    value: str
    """The `value` of an `InvokeError`, else the error as text."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(f"{name}: {value}")
        self.name = name
        self.value = value


class Session:
    """One app, from when the driver opens it until the driver ends."""

    def __init__(self, port: int, binary: str) -> None:
        """Open the app by an executable file, which must make a window."""
        self._port = port
        self._path = "/session"
        browser: dict[str, Any] = {"binary": binary, "args": []}
        options = {"webkitgtk:browserOptions": browser}
        opened = self.request("POST", "", {"capabilities": {"alwaysMatch": options}})
        self._path = f"/session/{opened['sessionId']}"
        self.request("POST", "/timeouts", {"script": SECONDS * 1000})

    def windows(self) -> list[str]:
        """The driver's own names of the windows."""
        return self.request("GET", "/window/handles")

    def request(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """Send a command to the driver, and return the value that it answers with.

        Raises:
            WebDriverError: it answers with an error.
        """
        connection = HTTPConnection("127.0.0.1", self._port, timeout=SECONDS + 5)
        try:
            text = None if body is None else json.dumps(body)
            connection.request(method, self._path + path, text)
            response = connection.getresponse()
            value = json.loads(response.read())["value"]
        finally:
            connection.close()
        if response.status != 200:
            raise WebDriverError(f"{value['error']}: {value['message']}")
        return value


class Window:
    """One window, by the driver's name for it."""

    def __init__(self, session: Session, name: str) -> None:
        self.session = session
        self.name = name

    def run(self, script: str, *given: Any) -> Any:
        """Run the body of an async function with the parameter `given`; return what it returns.

        Raises:
            PageError: it threw.
        """
        answer = self._execute("async", _IN_THE_PAGE % script, given)
        if "error" in answer:
            raise PageError(answer["name"], answer["error"])
        return answer.get("value")

    def call(self, function: str, *given: Any) -> Any:
        """Call a generated function, and return what the promise resolves with."""
        return self.run("return await app[given[0]](...given.slice(1))", function, *given)

    def start(self, script: str, *given: Any) -> None:
        """Run the body of a function with `arguments`, and wait for nothing."""
        self._execute("sync", script, given)

    def leave(self, script: str) -> None:
        """Run a script that may close the window, or end the app: then nobody answers."""
        with suppress(WebDriverError, OSError):
            self.start(script)

    def open(self, path: str) -> None:
        """Go to another page of the app, and wait until it can call commands."""
        self.start("delete window.app; location.href = arguments[0]", path)
        self.wait_until_loaded()

    def wait_until_loaded(self) -> None:
        """Wait until the page can call commands."""
        wait_for(lambda: self.run("return window.app !== undefined"))

    def url(self) -> str:
        return self._request("GET", "/url")

    def reload(self) -> None:
        """Reload the page, and wait until it can call commands."""
        self._request("POST", "/refresh", {})
        self.wait_until_loaded()

    def screenshot(self) -> bytes:
        """Take a picture of the page, as PNG."""
        return b64decode(self._request("GET", "/screenshot"))

    def _execute(self, kind: str, script: str, given: tuple[Any, ...]) -> Any:
        return self._request("POST", f"/execute/{kind}", {"script": script, "args": given})

    def _request(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        self.session.request("POST", "/window", {"handle": self.name})
        return self.session.request(method, path, body)


def wait_for(what: Callable[[], ValueT], seconds: float = SECONDS) -> ValueT:
    """Ask again and again until the answer is true, and return it."""
    end = monotonic() + seconds
    while not (value := what()):
        assert monotonic() < end, f"did not become true within {seconds} s"
        sleep(0.01)
    return value
