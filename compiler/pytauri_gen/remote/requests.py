"""What a command sends: the arguments of the call that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pytauri_gen.code import Code
from pytauri_gen.remote.arguments import Parameter
from pytauri_gen.remote.errors import ErrorClasses
from pytauri_gen.remote.layout import Group, Layout, group
from pytauri_gen.remote.module_names import ModuleNames
from pytauri_gen.remote.nodes import Body, Nullable, Operation
from pytauri_gen.remote.printer import path, scalar, string
from pytauri_gen.remote.spelling import preceded

_JSON = "application/json"
_SPREADERS = {"joined": "_joined", "json": "_json", "properties": "_members", "deep": "_deep"}


def request(
    operation: Operation, parameters: list[Parameter], names: ModuleNames, errors: ErrorClasses
) -> Iterator[Layout]:
    """The arguments: method, path, parameters, body, errors, and what is accepted."""
    yield string(operation.method)
    yield _path(operation, parameters, names)
    yield from _query(_placed(parameters, "query"), names)
    yield from _headers(operation.body, _placed(parameters, "header"), names)
    if operation.body is not None:
        yield from _body(operation.body, parameters, names)
    refusals = [
        Code(f"{_status(each.status)}: {errors.named(each)}") for each in operation.refusals
    ]
    if refusals:
        yield Group(Code("errors={"), tuple(refusals), Code("}"), packed=False)
    if operation.accept not in {"", _JSON}:
        yield Code(f"accept={string(operation.accept)}")


def _placed(parameters: Iterable[Parameter], place: str) -> list[Parameter]:
    return [each for each in parameters if each.argument.place == place]


def _path(operation: Operation, parameters: list[Parameter], names: ModuleNames) -> Code:
    found = {each.argument.name: each.name for each in _placed(parameters, "path")}
    text = (operation.server or "") + operation.path
    return path(text, lambda name: Code(f"{names.helper('_segment')}({found[name]})"))


def _status(status: str) -> Code:
    return scalar(int(status)) if status.isdecimal() else string(status)


def _query(parameters: list[Parameter], names: ModuleNames) -> Iterator[Layout]:
    if parameters:
        values = _dict([_member(each, names) for each in parameters])
        yield _called(f"params={names.helper('_plain')}(", values)


def _member(parameter: Parameter, names: ModuleNames) -> Code:
    """A member of a dictionary of what is sent, or several of them."""
    key, value = string(parameter.argument.name), parameter.name
    spread = parameter.argument.spread
    if spread == "plain":
        return Code(f"{key}: {value}")
    helper = names.helper(_SPREADERS[spread])
    if spread == "deep":
        return Code(f"**{helper}({key}, {value})")
    return Code(f"**{helper}({value})" if spread == "properties" else f"{key}: {helper}({value})")


def _headers(
    body: Body | None, parameters: list[Parameter], names: ModuleNames
) -> Iterator[Layout]:
    own = _media_type(body)
    if not parameters:
        if own:
            yield Group(Code("headers={"), (own,), Code("}"), packed=False)
        return
    values = _dict([_member(each, names) for each in parameters])
    texts = _called(f"{names.helper('_texts')}(", values)
    if not own:
        yield preceded("headers=", texts)
        return
    yield Group(Code("headers={"), (own, preceded("**", texts)), Code("}"), packed=False)


def _media_type(body: Body | None) -> Code | None:
    """The header that says what a body is, if the HTTP client does not know it by itself."""
    if body is None or body.carrier in {"form", "multipart"} or body.media_type == _JSON:
        return None
    return Code(f'"Content-Type": {string(body.media_type)}')


def _body(body: Body, parameters: list[Parameter], names: ModuleNames) -> Iterator[Layout]:
    if body.carrier in {"form", "multipart"}:
        yield _form(body, _placed(parameters, "form"), names)
        return
    name = _placed(parameters, "body")[0].name
    if body.carrier != "json":
        yield Code(f"content={name}")
    elif isinstance(body.arguments[0].type, Nullable):
        yield Code(f"content={names.scope.imported('pydantic_core', 'to_json')}({name})")
    else:
        yield Code(f"json={names.scope.imported('pydantic_core', 'to_jsonable_python')}({name})")


def _form(body: Body, parameters: list[Parameter], names: ModuleNames) -> Layout:
    fields = _dict([_member(each, names) for each in parameters if not each.argument.is_file])
    if body.carrier == "form":
        return _called(f"data={names.helper('_plain')}(", fields)
    files = _dict([_member(each, names) for each in parameters if each.argument.is_file])
    head = Code(f"files={names.helper('_parts')}(")
    return group(head, [fields, files], Code(")"))


def _dict(members: list[Code]) -> Group:
    return Group(Code("{"), tuple(members), Code("}"), packed=False)


def _called(head: str, argument: Layout) -> Group:
    return group(Code(head), [argument], Code(")"))
