"""What can be said about variants, and of which kind the answer is."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from shop.core import shapes

# A colour as browsers write it.
COLOUR = r"^#[0-9a-f]{6}$"
colour = RegexValidator(COLOUR, "A colour as in `#8fa5b0`, in small letters.")


class Kind(models.TextChoices):
    """Of which kind an attribute's values are."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"


class Attribute(models.Model):
    """A question with a typed answer: `Glaze` (a choice), `Height` (a number of centimetres)."""

    code = models.SlugField(max_length=40, db_index=False, validators=[shapes.slug])
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=7, choices=Kind)
    unit = models.CharField(max_length=12, blank=True, help_text="Numbers only: cm, ml, g.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="attribute_code_unique"),
            models.CheckConstraint(condition=Q(code__regex=shapes.SLUG), name="attribute_code_shape"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="attribute_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.NUMBER) | Q(unit=""), name="attribute_unit_for_numbers_only"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AttributeChoice(models.Model):
    """One of the answers that an attribute allows."""

    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="choices")
    value = models.SlugField(max_length=40, db_index=False, validators=[shapes.slug])
    label = models.CharField(max_length=80)
    swatch = models.CharField(max_length=7, blank=True, validators=[colour])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["attribute", "value"], name="choice_once_per_attribute"),
            models.CheckConstraint(condition=Q(value__regex=shapes.SLUG), name="choice_value_shape"),
            models.CheckConstraint(
                condition=Q(swatch="") | Q(swatch__regex=COLOUR), name="choice_swatch_shape"
            ),
        ]

    def __str__(self) -> str:
        return self.label
