"""Channels: messages from a command to the page that called it, in order.

The page makes a channel and sends its id in the body; see
https://v2.tauri.app/develop/calling-frontend/#channels.

    class Download(BaseModel):
        url: HttpUrl
        on_progress: JavaScriptChannelId[Progress]

    @commands.command()
    async def download(body: Download, webview_window: WebviewWindow) -> None:
        channel = body.on_progress.channel_on(webview_window.as_ref_webview())
        channel.send_model(Progress(percent=50))
"""

from typing import Annotated, Generic, Self

from pydantic import AfterValidator, BaseModel, RootModel, StringConstraints
from typing_extensions import TypeVar

from pytauri_runtime.codec import is_model, json_encoder
from pytauri_runtime.handles import HostChannel, Webview
from pytauri_runtime.json_text import check_json

ModelT = TypeVar("ModelT", bound=BaseModel, default=BaseModel)

_PREFIX = "__CHANNEL__:"
_LARGEST_ID = 2**32 - 1


def _check_range(text: str) -> str:
    if int(text.removeprefix(_PREFIX)) > _LARGEST_ID:
        raise ValueError(f"a channel id is at most {_LARGEST_ID}")
    return text


_ChannelText = Annotated[
    str, StringConstraints(pattern=rf"^{_PREFIX}[0-9]{{1,10}}$"), AfterValidator(_check_range)
]


class JavaScriptChannelId(RootModel[_ChannelText], Generic[ModelT]):
    """The id of a channel that the page made; its JSON is ``"__CHANNEL__:<u32>"``.

    Use it as a field of a model or as the body itself; the parameter is the model of a message.
    The text is Tauri's: https://docs.rs/tauri/2/tauri/ipc/struct.JavaScriptChannelId.html.
    """

    @classmethod
    def from_str(cls, value: str, /) -> Self:
        """Parse ``"__CHANNEL__:<u32>"``.

        Raises:
            pydantic.ValidationError: ``value`` is something else; a ``ValueError``.
        """
        return cls(value)

    def channel_on(self, webview: Webview, /) -> "Channel[ModelT]":
        """Open the sending end, on the page that made the channel; from any thread."""
        number = int(self.root.removeprefix(_PREFIX))
        return Channel(webview.open_channel(number), model=self._message_model())

    @classmethod
    def _message_model(cls) -> type[ModelT] | None:
        for base in cls.__mro__:
            if issubclass(base, JavaScriptChannelId):
                for argument in base.__pydantic_generic_metadata__["args"]:
                    return argument if is_model(argument) else None
        return None


class Channel(Generic[ModelT]):
    """The sending end of a channel. Its methods may be called from any thread and never block."""

    def __init__(self, host_channel: HostChannel, /, *, model: type[ModelT] | None = None) -> None:
        """Wrap a host's channel.

        Args:
            host_channel: What `Webview.open_channel` returned.
            model: The declared model of a message; ``None`` if none is declared.
        """
        self._host_channel = host_channel
        self._encode = None if model is None else json_encoder(model)

    def id(self) -> int:
        """Return the number that the page gave the channel."""
        return self._host_channel.id()

    def send(self, data: str | bytes, /) -> None:
        """Send one message: ``str`` is JSON text, ``bytes`` arrives as an ``ArrayBuffer``.

        Raises:
            InvalidJsonError: ``data`` is text that is not JSON. Nothing is sent.
        """
        if isinstance(data, str):
            check_json(data)
        self._host_channel.send(data)

    def send_model(self, model: ModelT, /) -> None:
        """Send ``model`` as JSON, by the schema of the declared model (else by its own).

        Raises:
            UnserializableError: it does not serialise as that. Nothing is sent.
        """
        encode = self._encode or json_encoder(type(model))
        self._host_channel.send(encode(model))
