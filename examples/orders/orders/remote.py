"""Commands that call Swagger Petstore - OpenAPI 3.0 1.0.27-SNAPSHOT.

Written once by `pytauri-gen import petstore.openapi.yaml`, and the app's own from then on.

This is a sample Pet Store Server based on the OpenAPI 3.0 specification.  You can find out more
about
Swagger at [https://swagger.io](https://swagger.io). In the third iteration of the pet store, we've
switched to the design first approach!
You can now help us improve the API whether it's by making changes to the definition itself or to
the code.
That way, with time, we can improve the API in general, and expose some of the new features in OAS3.

Some useful links:
- [The Pet Store repository](https://github.com/swagger-api/swagger-petstore)
- [The source API definition for the Pet
Store](https://github.com/swagger-api/swagger-petstore/blob/master/src/main/resources/openapi.yaml)
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, TypeVar, cast
from urllib.parse import quote

import httpx
from pydantic import MISSING, AwareDatetime, Base64Bytes, BaseModel, ConfigDict, Field, TypeAdapter
from pydantic_core import to_jsonable_python
from pytauri_runtime import AppHandle, CommandError, Commands, Depends

BASE_URL = "https://petstore3.swagger.io/api/v3"

commands = Commands(arguments="named")


class Status(StrEnum):
    """
    pet status in the store
    """

    AVAILABLE = "available"
    PENDING = "pending"
    SOLD = "sold"


class Category(BaseModel):
    model_config = ConfigDict(
        validate_by_name=True,
        use_attribute_docstrings=True,
        json_schema_extra={"xml": {"name": "category"}},
    )
    id: Annotated[int | MISSING, Field(examples=[1])] = MISSING
    name: Annotated[str | MISSING, Field(examples=["Dogs"])] = MISSING


class Tag(BaseModel):
    model_config = ConfigDict(
        validate_by_name=True,
        use_attribute_docstrings=True,
        json_schema_extra={"xml": {"name": "tag"}},
    )
    id: int | MISSING = MISSING
    name: str | MISSING = MISSING


class ApiResponse(BaseModel):
    model_config = ConfigDict(
        validate_by_name=True,
        use_attribute_docstrings=True,
        json_schema_extra={"xml": {"name": "##default"}},
    )
    code: int | MISSING = MISSING
    type: str | MISSING = MISSING
    message: str | MISSING = MISSING


class Status1(StrEnum):
    """
    Order Status
    """

    PLACED = "placed"
    APPROVED = "approved"
    DELIVERED = "delivered"


class Order(BaseModel):
    model_config = ConfigDict(
        serialize_by_alias=True,
        validate_by_name=True,
        use_attribute_docstrings=True,
        json_schema_extra={"xml": {"name": "order"}},
    )
    id: Annotated[int | MISSING, Field(examples=[10])] = MISSING
    pet_id: Annotated[int | MISSING, Field(alias="petId", examples=[198772])] = MISSING
    quantity: Annotated[int | MISSING, Field(examples=[7])] = MISSING
    ship_date: Annotated[AwareDatetime | MISSING, Field(alias="shipDate")] = MISSING
    status: Annotated[Status1 | MISSING, Field(examples=["approved"])] = MISSING
    """
    Order Status
    """
    complete: bool | MISSING = MISSING


class User(BaseModel):
    model_config = ConfigDict(
        serialize_by_alias=True,
        validate_by_name=True,
        use_attribute_docstrings=True,
        json_schema_extra={"xml": {"name": "user"}},
    )
    id: Annotated[int | MISSING, Field(examples=[10])] = MISSING
    username: Annotated[str | MISSING, Field(examples=["theUser"])] = MISSING
    first_name: Annotated[str | MISSING, Field(alias="firstName", examples=["John"])] = MISSING
    last_name: Annotated[str | MISSING, Field(alias="lastName", examples=["James"])] = MISSING
    email: Annotated[str | MISSING, Field(examples=["john@email.com"])] = MISSING
    password: Annotated[str | MISSING, Field(examples=["12345"])] = MISSING
    phone: Annotated[str | MISSING, Field(examples=["12345"])] = MISSING
    user_status: Annotated[int | MISSING, Field(alias="userStatus", examples=[1])] = MISSING
    """
    User Status
    """


class Pet(BaseModel):
    model_config = ConfigDict(
        serialize_by_alias=True,
        validate_by_name=True,
        use_attribute_docstrings=True,
        json_schema_extra={"xml": {"name": "pet"}},
    )
    id: Annotated[int | MISSING, Field(examples=[10])] = MISSING
    name: Annotated[str, Field(examples=["doggie"])]
    category: Category | MISSING = MISSING
    photo_urls: Annotated[
        list[str], Field(alias="photoUrls", json_schema_extra={"xml": {"wrapped": True}})
    ]
    tags: Annotated[list[Tag] | MISSING, Field(json_schema_extra={"xml": {"wrapped": True}})] = (
        MISSING
    )
    status: Status | MISSING = MISSING
    """
    pet status in the store
    """


class ServiceError(CommandError):
    """The service refuses a call; `body` is what it says of that, if that has a known type."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="ignore")

    status: int


