"""Why a serve host cannot start: one small class per condition."""


class MissingExtraError(ImportError):
    """The extra ``pytauri-runtime[serve]`` is not installed."""


class NotLoopbackError(ValueError):
    """The host was told to listen where other machines could reach it."""


class AddressUnavailableError(OSError):
    """The address cannot be listened on: most often, another program has the port."""


class InvalidTokenError(ValueError):
    """The token cannot stand in a header and in an address."""


class InvalidOriginError(ValueError):
    """An allowed origin is not of the form ``scheme://host[:port]``."""


class MissingFrontendError(ValueError):
    """The folder of the front end does not exist."""
