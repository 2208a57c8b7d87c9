"""How values and programs are drawn where the real compilers judge them."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings

FEW_LARGE = settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],  # a smaller program is no clearer than the compiler's message
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""A few examples, each of many values: starting the compilers takes the time."""
