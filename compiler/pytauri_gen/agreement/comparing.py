"""Whether all that one side may send is what the other side takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pytauri_gen.agreement.constants import admits
from pytauri_gen.agreement.forms import (
    Anything,
    Constants,
    Form,
    Forms,
    Items,
    Members,
    Number,
    Text,
    Untold,
    described,
)
from pytauri_gen.agreement.insides import compare_bounds, compare_items, compare_members
from pytauri_gen.agreement.reading import Reader
from pytauri_gen.agreement.steps import Mismatch, Pair, Step
from pytauri_gen.agreement.texts import compare_texts


@dataclass(slots=True)
class Comparison:
    """Compares what a `sender` has schemas of with what a `receiver` has.

    Attributes:
        sender: reads the one side.
        receiver: reads the other.
        takes_types: whether the receiver is a type of Python, which reads more than it says.
    """

    sender: Reader
    receiver: Reader
    takes_types: bool
    _fits: dict[Pair, bool] = field(default_factory=dict[Pair, bool])

    def mismatches(self, pair: Pair) -> Iterator[Mismatch]:
        """All that may be sent and is not taken, each at the nearest place that has a schema.

        Raises:
            DiagnosticError: a schema can't be read.
        """
        pending, seen = [(pair, pair)], {pair}
        while pending:
            current, known = pending.pop()
            known = Pair(current.sender or known.sender, current.receiver or known.receiver)
            for step in self._steps(current):
                if isinstance(step, Mismatch):
                    sender, receiver = step.sender or known.sender, step.receiver or known.receiver
                    yield replace(step, sender=sender, receiver=receiver)
                elif step not in seen:
                    seen.add(step)
                    pending.append((step, known))

    def _steps(self, pair: Pair) -> Iterator[Step]:
        taken = self.receiver.forms(pair.receiver)
        if any(isinstance(each, (Anything, Untold)) for each in taken):
            return
        for form in self.sender.forms(pair.sender):
            if pair.are_names and isinstance(form, Anything):
                yield from self._alternative(Text(), taken, pair)
            elif not isinstance(form, Untold):
                yield from self._alternative(form, taken, pair)

    def _alternative(self, form: Form, taken: Forms, pair: Pair) -> Iterator[Step]:
        """Finds what one alternative is taken as."""
        if isinstance(form, Constants):
            left = tuple(value for value in form.values if not _taken(taken, value))
            if left:
                yield self._refused((Constants(left),), taken, pair)
            return
        candidates = [each for each in taken if self._is_for(form, each)]
        if not candidates:
            yield self._refused((form,), taken, pair)
            return
        candidates = self._tagged(form, candidates)
        if len(candidates) == 1:
            yield from self._compare(form, candidates[0], pair)
        elif not any(self._agrees(form, each, pair) for each in candidates):
            yield self._refused((form,), taken, pair)

    def _refused(self, forms: Forms, taken: Forms, pair: Pair) -> Mismatch:
        text = f"{{sender}} may be {described(forms)}, and {{receiver}} is {described(taken)}"
        return Mismatch(text, pair.sender, pair.receiver)

    def _is_for(self, form: Form, other: Form) -> bool:
        """Whether an alternative of the receiver's is of the JSON type of a sender's."""
        if type(form) is type(other):
            return True
        # Python reads a `Decimal` from a number too.
        is_decimal = isinstance(other, Text) and other.format == "decimal"
        return self.takes_types and is_decimal and isinstance(form, Number)

    def _tagged(self, form: Form, candidates: list[Form]) -> list[Form]:
        """The candidates whose constant members are those of an object, if there are any."""
        if len(candidates) == 1 or not isinstance(form, Members):
            return candidates
        return [each for each in candidates if self._has_tags_of(form, each)] or candidates

    def _has_tags_of(self, form: Members, other: Form) -> bool:
        if not isinstance(other, Members):
            return False
        shared = form.named.keys() & other.named.keys()
        pairs = [Pair(form.named[name].part, other.named[name].part) for name in shared]
        tags = [pair for pair in pairs if self._are_constants(pair)]
        return bool(tags) and all(map(self._holds, tags))

    def _are_constants(self, pair: Pair) -> bool:
        forms = (*self.sender.forms(pair.sender), *self.receiver.forms(pair.receiver))
        return all(isinstance(each, Constants) for each in forms)

    def _agrees(self, form: Form, other: Form, pair: Pair) -> bool:
        return all(
            step.idle if isinstance(step, Mismatch) else self._holds(step)
            for step in self._compare(form, other, pair)
        )

    def _holds(self, pair: Pair) -> bool:
        """Whether nothing is wrong with a pair; what it leads back to is taken to be right."""
        if pair not in self._fits:
            self._fits[pair] = True
            self._fits[pair] = all(each.idle for each in self.mismatches(pair))
        return self._fits[pair]

    def _compare(self, form: Form, other: Form, pair: Pair) -> Iterator[Step]:
        match form, other:
            case Number(), Number():
                if other.whole and not form.whole:
                    yield self._refused((form,), (other,), pair)
                whole = form.whole and other.whole
                yield from compare_bounds(form.bounds, other.bounds, pair, whole=whole)
            case Text(), Text():
                yield from compare_texts(form, other, pair, takes_types=self.takes_types)
            case Items(), Items():
                yield from compare_items(form, other, pair, strict=not self.takes_types)
            case Members(), Members():
                yield from compare_members(form, other, pair)
            case _:
                pass


def _taken(forms: Forms, value: object) -> bool:
    return any(admits(each, value) for each in forms)
