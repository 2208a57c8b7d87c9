"""The seed's own example runs; it uses asyncio, so only there."""

import pytest

from pytauri_runtime.hosts.memory import CommandRejected, MemoryHost

from .seed_examples import commands


def test_the_download_example() -> None:
    with MemoryHost(commands) as host:
        channel = host.channel()
        body = {"url": "https://example.com/", "channel": channel.id}
        assert host.call("download", body) is None
        assert [channel.receive(), channel.receive()] == [0, 1]


def test_the_example_with_a_channel_as_body() -> None:
    with MemoryHost(commands) as host:
        channel = host.channel()
        with pytest.raises(CommandRejected, match="`NoneType` was given where `bytes` is declared"):
            host.call("my_command", channel.id)  # its body is `...`
