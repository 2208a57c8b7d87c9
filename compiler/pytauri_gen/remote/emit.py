"""A service as the text of a module."""

from __future__ import annotations

from pytauri_gen.remote.errors import ErrorClasses
from pytauri_gen.remote.functions import Functions
from pytauri_gen.remote.models import Models
from pytauri_gen.remote.module_names import ModuleNames
from pytauri_gen.remote.nodes import Service
from pytauri_gen.remote.printer import docstring, string
from pytauri_gen.remote.scope import Scope
from pytauri_gen.remote.spelling import Spelling
from pytauri_gen.templating import Templates

_PARTS = ("models", "service", "commands", "helpers")
_LONGEST = 2000
"""Characters of the service's description."""
_CLIENT = """What commands call the service with: the first of them makes one for the app.

An app that calls another server, or has credentials, manages one of its own in `setup`:

    app_handle.manage(Client("https://staging.example.com", headers={"X-Key": key}))"""


def module_text(service: Service, models: Models, source: str) -> str:
    """The whole of the file.

    Args:
        service: what is called.
        models: its types.
        source: the document's name.
    """
    scope = Scope(models.defined)
    scope.imported("__future__", "annotations")
    for each in models.imports:
        scope.take_over(each.module, each.name, each.called)
    names = ModuleNames(scope)
    spelling = Spelling(scope, models.classes)
    errors = ErrorClasses(service.operations, scope, spelling)
    functions = Functions(names, spelling, errors)
    values = {
        "description": docstring(_description(service, source), 0),
        "client_description": docstring(_CLIENT + _client_description(service), 1),
        "server": string(service.server),
        "models": models.text,
        "errors": errors.all(),
        "functions": [functions.function(each) for each in service.operations],
        "imported": scope.imported,
        "part": names.part,
        "helper": names.helper,
        "is_called": names.is_called,
    }
    templates = Templates("remote")
    parts = [templates.render(f"{each}.py", **values) for each in _PARTS]
    head = templates.render("head.py", **values, imports=list(scope.import_lines()))
    return "".join([head, *parts])


def _description(service: Service, source: str) -> str:
    version = f" {service.version}" if service.version else ""
    about = service.description[:_LONGEST]
    return f"""Commands that call {service.title}{version}.

Written once by `pytauri-gen import {source}`, and the app's own from then on.

{about}"""


def _client_description(service: Service) -> str:
    if not service.credentials:
        return ""
    asked = "\n".join(f"    {each}" for each in service.credentials)
    return f"\n\nThe service may ask for:\n\n{asked}"
