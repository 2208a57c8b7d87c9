"""What the schemas of a project came to: plain data, for runs that have none of them to read."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from pytauri_gen.compiled import Compiled
from pytauri_gen.config import Config
from pytauri_gen.diagnostics.model import Diagnostic
from pytauri_gen.files import GeneratedFile


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of the schemas.

    Attributes:
        files: the modules of models, complete, unless some diagnostic is an error.
        diagnostics: all problems.
        inputs: the files that were read.
    """

    files: Sequence[GeneratedFile] = ()
    diagnostics: Sequence[Diagnostic] = ()
    inputs: Sequence[str] = ()

    @property
    def failed(self) -> bool:
        """Whether the program can't be compiled, for want of its models."""
        return any(each.severity == "error" for each in self.diagnostics)

    @property
    def complete(self) -> bool:
        """Whether all that is needed to read them is installed."""
        return not any(each.code == "missing-extra" for each in self.diagnostics)

    def joined(self, compiled: Compiled, drifted: Sequence[Diagnostic] = ()) -> Compiled:
        """What became of a program, and of the schemas that its models come from."""
        return dataclasses.replace(
            compiled,
            diagnostics=[*drifted, *self.diagnostics, *compiled.diagnostics],
            inputs=[*self.inputs, *compiled.inputs],
        )


def prepare_models(config: Config) -> Prepared:
    """What the project's schemas come to; a project without any pays nothing for it."""
    if not config.schemas:
        return Prepared()
    from pytauri_gen.schemas.stage import prepare  # noqa: PLC0415  see above

    return prepare(config)
