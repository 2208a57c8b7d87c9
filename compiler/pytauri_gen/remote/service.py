"""A document as a service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pytauri_gen.remote.definitions import Collected, Definitions
from pytauri_gen.remote.nodes import Service
from pytauri_gen.remote.operations import Operations
from pytauri_gen.remote.reader import At, Inexpressible, Reader
from pytauri_gen.remote.servers import service_server

_VERSION = re.compile(r"3\.[012]\.\d{1,3}(-[\w.]{1,20})?", re.ASCII)


def read_service(reader: Reader) -> tuple[Service, Collected]:
    """What a document describes, and the schemas of its models.

    Raises:
        DiagnosticError: ``invalid-schema``: it is no document of OpenAPI 3, or has no operations.
    """
    root = _root(reader)
    version = root.text("openapi")
    if not _VERSION.fullmatch(version):
        found = "Swagger 2.0" if "swagger" in root.value else "no OpenAPI 3.0, 3.1 or 3.2"
        raise reader.refusal(
            ("swagger",) if "swagger" in root.value else ("openapi",),
            f"{reader.document.name} is {found}",
        )
    definitions = Definitions(reader)
    found = tuple(Operations(reader, definitions).read())
    info = reader.at(("info",)) if root.get("info", dict) is not None else At(("info",), {})
    service = Service(
        title=info.text("title") or "the service",
        version=info.text("version"),
        description=info.text("description"),
        server=service_server(reader),
        credentials=tuple(_credentials(reader, root)),
        openapi=version,
        operations=found,
    )
    return service, definitions.collected


def _root(reader: Reader) -> At:
    try:
        return reader.at(())
    except Inexpressible as why:
        raise reader.refusal(
            (), f"{reader.document.name} is no OpenAPI document: {why.reason}"
        ) from why


def _credentials(reader: Reader, root: At) -> Iterator[str]:
    """What the service asks for, said for whoever makes the client."""
    if not isinstance(root.value.get("components"), dict):
        return
    try:
        for name, scheme in reader.members(reader.at(("components",)), "securitySchemes"):
            yield f"{name}: {_credential(scheme)}"
    except Inexpressible:
        return


def _credential(scheme: At) -> str:
    kind = scheme.text("type")
    if kind == "apiKey":
        options = {"header": "headers", "query": "params", "cookie": "cookies"}
        option = options.get(scheme.text("in"), "headers")
        return f"a key, `{option}={{{scheme.text('name')!r}: …}}`"
    if kind == "http" and scheme.text("scheme").lower() == "basic":
        return "a user, `auth=(name, password)`"
    if kind == "http":
        return f"`headers={{'Authorization': '{scheme.text('scheme').title()} …'}}`"
    return f"{kind}, `headers={{'Authorization': 'Bearer …'}}`"
