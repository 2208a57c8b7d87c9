"""Values of a program's types: drawn, sent through pydantic, and held against TypeScript."""

from __future__ import annotations

import json
from collections import Counter
from random import Random

from pydantic import BaseModel, ValidationError

from pytauri_gen import ir
from pytauri_gen.typescript.names import file_stem
from pytauri_gen.typescript.scope import TypeNames
from tests.compiler.soundness.samples import NoValueError, Sampler

SAMPLES = 3
"""How many values are drawn of each model."""


def typed(program: ir.Program, models: dict[str, type[BaseModel]]) -> tuple[str, dict[str, int]]:
    """A TypeScript module of values on their way in and out again, and how many there are."""
    names = TypeNames.of(program)
    lines: list[str] = []
    counts: Counter[str] = Counter()
    for name, model in models.items():
        sampler = Sampler(program, Random(name))  # noqa: S311  no secret
        for _ in range(SAMPLES):
            try:
                inward = json.dumps(sampler.of(ir.Reference(name)))
                outward = model.model_validate_json(inward).model_dump_json()
            except NoValueError:
                counts["no value was found"] += 1
            except ValidationError as error:
                counts["refused by pydantic"] += 1
                counts[f"refused: {error.errors()[0]['type']}"] += 1
            except Exception as error:  # noqa: BLE001  the package's own code
                counts[f"the package raised {type(error).__name__}"] += 1
            else:
                counts["round-tripped"] += 1
                stem = file_stem(program.definitions[name].module)
                for direction, text in zip(ir.DIRECTIONS, (inward, outward), strict=True):
                    type_ = f'import("./{stem}.js").{names.name((name, direction))}'
                    lines.append(f"export const v{len(lines)}: {type_} = {text};\n")
    return "".join(lines), dict(counts)
