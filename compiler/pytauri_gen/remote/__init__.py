"""``pytauri-gen import``: commands that call a service, made once of its OpenAPI document."""
