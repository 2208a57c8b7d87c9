"""Events, from registries to the client."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from benchmarks.bundle import bundle
from pydantic import BaseModel

from pytauri_runtime import Commands, Event, JavaScriptChannelId
from tests.compiler.in_process import compiled, inspected
from tests.compiler.project import CONFIG, GREET, HEAD, Project
from tests.compiler.test_capabilities import capability
from tests.compiler.test_rich_clients import run_page


class File(BaseModel):
    day: date


class Told(Event):
    file: File


class Again(Event, name="told"):
    pass


class ToldAll(Event):
    pass


class ToldEveryone(Event, name="told/all"):
    pass


class Holding(Event):
    channel: JavaScriptChannelId[File]


def registry(*events: type[Event]) -> Commands:
    commands = Commands()
    for event in events:
        commands.event(event)
    return commands


def test_a_class_in_several_registries_is_one_event() -> None:
    async def listen(event: Told) -> None: ...

    hearing = Commands()
    hearing.on(Told)(listen)
    outer = registry(ToldAll)
    outer.include(hearing)
    program, diagnostics = inspected([registry(Told), hearing, outer, registry(Told)])
    assert diagnostics == []
    events = [(each.name, each.sent is None, each.heard is None) for each in program.events]
    assert events == [("told", False, False), ("told-all", False, True)]
    assert {direction for _, direction in program.used} == {"input", "output"}


def test_two_classes_of_one_name_in_two_registries() -> None:
    diagnostics, _ = compiled([registry(Told), registry(Again)])
    assert [(each.code, each.message) for each in diagnostics] == [
        ("duplicate-event", "two classes are the event `told`")
    ]
    assert diagnostics[0].hint == 'name one of them: `class Again(Event, name="…")`'


def test_two_names_that_are_one_in_typescript() -> None:
    diagnostics, _ = compiled([registry(ToldAll, ToldEveryone)])
    assert [(each.code, each.message) for each in diagnostics] == [
        ("duplicate-event", "events `told-all` and `told/all` are both `events.toldAll`")
    ]


def test_python_hands_out_no_channel_in_an_event() -> None:
    diagnostics, _ = compiled([registry(Holding)])
    assert [each.code for each in diagnostics] == ["channel-in-output"]


def contract_hash(*commands: Commands) -> str:
    return json.loads(compiled(commands)[1]["pytauri.contract.json"])["hash"]


def test_the_hash_covers_events_and_their_direction() -> None:
    async def listen() -> None: ...

    hearing = Commands()
    hearing.on(Told)(listen)
    both = registry(Told)
    both.include(hearing)
    of_each = [contract_hash(each) for each in (Commands(), registry(Told), hearing, both)]
    assert len({*of_each}) == 4


def test_a_client_without_events_has_no_namespace() -> None:
    _, files = compiled([Commands()])
    assert [name for name in files if name.startswith("$")] == []
    assert "events" not in files["index.js"]


EVENTS = """
from datetime import date
from pytauri_runtime import Event


@commands.event
class Told(Event):
    day: date


@commands.on(Told)
async def hear(event: Told) -> None: ...


@commands.event
class Other(Event):
    pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.config(f'{CONFIG}values = "rich"\n')
    project.write(commands=HEAD + GREET + EVENTS)
    assert project.run("build").code == 0
    return project


def test_payloads_are_converted_both_ways(project: Project) -> None:
    script = """
    import { events, setTransport } from "./client/index.js";
    const calls = [];
    let handler;
    setTransport({
      call: async (call) => (calls.push(call.body), 1),
      openChannel: (receive) => ((handler = receive), 5),
      closeChannel: () => {},
    });
    const heard = [];
    await events.told.listen(({ day }) => heard.push(day instanceof Date, day.getUTCFullYear()));
    handler({ day: "2024-05-01" });
    await events.told.emit({ day: new Date(Date.UTC(2024, 4, 2)) });
    console.log(JSON.stringify([heard, calls]));
    """
    heard, (listening, emitted) = run_page(bundle(script, project.root))
    assert heard == [True, 2024]
    assert json.loads(listening) == {"event": "told", "handler": "__CHANNEL__:5"}
    assert json.loads(emitted)["payload"] == {"day": "2024-05-02"}


def test_a_page_has_only_the_events_that_it_uses(project: Project) -> None:
    without = bundle(
        'import { greet } from "./index.js"; globalThis.used = greet;', project.root / "client"
    )
    assert b"plugin:event" not in without
    assert b"__TAURI_EVENT_PLUGIN" not in without
    one = bundle(  # esbuild keeps all of a namespace that a module exports by its name
        'import * as events from "./$events.js"; globalThis.used = events.other.listen;',
        project.root / "client",
    )
    assert b"plugin:event" in one
    assert b'"other"' in one
    assert b'"told"' not in one


@pytest.mark.parametrize(
    ("permission", "is_warned"),
    [("core:window:default", True), ("core:default", False), ("core:event:allow-listen", False)],
)
def test_a_capability_for_events(project: Project, permission: str, *, is_warned: bool) -> None:
    project.config(f'src-tauri = "src-tauri"\n{CONFIG}')
    project.file("src-tauri/capabilities/main.json", capability("allow-greet", permission))
    run = project.run("build")
    assert run.code == 0
    assert ("warning[events-in-no-capability]" in run.err) == is_warned
    assert ('help: add "core:event:default" to' in run.err) == is_warned
