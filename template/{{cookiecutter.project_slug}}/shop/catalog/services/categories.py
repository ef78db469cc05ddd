"""Put up shelves."""

from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.text import slugify

from shop.catalog.errors import CategoryTooDeep, SlugTaken
from shop.catalog.models import Category
# {% if reached("scaling.purge") %}
from shop.catalog.telling import tell_changed
# {% endif %}
from shop.core.integrity import refusing


def create_category(
    *, name: str, slug: str = "", parent: Category | None = None, position: int = 0, description: str = ""
) -> Category:
    """Put up a shelf.

    Args:
        slug: its name in addresses; made from the name unless given.
        parent: the shelf that it belongs to, one of the first row.

    Raises:
        CategoryTooDeep: the parent belongs to another shelf already.
        SlugTaken: another category has this slug.
    """
    category = Category(
        name=name,
        slug=slug or slugify(name),
        parent=parent,
        position=position,
        description=description,
    )
    return saved(category)


class Changes(TypedDict, total=False):
    """What may be changed about a category."""

    name: str
    slug: str
    parent: Category | None
    position: int
    description: str


def update_category(*, category: Category, **changes: Unpack[Changes]) -> Category:
    """Rename a shelf, move it, or describe it anew.

    Raises:
        CategoryTooDeep: it would stand in the third row, or push others there.
        SlugTaken: another category has the new slug.
    """
    for field, value in changes.items():
        setattr(category, field, value)
    return saved(category)


@transaction.atomic
def saved(category: Category) -> Category:
    """Check a category and write it."""
    category.clean_fields(exclude=["parent"])
    refuse_a_third_row(category)
    with refusing({"category_slug_unique": slug_taken(category.slug)}):
        category.save()
    # {% if reached("scaling.purge") %}
    tell_changed()
    # {% endif %}
    return category


def refuse_a_third_row(category: Category) -> None:
    """Raise CategoryTooDeep if a shelf, or one below it, would stand in the third row."""
    if category.parent_id is None:
        return
    # Both rows are held, in the order of their keys, so that two moves neither cross nor wait for each other.
    both = (
        Category.objects.select_for_update().filter(pk__in=[category.pk, category.parent_id]).order_by("pk")
    )
    parent = next(held for held in both if held.pk == category.parent_id)
    if parent.parent_id or parent == category:
        raise CategoryTooDeep(
            found=f"`{parent.name}` does not stand in the first row.",
            expected="a category of the first row, or none.",
            do="choose that one, or leave the parent out.",
        )
    if category.pk and category.children.exists():
        raise CategoryTooDeep(
            found=f"`{category.name}` has categories below it.",
            expected="a category with none below it.",
            do="move these first.",
        )


def slug_taken(slug: str) -> SlugTaken:
    """The refusal of a slug that something else has."""
    return SlugTaken(found=f"`{slug}`.", do="choose another slug.")
