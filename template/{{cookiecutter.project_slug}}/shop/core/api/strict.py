"""Bodies are what the description says. What it does not allow is refused, and not read some way or other."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from shop.core.api.parameters import refuse_unknown


class Text(serializers.RegexField):
    """A text with something in it, as the description says: neither a number that would do, nor blanks.

    What is a blank, each language decides for itself; so the usual pattern names what is none.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"regex": r"^[ -~]*[!-~][ -~]*$", "trim_whitespace": False, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        """Take texts alone. Python lets a line break pass before `$`; the description does not."""
        if not isinstance(data, str) or data.endswith("\n"):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Whole(serializers.IntegerField):
    """A whole number, as the description says: no text that could be read as one."""

    def to_internal_value(self, data: Any) -> int:
        """Take numbers alone."""
        if isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


def read(body: type[serializers.Serializer[Any]], request: Request) -> Any:
    """The values in a request's body.

    Raises:
        UnknownParameter: it has a field that nobody would read.
        ValidationError: a value cannot be used.
    """
    data = body(data=request.data)
    refuse_unread(request.data, data)
    data.is_valid(raise_exception=True)
    return data.validated_data


def refuse_unread(given: Any, body: serializers.Serializer[Any]) -> None:
    """Raise UnknownParameter if a body, or a part of it, has a field that nobody would read."""
    if not isinstance(given, dict):
        return
    refuse_unknown(given, set(body.fields))
    for name, part in body.fields.items():
        if isinstance(part, serializers.Serializer):
            refuse_unread(given.get(name), part)


def close_bodies(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say that a body's unknown fields are refused. What is sent is called `...Input`, by our own rule."""
    for name, schema in result["components"]["schemas"].items():
        if name.endswith("Input"):
            schema["additionalProperties"] = False
    return result
