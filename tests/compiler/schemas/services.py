"""A project that takes its types from the schemas in `services`."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.compiler.project import Project

FOLDER = Path(__file__).parent / "services"

SERVICES = {
    "osv": ("osv/schema.json", "Vulnerability"),
    "compose": ("compose/compose-spec.json", "Compose"),
    "github_workflow": ("github-workflow/github-workflow.json", "Workflow"),
    "json_resume": ("json-resume/schema.json", "Resume"),
    "mcp": ("mcp/schema.json", ""),
    "cyclonedx": ("cyclonedx/bom-1.6.schema.json", "Bom"),
    "petstore": ("petstore/openapi.yaml", ""),
    "pokeapi": ("pokeapi/openapi.yml", ""),
    "cloudevents": ("cloudevents/cloudevents.json", "Event"),
    "cloudevents_avro": ("cloudevents/cloudevents.avsc", ""),
    "slack_rtm": ("slack-rtm/slack-rtm-asyncapi.yml", ""),
    "swapi": ("swapi/schema.graphql", ""),
    "openapi": ("openapi/schema.yaml", "Description"),
}
"""The schema of each module of models, and the name of its root, if it has one."""

CONFIG = """\
commands = ["commands"]
contract = "pytauri.contract.json"

[typescript]
out = "client"

[schemas]
"""

COMMANDS = """\
from importlib import import_module
from typing import Any

from pytauri_runtime import Commands

commands = Commands()


def add_echo(name: str, model: type) -> None:
    async def echo(body: Any) -> Any:
        return body

    echo.__annotations__ = {"body": model, "return": model}
    commands.command(name)(echo)


for service in SERVICES:
    module = import_module(f"models.{service}")
    for name, member in vars(module).items():
        if getattr(member, "__module__", "") == module.__name__ and name.isidentifier():
            add_echo(f"{service}_{name.lstrip('_')}", member)
"""
"""A command for each class, which takes it and returns it."""


def services_project(root: Path) -> Project:
    """A project with all schemas of `services`, not yet built."""
    project = Project(root, timeout=110)
    shutil.copytree(FOLDER, root / "contracts")
    project.config(CONFIG + "\n".join(map(_entry, SERVICES)))
    project.write(commands=f"SERVICES = {list(SERVICES)}\n\n" + COMMANDS, models____init__="")
    return project


def _entry(service: str) -> str:
    schema, root = SERVICES[service]
    name = f', class-name = "{root}"' if root else ""
    return f'"contracts/{schema}" = {{ module = "models/{service}.py"{name} }}'
