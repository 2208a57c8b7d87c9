"""One call of a test: what comes back for it, and how it is cancelled."""

from collections.abc import Callable
from dataclasses import dataclass

from anyio import fail_after, move_on_after
from anyio.lowlevel import checkpoint

from pytauri_runtime.arguments import Headers
from pytauri_runtime.hosts.answers import Answer, Rejected
from pytauri_runtime.testing.inbox import Inbox
from pytauri_runtime.testing.rejection import CallRejected


@dataclass(frozen=True, slots=True)
class Request:
    """What a call consists of."""

    command: str
    body: bytes | None
    headers: Headers
    timeout: float | None
    """The longest wait for each thing that comes back, in seconds."""


@dataclass(frozen=True, slots=True)
class End:
    """How a call was answered."""

    answer: Answer
    fault: BaseException | None
    """What the command raised."""


Message = str | bytes | End
"""What comes back for a call: the frames of a stream, then the answer."""


class Exchange:
    """One call. It is for one task at a time."""

    def __init__(
        self,
        request: Request,
        call_id: str,
        inbox: Inbox[Message],
        tell: Callable[[str], None],
    ) -> None:
        """Wait for what comes back for a call; ``tell`` sends messages about it."""
        self.ended = False
        self._tell = tell
        self._request = request
        self._id = call_id
        self._inbox = inbox

    async def next_frame(self) -> str | bytes | None:
        """Take the next frame of a stream; ``None`` if that has ended.

        Raises:
            CallRejected: the call was rejected.
            TimeoutError: nothing came in time, and the call has been cancelled.
        """
        message = await self._next()
        return None if isinstance(message, End) else message

    async def result(self) -> str | bytes:
        """Wait for the result: JSON text, or raw bytes.

        Raises:
            CallRejected: the call was rejected.
            TimeoutError: it was not answered in time, and has been cancelled.
        """
        while not isinstance(message := await self._next(), End):
            pass  # a frame that nobody has asked for
        return message.answer.value

    def tell_received(self, frames: int) -> None:
        """Let the command go on that waits for its frames to be read."""
        self._tell(f"received {self._id} {frames}")

    def tell_cancelled(self) -> None:
        """Cancel the call, unless it has ended."""
        if not self.ended:
            self._tell(f"cancel {self._id}")

    async def cancel(self) -> None:
        """Cancel the call, and wait until it is answered, for as long as for anything else."""
        self.tell_cancelled()
        with move_on_after(self._request.timeout, shield=True):
            while not self.ended:
                self.ended = isinstance(await self._inbox.take(), End)

    async def _next(self) -> Message:
        try:
            await checkpoint()  # other tasks get their turn, however quick the command is
            with fail_after(self._request.timeout):
                message = await self._inbox.take()
        except TimeoutError:
            await self.cancel()
            raise TimeoutError(
                f"nothing came from `{self._request.command}` within {self._request.timeout} s, "
                "so it was cancelled"
            ) from None
        except BaseException:
            await self.cancel()
            raise
        if isinstance(message, End):
            self.ended = True
            if isinstance(message.answer, Rejected):
                raise CallRejected(message.answer.value) from message.fault
        return message
