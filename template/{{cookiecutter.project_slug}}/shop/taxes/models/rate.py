"""How much tax there is on what, where, and from when until when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value

from shop.core import shapes
from shop.taxes.places import SUBDIVISION


class TaxCategory(models.Model):
    """A kind of goods that some country taxes in its own way: `books`, `food`."""

    slug = models.SlugField(max_length=40, db_index=False, validators=[shapes.slug])
    name = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "tax categories"
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="tax_category_slug_unique"),
            models.CheckConstraint(condition=Q(slug__regex=shapes.SLUG), name="tax_category_slug_shape"),
            models.CheckConstraint(condition=~Q(name=""), name="tax_category_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class TaxRate(models.Model):
    """So many percent on one kind of goods in one place, from a day on.

    The end is the first day on which the rate holds no more, so that one rate ends on the day on which the
    next begins, and no day lies between two of them.
    """

    country = models.CharField(
        max_length=2, validators=[RegexValidator(shapes.COUNTRY, "Two capitals, as DE.")]
    )
    subdivision = models.CharField(
        max_length=3,
        blank=True,
        validators=[RegexValidator(SUBDIVISION, "As in ISO 3166-2 after the hyphen: CA of US-CA.")],
        help_text="CA of US-CA; empty for the whole country.",
    )
    category = models.ForeignKey(TaxCategory, on_delete=models.PROTECT, related_name="rates")
    percent = models.DecimalField(
        max_digits=7, decimal_places=4, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    name = models.CharField(max_length=40, help_text="As invoices print it before the percentage: VAT, TVA.")
    valid_from = models.DateField()
    valid_until = models.DateField(
        null=True, blank=True, help_text="The first day on which it holds no more; empty if none is known."
    )
    source = models.CharField(max_length=200, blank=True, help_text="Where it was read, and when.")

    class Meta:
        ordering = ["country", "subdivision", "category", "-valid_from"]
        constraints = [
            # The database holds this, because two people who look first both find the period free.
            ExclusionConstraint(
                name="tax_rate_periods_do_not_overlap",
                expressions=[
                    (F("country"), RangeOperators.EQUAL),
                    (F("subdivision"), RangeOperators.EQUAL),
                    (F("category"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_until"),
                            Value("[)"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Another rate holds in this period already.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="tax_rate_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0) & Q(percent__lte=100), name="tax_rate_is_a_percentage"
            ),
            models.CheckConstraint(condition=Q(country__regex=shapes.COUNTRY), name="tax_rate_country_shape"),
            models.CheckConstraint(
                condition=Q(subdivision="") | Q(subdivision__regex=SUBDIVISION),
                name="tax_rate_subdivision_shape",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="tax_rate_has_a_name"),
        ]

    def __str__(self) -> str:
        where = "-".join(filter(None, (self.country, self.subdivision)))
        return f"{self.name} {self.percent.normalize():f} % on {self.category.slug} in {where}"
