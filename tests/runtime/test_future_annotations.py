"""``from __future__ import annotations``: every annotation is text, and is evaluated."""

import pytest

from pytauri_runtime.exceptions import UnresolvedAnnotationError
from pytauri_runtime.hosts.memory import MemoryHost

from . import future_annotations


def test_the_command_runs(backend: str) -> None:
    with MemoryHost(future_annotations.commands, backend=backend) as host:
        assert host.call("greet", {"name": "Ada"}, headers=[(b"a", b"b")]) == {"Ada": 1}


def test_fault_17_a_name_imported_for_type_checkers_only() -> None:
    with pytest.raises(UnresolvedAnnotationError, match="if TYPE_CHECKING:") as caught:
        future_annotations.commands.command()(future_annotations.checked_only)
    assert caught.value.parameter == "body"
