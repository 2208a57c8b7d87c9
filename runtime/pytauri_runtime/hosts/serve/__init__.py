"""The host for a plain browser: the commands of a program over HTTP on this machine.

    with start_blocking_portal() as portal:
        with ServeHost(commands.generate_handler(portal), frontend=Path("ui")) as host:
            print(host.page_url)
            host.wait()

or, in one call, `serve`. The wire is described in docs/protocol.md of pytauri-gen. It needs the
extra ``pytauri-runtime[serve]``.
"""

from pytauri_runtime.hosts.serve.exceptions import (
    AddressUnavailableError,
    InvalidOriginError,
    InvalidTokenError,
    MissingExtraError,
    MissingFrontendError,
    NotLoopbackError,
)

try:
    from pytauri_runtime.hosts.serve.host import ServeHost
    from pytauri_runtime.hosts.serve.run import serve
except ModuleNotFoundError as error:
    if error.name not in {"starlette", "uvicorn"}:
        raise
    raise MissingExtraError(
        f"the serve host needs {error.name}: run `pip install pytauri-runtime[serve]`"
    ) from error

__all__ = [
    "AddressUnavailableError",
    "InvalidOriginError",
    "InvalidTokenError",
    "MissingExtraError",
    "MissingFrontendError",
    "NotLoopbackError",
    "ServeHost",
    "serve",
]
