"""Prints values as TypeScript: one function per place where a user's text may end up.

Each returns `Code`, and the templates refuse any other string: text that was not
printed for the place it goes to can't reach a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from json import dumps
from typing import Final

from pytauri_gen import ir
from pytauri_gen.code import EMPTY, Code
from pytauri_gen.typescript.anchors import CLOSE, OPEN

_PLAIN_KEY = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)
_TAG = re.compile(r"(^|[\s{*/])@", re.MULTILINE)
_LINE_END = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Control, invisible, line-ending, bidirectional and lone surrogate characters."""

INDENT: Final = "  "
ARGUMENTS: Final = Code("args")
"""What a function calls the object of its named arguments, as Tauri's `invoke` does."""


@cache
def identifier(name: str) -> Code:
    """A name that has already been spelled as a TypeScript identifier.

    Raises:
        ValueError: it is none.
    """
    if not name.replace("$", "_").isidentifier() or _UNSAFE.search(name):
        raise ValueError(f"not an identifier: {name!r}")
    return Code(name)


def anchored(code: Code, index: int) -> Code:
    """Code whose place in the file is wanted for the source map, under an index."""
    return Code(f"{OPEN}{index}{CLOSE}{code}{OPEN}{CLOSE}")


def string(value: str) -> Code:
    """A double-quoted string literal, readable where that is safe."""
    quoted = _UNSAFE.sub(_escape, dumps(value, ensure_ascii=False))
    return Code(quoted.replace("</", "<\\/").replace("<!", "\\u003C!"))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def constant(value: ir.Constant) -> Code:
    """A literal expression, which is also the literal's type."""
    if isinstance(value, str):
        return string(value)
    return Code(dumps(value, allow_nan=False))


@cache
def property_key(name: str) -> Code:
    """A member's name in an interface."""
    return Code(name) if _PLAIN_KEY.fullmatch(name) else string(name)


def member(about: Code, key: Code, required: bool, type_: Code) -> str:
    """A member of an interface on a line of its own, below its comment."""
    return _line(about, key, required, type_, ";\n")


def arguments_parameter(members: Code, *, required: bool) -> Code:
    """A parameter that takes an object of some members, their lines as `member` gives them."""
    return Code(f"{ARGUMENTS}{'' if required else '?'}: {{\n{members}}}")


def extra(type_: Code) -> Code:
    """The member of an interface that stands for any others."""
    return Code(f"{INDENT}[key: string]: {type_};\n")


def position(about: Code, label: Code, required: bool, type_: Code) -> str:
    """A position of a tuple on a line of its own, below its comment."""
    return _line(about, label, required, type_, ",\n")


def _line(about: Code, name: Code, required: bool, type_: Code, end: str) -> str:
    """Joined, as an f-string would copy each piece of `Code` first: there are very many lines."""
    return "".join((about, INDENT, name, ": " if required else "?: ", type_, end))


def interface(about: Code, name: Code, members: Code) -> Code:
    """The declaration of an object type, its members' lines as `member` gives them."""
    return Code(f"{about}export interface {name} {{\n{members}}}")


def error_class(about: Code, name: Code, base: Code, code: str, data: Code) -> Code:
    """The declaration of a class of errors, told by a code, with data of a type."""
    return Code(f"{about}export declare class {name} extends {base}<{string(code)}, {data}> {{}}")


def object_type(members: Code) -> Code:
    """An object type without a name, its members' lines as `member` gives them."""
    return Code(f"{{\n{members}}}" if members else "{}")


def labelled_tuple(about: Code, name: Code, positions: Code) -> Code:
    """The declaration of a tuple, its positions' lines as `position` gives them."""
    return Code(f"{about}export type {name} = [\n{positions}];")


def alias(about: Code, name: Code, type_: Code) -> Code:
    """The declaration of a name for a type."""
    return Code(f"{about}export type {name} = {type_};")


def enum(about: Code, name: Code, type_: Code, members: Iterable[tuple[Code, Code, Code]]) -> Code:
    """The declaration of a constant object and, under the same name, the type of its values.

    Args:
        about: the comment above both.
        name: of both.
        type_: the values' type.
        members: the comment above each, its key and its value.
    """
    lines = "".join(
        f"{about_member}{INDENT}readonly {key}: {value};\n" for about_member, key, value in members
    )
    return Code(
        f"{alias(about, name, type_)}\n\n{about}export declare const {name}: {{\n{lines}}};"
    )


def object_key(name: str) -> Code:
    """A member's name in an object literal, where a plain ``__proto__`` is no member."""
    return Code('["__proto__"]') if name == "__proto__" else property_key(name)


def comment(text: str) -> Code:
    """Text on one line of a ``//`` comment."""
    return Code(_comment_text(" ".join(_LINE_END.split(text))))


def doc(text: str | None, indent: str = "") -> Code:
    """A TSDoc comment with its line end, or nothing for no text.

    A line's leading ``@`` is escaped: a docstring is prose, and neither a TSDoc tag nor
    a compiler directive.
    """
    if text is None or not (text := text.strip()):
        return EMPTY
    if _is_harmless(text):
        return Code(f"{indent}/** {text} */\n")
    return _comment(_prose_lines(text), indent)


def block(prose: Iterable[str], tags: Iterable[tuple[str, str]], indent: str = "") -> Code:
    """A TSDoc comment of paragraphs and tags, or nothing for neither.

    Args:
        prose: as for `doc`, without spaces around.
        tags: the compiler's own names of tags, each with what it says: prose as well, or one
            line of `Code`.
        indent: what each line starts with.
    """
    lines: list[str] = []
    for paragraph in prose:
        lines += [*([""] if lines else []), *_prose_lines(paragraph)]
    after_prose = [""] if lines else []
    for name, text in tags:
        first, *more = [text] if isinstance(text, Code) else _prose_lines(text.strip())
        lines += [*after_prose, f"@{name} {first}".rstrip(), *more]
        after_prose = []
    return _comment(lines, indent) if lines else EMPTY


def link(name: Code, text: str) -> Code:
    """A line of a TSDoc comment that leads to a name, and goes on with text."""
    return Code(f"{{@link {name}}} {comment(text)}".rstrip())


def _prose_lines(text: str) -> list[str]:
    return [_comment_text(line).rstrip() for line in _LINE_END.split(text)]


def _comment(lines: list[str], indent: str) -> Code:
    if len(lines) == 1:
        return Code(f"{indent}/** {lines[0]} */\n")
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return Code(f"{indent}/**\n{body}{indent} */\n")


def _is_harmless(text: str) -> bool:
    """Whether text is one line that needs no escaping in a comment, as most are."""
    return text.isprintable() and "@" not in text and "*/" not in text


def _comment_text(text: str) -> str:
    if _is_harmless(text):
        return text
    return _TAG.sub(r"\1\\@", _UNSAFE.sub(_escape, text)).replace("*/", "*\\/")
