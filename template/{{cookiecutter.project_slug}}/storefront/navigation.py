"""The shelves as every page shows them: all categories, read once a request."""

from functools import cached_property

from django.http import HttpRequest

from shop.catalog.models import Category


class Navigation:
    """All shelves of the shop: dozens, not thousands, so one query brings them all when first asked."""

    @cached_property
    def everything(self) -> list[Category]:
        """Every category in the shop's order, each with its parent from this same list."""
        found = {category.pk: category for category in Category.objects.all()}
        for category in found.values():
            if category.parent_id:
                category.parent = found[category.parent_id]
        return list(found.values())

    def first_row(self) -> list[Category]:
        """The categories that stand in no other."""
        return [category for category in self.everything if category.parent_id is None]

    def find(self, slug: str) -> Category | None:
        """The category with this address, if there is one."""
        return next((category for category in self.everything if category.slug == slug), None)

    # {% if reached("performance.whole-shop") %}
    def under(self, category: Category) -> list[int]:
        """A category and what stands below it, by their numbers: the database knows what it knows of each."""
        return [each.pk for each in self.everything if category.pk in (each.pk, each.parent_id)]

    # {% endif %}
    def family(self, category: Category) -> list[Category]:
        """The head of a category's family and all below it; nothing for a head without a family."""
        head = category.parent or category
        below = [other for other in self.everything if other.parent_id == head.pk]
        return [head, *below] if below else []


def navigation(request: HttpRequest) -> Navigation:
    """The request's own navigation: the view and the frame of the page share what was read."""
    kept: dict[str, Navigation] = request.__dict__
    return kept.setdefault("navigation", Navigation())


def way_to(category: Category) -> list[Category]:
    """The categories that lead to this one, from the first row on, and itself."""
    return [category.parent, category] if category.parent else [category]
