"""Faults 46 to 50: a hostile program's client is its harmless twin's, but for the texts in it."""

from __future__ import annotations

import enum
import json
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ConfigDict, Field, RootModel, create_model
from typing_extensions import deprecated

from pytauri_runtime import Commands
from tests.compiler.in_process import compiled
from tests.compiler.project import Project
from tests.compiler.test_injection import RAW, ROOT, TEXTS

WITHOUT_SURROGATES = TEXTS.filter(lambda text: not re.search("[\ud800-\udfff]", text))
"""Pydantic refuses lone surrogates wherever it has to do with them."""


def is_member_name(text: str) -> bool:
    """Whether Python allows it as the name of an enum's member."""
    try:
        enum.Enum("Names", {text: 1})
    except (ValueError, TypeError):
        return False
    return text not in {"", "name", "value"}


def pattern(text: str) -> str:
    """The text as a pattern, as it is if it is one."""
    try:
        re.compile(text)
    except re.error:
        return re.escape(text)
    return text


def field(text: str, alias: str) -> tuple[Any, Any]:
    """A field with a text in each place that pydantic has for one."""
    info = Field(
        default=text,
        alias=alias,
        title=text,
        description=text,
        examples=[text, {text: text}],
        deprecated=text,
        json_schema_extra={"tsType": text, "$ref": text, "$id": text, text: text},
    )
    literal: Any = Literal
    return literal[text] | Annotated[str, Field(pattern=pattern(text))], info


ANY: tuple[Any, Any, Any] = (create_model, Literal, deprecated)
"""Given what no type checker approves of."""


def program(texts: list[str], docs: list[str], members: list[str]) -> Commands:
    """A program with texts wherever one may be, docstrings, and names of an enum's members."""
    make, literal, deprecate = ANY
    config = ConfigDict(
        title=docs[0], regex_engine="python-re", json_schema_extra={"examples": [texts[0]]}
    )
    base = make("Base", __config__=config, __module__="program")
    fields = {f"f{number}": field(text, text) for number, text in enumerate(texts)}
    wide: Any = make("Wide", __base__=base, __module__="program", **fields)
    tagged: list[Any] = [
        make(
            f"Tagged{number}",
            __module__="program",
            kind=(literal[text], Field(alias=texts[0])),
        )
        for number, text in enumerate(texts)
    ]
    either: Any = tagged[0]
    for each in tagged[1:]:
        either |= each
    if len(tagged) > 1:
        either = Annotated[either, Field(discriminator="kind")]
    values: Any = enum.Enum("Values", {f"v{number}": text for number, text in enumerate(texts)})
    names: Any = enum.Enum("Names", {text: number for number, text in enumerate(members)})

    class Alias(RootModel[Annotated[str, Field(description=texts[0], examples=texts)]]):
        pass

    types: list[Any] = [wide, values, names, Alias, *tagged]
    for number, each in enumerate(types):
        each.__module__, each.__qualname__ = "program", each.__name__
        each.__doc__ = docs[number % len(docs)]
        each.__deprecated__ = docs[-number % len(docs)]
    commands = Commands()
    for number, doc in enumerate(docs):

        async def command(body: Any) -> Any:
            raise NotImplementedError(body)

        result: Any = dict[str, values | names | Alias | either]
        command.__annotations__ = {"body": wide, "return": result}
        command.__module__, command.__doc__ = "program", doc
        commands.set_command(f"command{number}", deprecate(doc, category=None)(command))
    return commands


def what_node_makes_of(files: dict[str, str], paths: Sequence[str]) -> Any:
    """How a client's files are parsed, and what importing some of them does."""
    with tempfile.TemporaryDirectory() as folder:
        client = Project(Path(folder))
        for name, text in files.items():
            client.file(name, text)
        question = {
            "script": "",
            "files": {name: text for name, text in files.items() if name.endswith((".ts", ".js"))},
            "folder": folder,
            "paths": paths,
        }
        done = subprocess.run(
            ["node", ROOT / "tests/compiler/parsed.cjs"],
            input=json.dumps(question),
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def meaning(files: dict[str, str]) -> dict[str, Any]:
    """All of what Node and TypeScript make of a client but the texts that it carries."""
    answer = what_node_makes_of(files, ["index.js", "program.js"])
    parsed = {
        name: {
            **{key: each[key] for key in ("errors", "directives", "statements", "tags")},
            "members": len(each["members"]),
            "literals": len(each["literals"]),
        }
        for name, each in answer["files"].items()
    }
    return {"imported": answer["imported"], "files": parsed, "names": sorted(files)}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(WITHOUT_SURROGATES, min_size=1, max_size=30, unique=True),
    st.lists(TEXTS, min_size=1, max_size=6),
)
def test_fault_46_to_50_only_the_texts_differ(texts: list[str], docs: list[str]) -> None:
    members = [text for text in [*texts, "plain"] if is_member_name(text)]
    plain = [f"text {number}" for number in range(len(texts))]
    harmless = compiled(
        [program(plain, ["Words." for _ in docs], [f"x{number}" for number in range(len(members))])]
    )
    hostile = compiled([program(texts, docs, members)])
    assert (hostile[0], harmless[0]) == ([], [])
    assert [name for name, text in hostile[1].items() if RAW.search(text)] == []
    assert hostile[1]["pytauri.contract.json"].isascii()
    json.loads(hostile[1]["pytauri.contract.json"])
    assert meaning(hostile[1]) == meaning(harmless[1])


def test_the_trap_sees_what_runs() -> None:
    script = "export const x = 1; Object.prototype.y = 2; typeof stranger;"
    found = what_node_makes_of({"package.json": '{"type": "module"}', "a.js": script}, ["a.js"])
    assert found["imported"] == {
        "exports": {"a.js": ["x"]},
        "missed": ["stranger"],
        "changed": True,
    }


@settings(max_examples=200, deadline=None)
@example(":", "type")
@example(":", "module")
@given(TEXTS, st.sampled_from(["command", "type", "module"]))
def test_fault_47_a_name_is_refused_or_plain(name: str, what: str) -> None:
    """A refusal quotes it so that a terminal shows it and nothing else."""
    model = create_model("Model", __module__="program", x=(int, 1))
    if what == "type":
        model.__qualname__ = name
    if what == "module":
        model.__module__ = name

    async def command(body: Any) -> None:
        raise NotImplementedError(body)

    command.__annotations__["body"] = model
    commands = Commands()
    commands.set_command(name if what == "command" else "run", command)
    diagnostics, files = compiled([commands])
    if not diagnostics:
        assert re.fullmatch(r"[\w.-]+", name)
        assert not any(RAW.search(text) for text in files.values())
        return
    assert {each.code for each in diagnostics} == {f"invalid-{what}-name"}
    for each in diagnostics:
        assert not RAW.search("".join([each.message, *each.notes, each.hint or ""]))
