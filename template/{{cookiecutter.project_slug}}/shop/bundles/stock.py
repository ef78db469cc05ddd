"""How often a set can be packed follows from its parts. The shelves ask here what is in one."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from shop.bundles.models import BundleItem
from shop.inventory.recipes import Recipe, knows_recipes


@knows_recipes
def parts_of(variants: Collection[int]) -> Mapping[int, Recipe]:
    """Units by part, for those of some variants that are sets. Costs one query."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    items = BundleItem.objects.filter(bundle__in=variants)
    for bundle, component, quantity in items.values_list("bundle", "component", "quantity"):
        found[bundle][component] = quantity
    return found
