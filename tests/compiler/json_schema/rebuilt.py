"""Models rebuilt from the JSON Schema of a program's types, by datamodel-code-generator."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from typing import Any

from datamodel_code_generator import InputFileType, config
from datamodel_code_generator.dynamic import generate_dynamic_models
from pydantic import BaseModel

from pytauri_gen import ir
from pytauri_gen.json_schema.document import Definitions, document
from pytauri_gen.json_schema.types import object_

config._rebuild_generate_config()  # pyright: ignore[reportPrivateUsage]  there is no other way
CONFIG = config.GenerateConfig(
    input_file_type=InputFileType.JsonSchema,
    formatters=[],
    class_name="Rebuilt",
    strict_nullable=True,
    use_missing_sentinel=True,  # else what may be left out may be null
    use_annotated=True,
    field_constraints=True,
    use_tuple_for_closed_arrays=True,
    use_tuple_for_fixed_items=True,
    set_default_enum_member=True,
)


def schema_of(program: ir.Program, direction: ir.Direction) -> dict[str, Any]:
    """A document of an object with a member for each command: its body, or its result."""
    definitions = Definitions(program)
    properties: dict[str, Any] = {}
    for command in program.commands:
        type_ = command.body if direction == "input" else command.result
        if type_ is not None:
            properties[command.name] = definitions.node(type_, direction)
    return document(definitions, object_(properties, []))


def rebuilt(schema: Mapping[str, Any]) -> type[BaseModel]:
    """The model of what a document describes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about formats, and names that shadow others
        readable = json.loads(json.dumps(schema), object_hook=_with_plain_keys)
        models = generate_dynamic_models(readable, config=CONFIG, cache_size=0)
    return models["Rebuilt"]


def _with_plain_keys(node: dict[str, Any]) -> dict[str, Any]:
    """A schema without a choice of keys, of which the library makes models, which can't be keys."""
    if "anyOf" in node.get("propertyNames", {}):
        del node["propertyNames"]
    return node


def accepts(model: type[BaseModel], member: str, text: str) -> Exception | None:
    """Why a rebuilt model refuses JSON text as one of its members, if it does."""
    try:
        model.model_validate_json(json.dumps({member: json.loads(text)}))
    except ValueError as error:
        return error
    return None
