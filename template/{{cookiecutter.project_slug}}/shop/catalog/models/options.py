"""How the variants of one product differ: the axes of the product, and each variant's place on them."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from shop.catalog.models.attribute import Attribute, AttributeChoice
from shop.catalog.models.product import Product
from shop.catalog.models.variant import Variant

COLUMNS = ("text", "number", "boolean", "choice")


def exactly_one(columns: tuple[str, ...]) -> Q:
    """The condition that one of these columns has a value and the others have none."""
    condition = Q()
    for chosen in columns:
        condition |= Q(**{f"{column}__isnull": column != chosen for column in columns})
    return condition


class ProductAttribute(models.Model):
    """An axis: on this attribute the variants of that product differ."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="axes")
    attribute = models.ForeignKey(Attribute, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["product", "attribute"], name="axis_once_per_product"),
        ]

    def __str__(self) -> str:
        return f"{self.product} by {self.attribute}"


class VariantValue(models.Model):
    """A variant's answer to an attribute, in the one column that fits the attribute's kind."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="values")
    attribute = models.ForeignKey(Attribute, on_delete=models.PROTECT, related_name="+")
    # Null and not "": what is not said must not look like an answer, whatever the column.
    text = models.CharField(max_length=40, null=True, blank=True)  # noqa: DJ001
    number = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    boolean = models.BooleanField(null=True, blank=True)
    choice = models.ForeignKey(
        AttributeChoice, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["variant", "attribute"], name="value_once_per_variant"),
            models.CheckConstraint(condition=exactly_one(COLUMNS), name="value_exactly_one"),
            models.CheckConstraint(condition=Q(text__isnull=True) | ~Q(text=""), name="value_text_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.attribute}: {self.label}"

    @property
    def value(self) -> str | Decimal | bool | AttributeChoice:
        """The answer itself, whichever column it stands in."""
        answers = (self.text, self.number, self.boolean, self.choice)
        return next(answer for answer in answers if answer is not None)

    @property
    def code(self) -> str:
        """The answer for programs: the same text for the same answer, however it was written."""
        match self.value:
            case bool() as yes:
                return "yes" if yes else "no"
            case Decimal() as number:
                return f"{number.normalize():f}"
            case AttributeChoice() as choice:
                return choice.value
            case text:
                return text

    @property
    def code_in_sku(self) -> str:
        """The answer where no attribute's name stands beside it: `handle` or `no-handle`, not `yes`."""
        if self.boolean is None:
            return self.code
        return self.attribute.code if self.boolean else f"no-{self.attribute.code}"

    @property
    def label(self) -> str:
        """The answer as people read it beside the attribute's name: `Ash blue`, `26 cm`, `yes`."""
        if self.choice:
            return self.choice.label
        return f"{self.code} {self.attribute.unit}".strip()

    @property
    def phrase(self) -> str:
        """The answer as people read it alone: `Ash blue`, `26 cm`, `with handle`, `4 pieces`."""
        name = self.attribute.name.lower()
        if self.boolean is not None:
            return f"with {name}" if self.boolean else f"without {name}"
        bare_number = self.number is not None and not self.attribute.unit
        return f"{self.label} {name}" if bare_number else self.label
