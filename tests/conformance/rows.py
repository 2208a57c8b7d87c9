"""The table of docs/protocol.md: what is said there of calls, and holds on each host."""

from tests.conformance.rows_of_calls import CALLS, CANCELLATION, REJECTIONS
from tests.conformance.rows_of_streams import CHANNELS, STREAMS

ROWS = [*CALLS, *REJECTIONS, *CANCELLATION, *STREAMS, *CHANNELS]
