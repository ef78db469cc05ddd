"""The miniature template's extension: nothing but `reached()`."""

from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context


@pass_context
def reached(context: Context, step: str) -> bool:
    """Say whether the course has come to a step; without a course, every step is reached."""
    course = context["cookiecutter"].get("_course")
    return course is None or step in course["reached"]


class TillExtension(Extension):
    """Put `reached` into the environment."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.globals["reached"] = reached
