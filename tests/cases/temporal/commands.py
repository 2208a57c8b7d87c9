"""What pydantic's configuration makes of times, bytes and infinities (faults 43 and 44)."""

from datetime import date, datetime, time, timedelta

from pydantic import BaseModel, ConfigDict
from pytauri_runtime import Commands

commands = Commands()


class Times(BaseModel):
    day: date
    clock: time
    moment: datetime
    lapse: timedelta
    by_lapse: dict[timedelta, int]


class Seconds(Times):
    """Python takes them for what it has sent: one type in both directions."""

    model_config = ConfigDict(ser_json_temporal="seconds")


class Milliseconds(Times):
    """Python would read the numbers of `clock` and `lapse` as seconds: it takes text for them."""

    model_config = ConfigDict(ser_json_temporal="milliseconds", val_temporal_unit="milliseconds")


class Guessed(Times):
    """Python would guess the unit of all: it takes text for them."""

    model_config = ConfigDict(ser_json_temporal="milliseconds")


class StrictSeconds(Times):
    """Strictly, a number is no time."""

    model_config = ConfigDict(ser_json_temporal="seconds", strict=True)


class Durations(Times):
    model_config = ConfigDict(ser_json_timedelta="float")


class Raw(BaseModel):
    raw: bytes


class Base64(Raw):
    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
    by_raw: dict[bytes, int]


class Hex(Raw):
    model_config = ConfigDict(ser_json_bytes="hex", val_json_bytes="hex")


class Mixed(Raw):
    """What comes out is not what goes in, though both are text."""

    model_config = ConfigDict(ser_json_bytes="hex")


class Floats(BaseModel):
    value: float
    values: list[float]


class Named(Floats):
    model_config = ConfigDict(ser_json_inf_nan="strings")


class NamedStrictly(Floats):
    model_config = ConfigDict(ser_json_inf_nan="strings", strict=True)


class Finite(Floats):
    model_config = ConfigDict(ser_json_inf_nan="strings", allow_inf_nan=False)


class Everything(BaseModel):
    """Each model has its own configuration, this one the default."""

    model_config = ConfigDict(ser_json_temporal="iso8601")
    times: tuple[Times, Seconds, Milliseconds, Guessed, StrictSeconds, Durations]
    bytes: tuple[Raw, Base64, Hex, Mixed]
    floats: tuple[Floats, Named, NamedStrictly, Finite]
    lapse: timedelta


@commands.command()
async def echo(body: Everything) -> Everything:
    return body
