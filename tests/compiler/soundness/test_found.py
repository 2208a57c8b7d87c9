"""What drawn programs have found: each a small program of its own."""

from __future__ import annotations

from pytauri_gen import ir
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.substitution import substituted
from tests.compiler.in_process import compiled as files_of
from tests.compiler.soundness.drawn import MODULE, compiled
from tests.compiler.soundness.prelude import PRELUDE
from tests.compiler.soundness.programs import Program


def declarations(source: str, *annotations: str) -> str:
    """The emitted declarations of a program whose commands take and give some types."""
    diagnostics, files = outcome(source, *annotations)
    assert diagnostics == []
    return files[f"{MODULE}.d.ts"]


def outcome(source: str, *annotations: str) -> tuple[list[Diagnostic], dict[str, str]]:
    """What is wrong with a program, or else its files."""
    return files_of([compiled(Program(PRELUDE + source, annotations)).commands])


def test_a_root_model_with_an_annotated_root_is_not_generic() -> None:
    source = """
class Names(RootModel):
    root: list[str]
"""
    assert "export type Names = string[];" in declarations(source, "Names")


def test_a_bare_root_model_is_still_refused() -> None:
    diagnostics = outcome("class Bare(RootModel): ...", "Bare")[0]
    assert {each.message.partition(" has ")[0] for each in diagnostics} == {
        "the generic Bare without its types"
    }


def test_fault_30_a_field_with_a_default_may_hold_a_dataclass() -> None:
    """Pydantic lists a dataclass's fields by their names alone."""
    source = """
class Holder(BaseModel):
    boxes: list[Box[int]] = []
"""
    assert "boxes: Box<number>[];" in declarations(source, "Holder")


def test_the_arguments_of_a_model_are_under_its_own_configuration() -> None:
    source = """
@pydantic.dataclasses.dataclass(config=ConfigDict(ser_json_temporal="seconds"))
class Outer:
    at: datetime
    pairs: list[Pair[datetime]]
    boxes: list[Box[datetime]]
"""
    text = declarations(source, "Outer", "Pair[datetime]", "Box[datetime]")
    assert "at: number;" in text
    assert "pairs: Pair<string, number>[];" in text
    assert "boxes: Box<number>[];" in text


def test_what_is_beside_something_sent_as_any_may_be_sent_so_too() -> None:
    source = """
Text = Annotated[int, PlainSerializer(str, return_type=str, when_used="json")]
class Sent(BaseModel):
    any: Union[SerializeAsAny[Point], list[Text]]
    own: Union[Point, list[Text]]
"""
    text = declarations(source, "Sent")
    assert "any: Point | string[] | number[];" in text
    assert "own: Point | string[];" in text


def test_what_is_beside_a_sequence_may_be_sent_as_it_is() -> None:
    """Pydantic's serializer of sequences passes on what is none."""
    source = """
Text = Annotated[int, PlainSerializer(str, return_type=str)]
class Sent(BaseModel):
    any: Union[Sequence[bool], Text]
    plain: Union[Sequence[datetime], date]
"""
    text = declarations(source, "Sent")
    assert "any: boolean[] | string | number;" in text
    assert "plain: string[] | string;" in text


def test_what_is_wrong_inside_a_type_alias_is_a_diagnostic() -> None:
    source = 'Bad = TypeAliasType("Bad", Union[None, dict[None, int]])'
    assert [each.code for each in outcome(source, "Bad")[0]] == ["unsupported-type"]


def test_the_arguments_of_a_generic_alias_may_be_met_in_another_model() -> None:
    """Where pydantic refers to them by another way."""
    source = """
Given = TypeAliasType("Given", Union[T, None], type_params=(T,))
Held = TypeAliasType("Held", tuple[T, ...], type_params=(T,))
class Once(BaseModel):
    one: Held[list[Given[str]]]
    two: Given[str]
class Other(BaseModel):
    one: Held[list[Given[str]]]
"""
    text = declarations(source, "Once", "Other")
    assert text.count("one: Held<Given<string>[]>;") == 2


def test_the_end_of_a_tuple_survives_substitution() -> None:
    held = ir.Variable("T")
    shape = ir.Alias(ir.Tuple((held,), rest=held, last=(held, ir.Object((), extra=True))))
    text = ir.Scalar("string")
    assert substituted(shape, {"T": text}) == ir.Alias(
        ir.Tuple((text,), rest=text, last=(text, ir.Object((), extra=True)))
    )


def test_a_typed_dict_is_sent_as_the_class_around_it_says() -> None:
    """Its own configuration is for validation alone."""
    source = """
class Own(TypedDict):
    __pydantic_config__ = ConfigDict(ser_json_temporal="seconds")
    at: time
class Around(BaseModel):
    model_config = ConfigDict(ser_json_temporal="seconds")
    inner: Inner
class Inner(TypedDict):
    __pydantic_config__ = ConfigDict(strict=True)
    at: time
"""
    text = declarations(source, "Own", "Around")
    assert "export interface Own {\n  at: string;" in text
    assert "export interface InnerInput {\n  at: string;" in text
    assert "export interface Inner {\n  at: number;" in text


def test_fault_35_what_two_configurations_make_alike_is_one_type() -> None:
    source = """
@dataclasses.dataclass
class Shared:
    x: int
class Loose(BaseModel):
    model_config = ConfigDict(extra="allow", ser_json_temporal="seconds")
    shared: Shared
    entry: Entry[int]
"""
    text = declarations(source, "Shared", "Loose", "Entry[str]")
    assert text.count("export interface Shared") == 1


def test_fault_35_further_members_are_left_out_if_only_some_uses_allow_them() -> None:
    source = """
class Shared(TypedDict):
    x: int
class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    shared: Shared
class Closed(BaseModel):
    shared: Shared
"""
    one, other = declarations(source, "Open", "Closed"), declarations(source, "Closed", "Open")
    for text in (one, other):
        assert "export interface Shared {\n  x: number;\n}" in text


def test_fault_35_what_two_configurations_make_different_is_refused() -> None:
    """Named tuples and type aliases have none of their own."""
    source = """
class Lap(NamedTuple):
    at: time
When = TypeAliasType("When", time)
class Seconds(BaseModel):
    model_config = ConfigDict(ser_json_temporal="seconds")
    lap: Lap
    when: When
"""
    found = outcome(source, "Lap", "Seconds", "When")[0]
    assert sorted(each.message for each in found) == [
        "Lap under a second configuration has no TypeScript type",
        "When under a second configuration has no TypeScript type",
    ]
    assert any("Seconds.lap → Lap" in note for each in found for note in each.notes)


def test_fault_36_a_path_into_an_object_has_to_lead_somewhere() -> None:
    """Or else pydantic takes the object for a further member."""
    source = """
class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")
    x: int = Field(default=1, validation_alias=AliasPath("deep", "x"))
class Open(BaseModel):
    x: int = Field(default=1, validation_alias=AliasPath("deep", "x"))
"""
    text = declarations(source, "Closed", "Open")
    assert "export interface ClosedInput {\n  deep?: { x: number };" in text
    assert "export interface OpenInput {\n  deep?: { x?: number };" in text