class BadRequest(ServiceError):
    """400 Bad Request"""


class NotFound(ServiceError):
    """404 Not Found"""


class UnprocessableContent(ServiceError):
    """422 Unprocessable Content"""


class Failure(ServiceError):
    """The call failed"""


class UnexpectedAnswer(ServiceError):
    """The service gives an answer that its description doesn't know; `body` is how it begins."""

    body: str


class Unreachable(CommandError):
    """The service can't be reached."""


FAULTS = (UnexpectedAnswer, Unreachable)


class Client(httpx.AsyncClient):
    """What commands call the service with: the first of them makes one for the app.

    An app that calls another server, or has credentials, manages one of its own in `setup`:

        app_handle.manage(Client("https://staging.example.com", headers={"X-Key": key}))

    The service may ask for:

        petstore_auth: oauth2, `headers={'Authorization': 'Bearer …'}`
        api_key: a key, `headers={'api_key': …}`
    """

    def __init__(self, base_url: str = BASE_URL, **options: Any) -> None:
        """Take the options of `httpx.AsyncClient`: `auth`, `headers`, `timeout` and so on."""
        super().__init__(base_url=base_url, **options)

    async def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Return the whole answer to a request; as for `open`."""
        async with self.open(method, path, **options) as response:
            await response.aread()
        return response

    @asynccontextmanager
    async def open(
        self,
        method: str,
        path: str,
        *,
        errors: Mapping[int | str, type[ServiceError]] | None = None,
        accept: str = "application/json",
        headers: Mapping[str, str] | None = None,
        **content: Any,
    ) -> AsyncGenerator[httpx.Response]:
        """Send a request, and give the answer as soon as it begins.

        Args:
            method: Such as ``"GET"``.
            path: What follows the base URL.
            errors: What to raise for a status, for a range such as ``"4XX"``, or by ``"default"``.
            accept: The media types of the answer.
            headers: Sent besides those of the client.
            content: As for `httpx.AsyncClient.stream`: `params`, `json`, `data` and so on.

        Raises:
            ServiceError: the service refuses; one of ``errors``, or `UnexpectedAnswer`.
            Unreachable: there is no answer, or it breaks off.
        """
        sent = {"Accept": accept, **(headers or {})}
        try:
            async with self.stream(method, path, headers=sent, **content) as response:
                if not response.is_success:
                    await response.aread()
                    raise _refusal(response, errors or {})
                yield response
        except httpx.TransportError as error:
            raise Unreachable from error


def _app_client(app_handle: AppHandle) -> Client:
    if app_handle.try_state(Client) is None:
        app_handle.manage(Client())
    return app_handle.state(Client)


AppClient = Annotated[Client, Depends(_app_client)]


@commands.command(raises=[BadRequest, NotFound, UnprocessableContent, Failure, *FAULTS])
async def update_pet(
    client: AppClient,
    body: Annotated[Pet, Field(description="Update an existent pet in the store")],
) -> Pet:
    """Update an existing pet.

    Update an existing pet by Id.

    Raises:
        BadRequest: Invalid ID supplied
        NotFound: Pet not found
        UnprocessableContent: Validation exception
        Failure: Unexpected error
    """
    response = await client.call(
        "PUT",
        "/pet",
        json=to_jsonable_python(body),
        errors={400: BadRequest, 404: NotFound, 422: UnprocessableContent, "default": Failure},
    )
    return _read(response.content, Pet)


@commands.command(raises=[BadRequest, UnprocessableContent, Failure, *FAULTS])
async def add_pet(
    client: AppClient, body: Annotated[Pet, Field(description="Create a new pet in the store")]
) -> Pet:
    """Add a new pet to the store.

    Raises:
        BadRequest: Invalid input
        UnprocessableContent: Validation exception
        Failure: Unexpected error
    """
    response = await client.call(
        "POST",
        "/pet",
        json=to_jsonable_python(body),
        errors={400: BadRequest, 422: UnprocessableContent, "default": Failure},
    )
    return _read(response.content, Pet)


@commands.command(raises=[BadRequest, Failure, *FAULTS])
async def find_pets_by_status(
    client: AppClient,
    status: Annotated[
        Literal["available", "pending", "sold"],
        Field(description="Status values that need to be considered for filter"),
    ] = "available",
) -> list[Pet]:
    """Finds Pets by status.

    Multiple status values can be provided with comma separated strings.

    Raises:
        BadRequest: Invalid status value
        Failure: Unexpected error
    """
    response = await client.call(
        "GET",
        "/pet/findByStatus",
        params=_plain({"status": status}),
        errors={400: BadRequest, "default": Failure},
    )
    return _read(response.content, list[Pet])


@commands.command(raises=[BadRequest, Failure, *FAULTS])
async def find_pets_by_tags(
    client: AppClient,
    tags: Annotated[list[str] | None, Field(description="Tags to filter by")] = None,
) -> list[Pet]:
    """Finds Pets by tags.

    Multiple tags can be provided with comma separated strings. Use tag1, tag2, tag3 for testing.

    Raises:
        BadRequest: Invalid tag value
        Failure: Unexpected error
    """
    response = await client.call(
        "GET",
        "/pet/findByTags",
        params=_plain({"tags": tags}),
        errors={400: BadRequest, "default": Failure},
    )
    return _read(response.content, list[Pet])


@commands.command(raises=[BadRequest, NotFound, Failure, *FAULTS])
async def get_pet_by_id(
    client: AppClient,
    pet_id: Annotated[int, Field(alias="petId", description="ID of pet to return")],
) -> Pet:
    """Find pet by ID.

    Returns a single pet.

    Raises:
        BadRequest: Invalid ID supplied
        NotFound: Pet not found
        Failure: Unexpected error
    """
    response = await client.call(
        "GET",
        f"/pet/{_segment(pet_id)}",
        errors={400: BadRequest, 404: NotFound, "default": Failure},
    )
    return _read(response.content, Pet)


@commands.command(raises=[BadRequest, Failure, *FAULTS])
async def update_pet_with_form(
    client: AppClient,
    pet_id: Annotated[int, Field(alias="petId", description="ID of pet that needs to be updated")],
    name: Annotated[str | None, Field(description="Name of pet that needs to be updated")] = None,
    status: Annotated[
        str | None, Field(description="Status of pet that needs to be updated")
    ] = None,
) -> Pet:
    """Updates a pet in the store with form data.

    Updates a pet resource based on the form data.

    Raises:
        BadRequest: Invalid input
        Failure: Unexpected error
    """
    response = await client.call(
        "POST",
        f"/pet/{_segment(pet_id)}",
        params=_plain({"name": name, "status": status}),
        errors={400: BadRequest, "default": Failure},
    )
    return _read(response.content, Pet)


@commands.command(raises=[BadRequest, Failure, *FAULTS])
async def delete_pet(
    client: AppClient,
    pet_id: Annotated[int, Field(alias="petId", description="Pet id to delete")],
    api_key: str | None = None,
) -> None:
    """Deletes a pet.

    Delete a pet.

    Raises:
        BadRequest: Invalid pet value
        Failure: Unexpected error
    """
    await client.call(
        "DELETE",
        f"/pet/{_segment(pet_id)}",
        headers=_texts({"api_key": api_key}),
        errors={400: BadRequest, "default": Failure},
    )


@commands.command(raises=[BadRequest, NotFound, Failure, *FAULTS])
async def upload_file(
    client: AppClient,
    pet_id: Annotated[int, Field(alias="petId", description="ID of pet to update")],
    additional_metadata: Annotated[
        str | None, Field(alias="additionalMetadata", description="Additional Metadata")
    ] = None,
    body: Base64Bytes | None = None,
) -> ApiResponse:
    """Uploads an image.

    Upload image of the pet.

    Raises:
        BadRequest: No file uploaded
        NotFound: Pet not found
        Failure: Unexpected error
    """
    response = await client.call(
        "POST",
        f"/pet/{_segment(pet_id)}/uploadImage",
        params=_plain({"additionalMetadata": additional_metadata}),
        headers={"Content-Type": "application/octet-stream"},
        content=body,
        errors={400: BadRequest, 404: NotFound, "default": Failure},
    )
    return _read(response.content, ApiResponse)


@commands.command(raises=[Failure, *FAULTS])
async def get_inventory(client: AppClient) -> dict[str, int]:
    """Returns pet inventories by status.

    Returns a map of status codes to quantities.

    Raises:
        Failure: Unexpected error
    """
    response = await client.call("GET", "/store/inventory", errors={"default": Failure})
    return _read(response.content, dict[str, int])


@commands.command(raises=[BadRequest, UnprocessableContent, Failure, *FAULTS])
async def place_order(client: AppClient, body: Order | None = None) -> Order:
    """Place an order for a pet.

    Place a new order in the store.

    Raises:
        BadRequest: Invalid input
        UnprocessableContent: Validation exception
        Failure: Unexpected error
    """
    response = await client.call(
        "POST",
        "/store/order",
        json=to_jsonable_python(body),
        errors={400: BadRequest, 422: UnprocessableContent, "default": Failure},
    )
    return _read(response.content, Order)


@commands.command(raises=[BadRequest, NotFound, Failure, *FAULTS])
async def get_order_by_id(
    client: AppClient,
    order_id: Annotated[
        int, Field(alias="orderId", description="ID of order that needs to be fetched")
    ],
) -> Order:
    """Find purchase order by ID.

    For valid response try integer IDs with value <= 5 or > 10. Other values will generate
    exceptions.

    Raises:
        BadRequest: Invalid ID supplied
        NotFound: Order not found
        Failure: Unexpected error
    """
    response = await client.call(
        "GET",
        f"/store/order/{_segment(order_id)}",
        errors={400: BadRequest, 404: NotFound, "default": Failure},
    )
    return _read(response.content, Order)


@commands.command(raises=[BadRequest, NotFound, Failure, *FAULTS])
async def delete_order(
    client: AppClient,
    order_id: Annotated[
        int, Field(alias="orderId", description="ID of the order that needs to be deleted")
    ],
) -> None:
    """Delete purchase order by identifier.

    For valid response try integer IDs with value < 1000. Anything above 1000 or non-integers will
    generate API errors.

    Raises:
        BadRequest: Invalid ID supplied
        NotFound: Order not found
        Failure: Unexpected error
    """
    await client.call(
        "DELETE",
        f"/store/order/{_segment(order_id)}",
        errors={400: BadRequest, 404: NotFound, "default": Failure},
    )


@commands.command(raises=[Failure, *FAULTS])
async def create_user(
    client: AppClient, body: Annotated[User | None, Field(description="Created user object")] = None
) -> User:
    """Create user.

    This can only be done by the logged in user.

    Raises:
        Failure: Unexpected error
    """
    response = await client.call(
        "POST", "/user", json=to_jsonable_python(body), errors={"default": Failure}
    )
    return _read(response.content, User)


@commands.command(raises=[Failure, *FAULTS])
async def create_users_with_list_input(client: AppClient, body: list[User] | None = None) -> User:
    """Creates list of users with given input array.

    Raises:
        Failure: Unexpected error
    """
    response = await client.call(
        "POST", "/user/createWithList", json=to_jsonable_python(body), errors={"default": Failure}
    )
    return _read(response.content, User)


@commands.command(raises=[BadRequest, Failure, *FAULTS])
async def login_user(
    client: AppClient,
    username: Annotated[str | None, Field(description="The user name for login")] = None,
    password: Annotated[
        str | None, Field(description="The password for login in clear text")
    ] = None,
) -> str:
    """Logs user into the system.

    Log into the system.

    Raises:
        BadRequest: Invalid username/password supplied
        Failure: Unexpected error
    """
    response = await client.call(
        "GET",
        "/user/login",
        params=_plain({"username": username, "password": password}),
        errors={400: BadRequest, "default": Failure},
    )
    return _read(response.content, str)


@commands.command(raises=[Failure, *FAULTS])
async def logout_user(client: AppClient) -> None:
    """Logs out current logged in user session.

    Log user out of the system.

    Raises:
        Failure: Unexpected error
    """
    await client.call("GET", "/user/logout", errors={"default": Failure})


@commands.command(raises=[BadRequest, NotFound, Failure, *FAULTS])
async def get_user_by_name(
    client: AppClient,
    username: Annotated[
        str,
        Field(description="The name that needs to be fetched. Use user1 for testing", min_length=1),
    ],
) -> User:
    """Get user by user name.

    Get user detail based on username.

    Raises:
        BadRequest: Invalid username supplied
        NotFound: User not found
        Failure: Unexpected error
    """
    response = await client.call(
        "GET",
        f"/user/{_segment(username)}",
        errors={400: BadRequest, 404: NotFound, "default": Failure},
    )
    return _read(response.content, User)


@commands.command(raises=[BadRequest, NotFound, Failure, *FAULTS])
async def update_user(
    client: AppClient,
    username: Annotated[str, Field(description="name that need to be deleted", min_length=1)],
    body: Annotated[User | None, Field(description="Update an existent user in the store")] = None,
) -> None:
    """Update user resource.

    This can only be done by the logged in user.

    Raises:
        BadRequest: bad request
        NotFound: user not found
        Failure: Unexpected error
    """
    await client.call(
        "PUT",
        f"/user/{_segment(username)}",
        json=to_jsonable_python(body),
        errors={400: BadRequest, 404: NotFound, "default": Failure},
    )


@commands.command(raises=[BadRequest, NotFound, Failure, *FAULTS])
async def delete_user(
    client: AppClient,
    username: Annotated[str, Field(description="The name that needs to be deleted", min_length=1)],
) -> None:
    """Delete user resource.

    This can only be done by the logged in user.

    Raises:
        BadRequest: Invalid username supplied
        NotFound: User not found
        Failure: Unexpected error
    """
    await client.call(
        "DELETE",
        f"/user/{_segment(username)}",
        errors={400: BadRequest, 404: NotFound, "default": Failure},
    )


def _refusal(
    response: httpx.Response, errors: Mapping[int | str, type[ServiceError]]
) -> ServiceError:
    """Return what an answer is an error of."""
    status = response.status_code
    for key in (status, f"{status // 100}XX", "default"):
        if key in errors:
            with suppress(ValueError):  # its content is of another type
                fields: dict[str, Any] = {"status": status, "body": _content(response)}
                return errors[key](**fields)
    return UnexpectedAnswer(status=status, body=response.text[:2000])


def _content(response: httpx.Response) -> object:
    is_json = "json" in response.headers.get("Content-Type", "")
    return response.json() if is_json else response.text


ValueT = TypeVar("ValueT")


def _read(json: bytes | str, kind: type[ValueT]) -> ValueT:
    """Return a value of a type, checked."""
    return TypeAdapter(kind).validate_json(json)


def _text(value: object) -> str:
    """Return how a value is spelled in a path or a header; lists have commas."""
    plain: Any = to_jsonable_python(value)
    if isinstance(plain, list):
        return ",".join(map(_text, cast("list[object]", plain)))
    return str(plain).lower() if isinstance(plain, bool) else str(plain)


def _segment(value: object) -> str:
    """Return a value as a part of a path, which can't lead out of its place in it."""
    text = quote(_text(value), safe=",")
    return text.replace(".", "%2E") if text in {".", ".."} else text


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return those that are given, as JSON has them."""
    given = {name: value for name, value in values.items() if value is not None}
    return to_jsonable_python(given)


def _texts(values: dict[str, Any]) -> dict[str, str]:
    """Return those that are given, as headers have them."""
    return {name: _text(value) for name, value in values.items() if value is not None}
