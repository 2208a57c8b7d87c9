"""The text of `TypeScript("…")`, all that is placed as code of a user's (faults 46 to 48)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytauri_gen.typescript.expression import InvalidExpressionError, expression
from pytauri_runtime import TypeScript
from tests.compiler.project import CONFIG, HEAD, Project
from tests.compiler.tsc import type_check

HARMLESS = [
    "string",
    " string ",
    '"red" | "green"',
    '\'it\\\'s\' | "a\\\\b" | "é"',
    "| 1 | -2 | 0.5",
    "string & { readonly __brand: 'UserId' }",
    "{ a: string, 'b c'?: number, 1: boolean, readonly: true, get: 1, }",
    "{ readonly [key: string]: unknown }",
    "{ [key in 'a' | 'b']?: number[] }",
    "[]",
    "[string, number?, ...boolean[]]",
    "[name: string, rest?: number, ...more: string[]]",
    "readonly string[][]",
    "(string | number)[]",
    "Record<string, Array<Map<string, number>>>",
    "Intl.NumberFormatOptions['style']",
    "keyof Intl.NumberFormatOptions",
    "null",
    "$dollar.$1",
    "Partial<{ a: { b: [1] } }>",
]

HOSTILE = [
    "",
    " ",
    "string;",
    "string; declare const evil: any",
    "string }\nexport const evil = 1; type X = {",
    "string } ; {",
    "string, evil: number",
    "string) => void",
    "string = 1",
    "string /* comment */",
    "string // comment",
    "string */ evil /*",
    "string\nnumber",
    "string\rnumber",
    "string\tnumber",
    "string\u2028number",
    "string\u00a0",
    "string\0",
    "string number",
    "import('fs')",
    "import('./evil.js').Evil",
    "typeof window",
    "typeof import('fs')",
    "new () => void",
    "() => void",
    "(a: string) => void",
    "{ a(): void }",
    "{ get a(): string }",
    "{ a: string; b: number }",
    "string extends infer T ? T : never",
    "`${string}`",
    "`a`",
    '"unclosed',
    '"a\nb"',
    '"\u202e"',
    '"\ud800"',
    '"\x01"',
    '"\\u0022"',
    '"\\x22"',
    "'\\\n'",
    "</script><script>",
    "Array<string",
    "Array<>",
    "Array<string,>",
    "string[",
    "[string",
    "(string",
    "{ a: string",
    "{ a }",
    "{ : string }",
    "string |",
    "string | | number",
    "string & ",
    "a..b",
    ".a",
    "1.2.3",
    "0x10",
    "01",
    "1e5",
    "1n",
    "a-b",
    "@decorator",
    "#private",
    "class {}",
    "function () {}",
    "ﬁle",  # an identifier in Python and TypeScript, but not the same one
    "string" * 400,
    "[" * 60 + "]" * 60,
    "(" * 100_000,
    "x is string",
    "asserts x",
    "unique symbol",
    "abstract new () => void",
    "this",
    "void",
    "??",
    "=>",
    "?.",
    "...string",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_type_is_placed_as_it_is(text: str) -> None:
    assert expression(text) == text.strip(" ")


@pytest.mark.parametrize("text", HOSTILE)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidExpressionError):
        expression(text)


def test_harmless_types_mean_one_type_wherever_they_are_placed(tmp_path: Path) -> None:
    declarations = ["type $dollar = never; declare namespace $dollar { type $1 = 1; }"]
    for number, text in enumerate(HARMLESS):
        type_ = expression(text)
        declarations += [
            f"export type T{number} = {type_};",
            f"export interface I{number} {{\n  a: {type_};\n  b?: {type_};\n}}",
            f"export declare function f{number}(body: {type_}, options?: 1): Promise<{type_}>;",
            f"export type L{number} = [({type_})[], 1];",
            f"export const c{number}: keyof L{number}[0] extends keyof unknown[] ? 0 : 1 = 0;",
        ]
    (tmp_path / "placed.ts").write_text("\n".join(declarations), encoding="utf-8")
    assert type_check(tmp_path, ["placed.ts"], target="es2022", module="esnext", types=[]) == (
        0,
        "",
    )


FRAGMENTS = st.sampled_from(
    [
        *"()[]{}<>|&,.:;?='\"`/*\\-=+!@#$ \n\r\t\u2028\u202e\0",
        *"=> ... // /* */ ${ import typeof string a evil 'a' \"b\" 1 in keyof readonly".split(),
        *"export declare const }; Array< ?: ]:".split(),
    ]
)


@given(text=st.lists(FRAGMENTS, max_size=12).map("".join) | st.text(max_size=12))
def test_what_passes_is_balanced_and_ends_nothing(text: str) -> None:
    """Out of strings, nothing that passes can close what it is placed in, or start a line."""
    try:
        code = expression(text)
    except InvalidExpressionError:
        return
    depth = {"(": 0, "[": 0, "{": 0}
    closing = {")": "(", "]": "[", "}": "{"}
    quote = ""
    escaped = False
    for character in code:
        assert character.isprintable()
        if quote:
            quote = "" if character == quote and not escaped else quote
            escaped = character == "\\" and not escaped
            continue
        assert character not in ";=`/*\\@#+!"
        if character in "\"'":
            quote = character
        elif character in depth:
            depth[character] += 1
        elif character in closing:
            depth[closing[character]] -= 1
            assert depth[closing[character]] >= 0
        assert character != "," or any(depth.values()) or "<" in code
    assert not quote
    assert not any(depth.values())


@pytest.mark.parametrize("text", ["string; evil()", "any }\nexport const evil = 1; //"])
def test_hostile_text_writes_nothing(tmp_path: Path, text: str) -> None:
    project = Project(tmp_path)
    project.config(CONFIG)
    project.write(
        commands=HEAD
        + f"""
from typing import Annotated
from pytauri_runtime import TypeScript

class Light(BaseModel):
    colour: list[Annotated[str, TypeScript({text!r})]]

@commands.command()
async def switch(body: Light) -> None: ...
"""
    )
    run = project.run("build")
    assert run.code == 1
    assert "error[invalid-typescript]" in run.err
    assert "switch → Light.colour" in run.err
    assert not (project.root / "client").exists()


@pytest.mark.parametrize("arguments", [(["string"],), (None,), ("string", "inward")])
def test_what_is_no_text_or_direction_is_refused(arguments: tuple[Any, ...]) -> None:
    with pytest.raises((TypeError, ValueError), match="expected"):
        TypeScript(*arguments)
