"""Every type of `pydantic.types`, `pydantic.networks` and `pydantic.color` (fault 43).

`EmailStr` and `NameEmail` need another package, and have a test of their own.
"""

from pathlib import Path
from typing import Annotated, Any, Callable
from uuid import UUID

from pydantic import (
    UUID1,
    UUID3,
    UUID4,
    UUID5,
    UUID6,
    UUID7,
    UUID8,
    AllowInfNan,
    AmqpDsn,
    AnyHttpUrl,
    AnyUrl,
    AnyWebsocketUrl,
    AwareDatetime,
    Base64Encoder,
    Base64Bytes,
    Base64Str,
    Base64UrlBytes,
    Base64UrlStr,
    BaseModel,
    ByteSize,
    ClickHouseDsn,
    CockroachDsn,
    DirectoryPath,
    EncodedBytes,
    EncodedStr,
    FailFast,
    FilePath,
    FileUrl,
    FiniteFloat,
    FtpUrl,
    FutureDate,
    FutureDatetime,
    HttpUrl,
    ImportString,
    InstanceOf,
    IPvAnyAddress,
    IPvAnyInterface,
    IPvAnyNetwork,
    Json,
    JsonValue,
    KafkaDsn,
    MariaDBDsn,
    MongoDsn,
    MySQLDsn,
    NaiveDatetime,
    NatsDsn,
    NegativeFloat,
    NegativeInt,
    NewPath,
    NonNegativeFloat,
    NonNegativeInt,
    NonPositiveFloat,
    NonPositiveInt,
    OnErrorOmit,
    PastDate,
    PastDatetime,
    PositiveFloat,
    PositiveInt,
    PostgresDsn,
    RedisDsn,
    Secret,
    SecretBytes,
    SecretStr,
    SerializeAsAny,
    SkipValidation,
    SnowflakeDsn,
    SocketPath,
    Strict,
    StrictBool,
    StrictBytes,
    StrictFloat,
    StrictInt,
    StrictStr,
    StringConstraints,
    UrlConstraints,
    WebsocketUrl,
    conbytes,
    condate,
    condecimal,
    confloat,
    confrozenset,
    conint,
    conlist,
    conset,
    constr,
)
from pydantic.color import Color
from pydantic.types import PathType, PaymentCardNumber, UuidVersion
from pytauri_runtime import Commands

commands = Commands()


class Numbers(BaseModel):
    strict: tuple[StrictBool, StrictInt, StrictFloat, StrictStr, StrictBytes]
    integers: tuple[PositiveInt, NegativeInt, NonPositiveInt, NonNegativeInt]
    floats: tuple[PositiveFloat, NegativeFloat, NonPositiveFloat, NonNegativeFloat, FiniteFloat]
    size: ByteSize
    infinite: Annotated[float, AllowInfNan(True)]
    constrained: tuple[conint(gt=1), confloat(lt=2), condecimal(max_digits=3), condate()]
    text: tuple[
        constr(pattern="^a/b$"), conbytes(min_length=1), Annotated[str, StringConstraints()]
    ]
    lists: tuple[
        conlist(int, min_length=1),
        conset(int, max_length=3),
        confrozenset(int),
        Annotated[list[int], FailFast()],
    ]


class Text(BaseModel):
    uuids: tuple[UUID1, UUID3, UUID4, UUID5, UUID6, UUID7, UUID8]
    paths: tuple[FilePath, DirectoryPath, NewPath, SocketPath]
    dates: tuple[PastDate, FutureDate, PastDatetime, FutureDatetime, AwareDatetime, NaiveDatetime]
    base64: tuple[Base64Bytes, Base64Str, Base64UrlBytes, Base64UrlStr]
    encoded: tuple[
        Annotated[bytes, EncodedBytes(encoder=Base64Encoder)],
        Annotated[str, EncodedStr(encoder=Base64Encoder)],
    ]
    annotated: tuple[
        Annotated[str, Strict()],
        Annotated[UUID, UuidVersion(4)],
        Annotated[Path, PathType("new")],
        Annotated[AnyUrl, UrlConstraints(max_length=99)],
    ]
    imported: ImportString[Any]
    imported_function: ImportString[Callable[[float], float]]
    card: PaymentCardNumber
    color: Color


class Networks(BaseModel):
    web: tuple[AnyUrl, AnyHttpUrl, HttpUrl, AnyWebsocketUrl, WebsocketUrl, FileUrl, FtpUrl]
    services: tuple[
        PostgresDsn, CockroachDsn, AmqpDsn, RedisDsn, MongoDsn, KafkaDsn, NatsDsn, MySQLDsn
    ]
    more: tuple[MariaDBDsn, ClickHouseDsn, SnowflakeDsn]
    addresses: tuple[IPvAnyAddress, IPvAnyInterface, IPvAnyNetwork]


class Wrapped(BaseModel):
    secret: SecretStr
    secret_bytes: SecretBytes
    pin: Secret[int]
    json_list: Json[list[int]]
    json_any: Json
    json_value: JsonValue
    instance: InstanceOf[int]
    unchecked: SkipValidation[int]
    as_any: SerializeAsAny[Numbers]
    lenient: list[OnErrorOmit[int]]


class Everything(BaseModel):
    numbers: Numbers
    text: Text
    networks: Networks
    wrapped: Wrapped


@commands.command()
async def echo(body: Everything) -> Everything:
    return body
