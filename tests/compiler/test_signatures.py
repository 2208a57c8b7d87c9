"""Faults 21 to 29: where each is shown. The cases are golden, so `test_cases` holds them to it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pytauri_gen.typescript.names import function_name
from tests.compiler.project import HEAD, Project

CASES = Path(__file__).parents[1] / "cases"
SHOWN: dict[int, dict[str, list[str]]] = {
    21: {
        "signatures": ["[duplicate-command]: Command `twice` already exists"],
        "command_names": ["[duplicate-command]: two commands are called 'same'"],
    },
    22: {
        "command_names": [
            "commands 'get_user' and 'get-user' share the function `getUser`",
            "commands 'get_user' and 'getUser' share the function `getUser`",
        ]
    },
    23: {
        "command_names": [
            "commands 'get_user' and 'get-user' share",
            "commands 'Load' and 'load' share the permission `allow-load`",
        ]
    },
    24: {"names": ["exit 0"]},
    25: {
        "command_names": [
            *("'' can't be", "'../x' can't", "'a/b' can't", "'plugin:x|y' can't", "'1st' can't"),
            *(r"'\U0001f389' can't", r"'\xe9' can't", "'new\\nline' can't", "'nul\\x00' can't"),
            *("'q\"q' can't", "'end_' can't", "(59 characters) can't"),
        ]
    },
    26: {
        "callables": [
            "Expected the return annotation of the generator `generator` to be",
            "Expected functools.partial(<function two>, 1) to have a `__name__`",
            "Unexpected parameter `self` of `Service.method`",
            "Expected the return value of `without_wraps.<locals>.inner`",
            "Unexpected parameter `x` of `signature_of_another`",
            "Expected `body` of `<lambda>` to have type annotation",
            "Expected the return value of `len` to have type annotation",
        ],
        "sound_callables": ["exit 0"],
    },
    27: {
        "annotations": [
            "Expected `body` of `positional` to be KEYWORD parameter, but got `positional-only`",
            "Expected `body` of `variadic` to be KEYWORD parameter, but got `variadic positional`",
            "Unexpected parameter `rest` of `keywords`",
            "Unexpected parameter `model` of `other_name`",
            "Unexpected parameter `body2` of `two_bodies`",
            "Expected `headers` of `headers` to be `Headers`",
            "Expected `app_handle` of `handle` to be `AppHandle`",
        ],
        "signatures": ["Unexpected parameter `extra` of `unexpected`"],
    },
    28: {
        "annotations": [
            "Expected `body` of `bare` to have type annotation",
            "Failed to convert `typing.Never` type",
            "Failed to convert `5` type",
            "`type[Model]` has no TypeScript type",
        ],
        "signatures": ["[unannotated-return]: Expected the return value of `no_return`"],
        "scalars": ["exit 0"],
    },
    29: {
        "generics": [
            "the generic Page without its types has no TypeScript type",
            "the generic RootModel without its types has no TypeScript type",
            "reached by variable → the type variable ~T",
            "reached by field → Free.items → the type variable ~T",
            "reached by alias → the type variable ~T",
            "Failed to convert `tuple[typing_extensions.Unpack[Ts]]` type",
            "reached by parameters → the type variable ~P",
        ]
    },
}
"""What the diagnostics of the cases say, by the number of the fault."""


@pytest.mark.parametrize("fault", SHOWN, ids=lambda number: f"fault_{number}")
def test_fault_21_to_29_is_shown_by_a_golden_case(fault: int) -> None:
    for case, messages in SHOWN[fault].items():
        shown = (CASES / case / "expected/diagnostics.txt").read_text(encoding="utf-8")
        assert [each for each in messages if each not in shown] == []


def test_fault_24_words_of_typescript_and_rust_are_usable(project: Project) -> None:
    """As commands, fields, enum members and classes, all of one module that Node can load."""
    words = """
        arguments await class constructor default delete enum eval export function import in
        interface let new null package prototype return static super switch then this toString
        typeof undefined valueOf var void with yield
        box crate dyn extern fn gen impl loop match mod move mut pub ref self struct trait try type
        unsafe use where
    """.split()
    project.write(
        commands=HEAD
        + f"""
from enum import Enum
from pydantic import create_model

WORDS = {words!r}

class Words(Enum):
    locals().update({{word: word for word in WORDS}})

Fields = create_model("Fields", __module__=__name__, **{{word: int for word in WORDS}})

async def handler(body: Fields) -> Words: ...

for word in WORDS:
    commands.set_command(word, handler)
"""
    )
    run = project.run("build")
    assert (run.code, run.err) == (0, "")
    script = "import('./client/index.js').then((all) => console.log(Object.keys(all).join(' ')))"
    node = ["node", "-e", script]
    loaded = subprocess.run(node, cwd=project.root, capture_output=True, check=True, text=True)
    assert {function_name(word) for word in words} <= set(loaded.stdout.split())


def test_fault_25_ten_kilobytes_of_name(project: Project) -> None:
    project.write(
        commands=f"{HEAD}async def f() -> None: ...\ncommands.set_command('x' * 10_000, f)"
    )
    run = project.run("build")
    assert run.code == 1
    assert "(10000 characters) can't be the name of a command" in run.err
    assert len(run.err) < 1000


def test_fault_25_names_that_are_equal_to_python_only(project: Project) -> None:
    """Python's parser takes the ligature for the two letters it stands for; `set_command` can't."""
    project.write(
        commands=HEAD
        + """
@commands.command()
async def \ufb01le() -> None: ...

@commands.command("\ufb01le")
async def ligature() -> None: ...
"""
    )
    run = project.run("build", "--output-format", "concise")
    assert run.code == 1
    assert run.err == (
        "commands.py:10:11: error[invalid-command-name]: "
        "'\\ufb01le' can't be the name of a command\n"
    )
