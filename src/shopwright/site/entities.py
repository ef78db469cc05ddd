"""Entity diagrams, drawn from the code of the store's models: tables, columns, and what refers to what."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from shopwright.site.directives import Call, Context
from shopwright.site.drawing import Box, drawn
from shopwright.site.maps import domains, href
from shopwright.site.markup import inline
from shopwright.site.material import Material
from shopwright.site.reference import table

RELATIONS = {"ForeignKey": "many to one", "OneToOneField": "one to one", "ManyToManyField": "many to many"}
USER = "accounts.User"
_BASES = {"Model", "AbstractBaseUser", "AbstractUser"}


@dataclass(frozen=True)
class Column:
    """A field of a model; `refers` is the model that it refers to, as `domain.Name`, or ""."""

    name: str
    kind: str
    refers: str = ""


@dataclass(frozen=True)
class Entity:
    """A model of the store."""

    domain: str
    name: str
    meaning: str
    columns: tuple[Column, ...]
    path: str

    @property
    def label(self) -> str:
        """By which Django knows it."""
        return f"{self.domain}.{self.name}"


def entities(material: Material) -> list[Entity]:
    """Return the models of the finished store, in the order of their files."""
    found = [
        _entity(path, node, names)
        for path, module, names in _model_files(material)
        for node in module.body
        if isinstance(node, ast.ClassDef) and _is_model(node)
    ]
    return [entity for entity in found if entity.columns]


def _model_files(material: Material) -> Iterator[tuple[str, ast.Module, Mapping[str, str]]]:
    for path in sorted(material.last):
        parts = PurePosixPath(path).parts
        if len(parts) < 3 or parts[0] != "shop" or not path.endswith(".py"):
            continue
        if parts[2] == "models" or parts[2] == "models.py":
            module = ast.parse(material.last[path].text)
            yield path, module, _imported(module)


def _imported(module: ast.Module) -> Mapping[str, str]:
    """Return where names come from: the domain of each class that is imported from another package."""
    return {
        alias.asname or alias.name: node.module.split(".")[1]
        for node in module.body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("shop.")
        for alias in node.names
    }


def _is_model(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).split(".")[-1] in _BASES for base in node.bases)


def _entity(path: str, node: ast.ClassDef, names: Mapping[str, str]) -> Entity:
    domain = path.split("/")[1]
    meaning = " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
    return Entity(domain, node.name, meaning, tuple(_columns(node, domain, names)), path)


def _columns(node: ast.ClassDef, domain: str, names: Mapping[str, str]) -> Iterator[Column]:
    for item in node.body:
        if not isinstance(item, ast.Assign) or not isinstance(item.value, ast.Call):
            continue
        kind = ast.unparse(item.value.func).split(".")[-1]
        if not isinstance(item.targets[0], ast.Name) or not kind.endswith(("Field", "ForeignKey", "Key")):
            continue
        refers = _target(item.value, domain, names) if kind in RELATIONS and item.value.args else ""
        yield Column(item.targets[0].id, kind.removesuffix("Field") or kind, refers)


def _target(call: ast.Call, domain: str, names: Mapping[str, str]) -> str:
    text = ast.unparse(call.args[0]).strip("'\"")
    if text == "settings.AUTH_USER_MODEL":
        return USER
    if text == "self":
        return ""
    return text if "." in text else f"{names.get(text, domain)}.{text}"


def entity_diagrams(context: Context, call: Call) -> str:
    """`@entities`: for each domain its tables, what they refer to, and the same in words."""
    call.only()
    found = entities(context.material)
    return "\n\n".join(
        _section(context, domain, own)
        for domain in domains(context.material)
        if (own := [entity for entity in found if entity.domain == domain])
    )


def _section(context: Context, domain: str, own: Sequence[Entity]) -> str:
    known = {entity.label for entity in own}
    others = dict.fromkeys(
        column.refers for entity in own for column in entity.columns if column.refers not in {"", *known}
    )
    boxes = [
        Box(
            entity.label, entity.name, href(context.material, context.page, entity.path),
            tuple(_column_line(column) for column in entity.columns),
        )
        for entity in own
    ]  # fmt: skip
    boxes += [Box(label, label, f"#{label.split('.')[0]}", kind="other") for label in others]
    arrows = dict.fromkeys(_arrows(own))
    rows = [
        (
            f'<a href="{href(context.material, context.page, entity.path)}"><code>{entity.name}</code></a>',
            inline(entity.meaning),
            ", ".join(f"<code>{column.name}</code>" for column in entity.columns),
            ", ".join(f"<code>{column.name}</code> to {column.refers}" for column in _referring(entity))
            or "nothing",
        )
        for entity in own
    ]
    picture = drawn(boxes, [*arrows], f"Tables of {domain}: an arrow leads to a table that is referred to")
    words = table(("Table", "what it is", "columns", "refers to"), rows)
    return (
        f"## {domain.replace('_', ' ').capitalize()} {{ #{domain} }}\n\n{picture}\n\n"
        f'<details class="sw-words-of"><summary>The same as a table</summary>{words}</details>'
    )


def _column_line(column: Column) -> str:
    return f"{column.name} → {column.refers}" if column.refers else f"{column.name}: {column.kind}"


def _arrows(own: Iterable[Entity]) -> Iterator[tuple[str, str, str]]:
    for entity in own:
        for column in _referring(entity):
            yield entity.label, column.refers, ""


def _referring(entity: Entity) -> Iterator[Column]:
    return (column for column in entity.columns if column.refers)
