"""What the shop offers, and the codes by which people ask for it."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from shop.catalog.models import Category, Product
from shop.core import clock, shapes
from shop.core.money import CURRENCY
from shop.promotions.benefits import Kind

# What people read aloud and type in: capitals, digits, single hyphens.
CODE = r"^[A-Z0-9]+(-[A-Z0-9]+)*$"
LONGEST_CODE = 40
code_shape = RegexValidator(CODE, "Capitals, digits and single hyphens only, as in `SPRING-26`.")

# Which columns each kind of benefit fills in; the others are empty.
COLUMNS = ("percent", "amount", "buy", "get")
FILLED = {
    Kind.PERCENT: ("percent",),
    Kind.AMOUNT_OFF: ("amount",),
    Kind.FIXED_PRICE: ("amount",),
    Kind.BUY_GET: ("percent", "buy", "get"),
    Kind.FREE_SHIPPING: (),
}


def filled_as_its_kind_says() -> Q:
    """The condition that a benefit has all that its kind needs, and nothing else."""
    condition = Q()
    for kind, filled in FILLED.items():
        empty = {f"{column}__isnull": column not in filled for column in COLUMNS}
        condition |= Q(kind=kind.value, **empty)
    return condition


class Promotion(models.Model):
    """One thing that the shop gives, and when. What was promised is not rewritten: it is ended."""

    slug = models.SlugField(max_length=60, db_index=False, validators=[shapes.slug])
    name = models.CharField(max_length=80, help_text="As shoppers read it beside what they save.")
    is_active = models.BooleanField(default=False, editable=False)
    needs_code = models.BooleanField(default=False, help_text="Only for who types a code in.")
    priority = models.PositiveSmallIntegerField(default=100, help_text="Small numbers are applied first.")
    is_exclusive = models.BooleanField(default=False, help_text="Not together with any other.")

    kind = models.CharField(max_length=13, choices=[(kind.value, kind.value) for kind in Kind])
    percent = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    amount = models.BigIntegerField(null=True, blank=True, help_text="In the smallest unit: 500 is 5 euros.")
    buy = models.PositiveSmallIntegerField(null=True, blank=True, help_text="So many at their price,")
    get = models.PositiveSmallIntegerField(null=True, blank=True, help_text="and so many for less.")

    minimum_amount = models.BigIntegerField(default=0, help_text="In the smallest unit.")
    minimum_quantity = models.PositiveIntegerField(default=0)
    products = models.ManyToManyField(Product, blank=True, related_name="+")
    categories = models.ManyToManyField(Category, blank=True, related_name="+")
    groups = ArrayField(models.SlugField(max_length=40), default=list, blank=True)
    first_order = models.BooleanField(default=False)
    currency = models.CharField(max_length=3, blank=True, help_text="Of its amounts; empty if it has none.")
    begins = models.DateTimeField(null=True, blank=True)
    ends = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["priority", "slug"]
        permissions = [("activate_promotion", "Can activate and end promotions")]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="promotion_slug_unique"),
            models.CheckConstraint(condition=Q(slug__regex=shapes.SLUG), name="promotion_slug_shape"),
            models.CheckConstraint(condition=~Q(name=""), name="promotion_has_a_name"),
            models.CheckConstraint(
                condition=filled_as_its_kind_says(),
                name="promotion_benefit_complete",
                violation_error_message="Fill in what this kind of benefit needs, and nothing else.",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
                name="promotion_percent_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gte=0)) & Q(minimum_amount__gte=0),
                name="promotion_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(buy__isnull=True) | Q(buy__gte=1, get__gte=1), name="promotion_buy_and_get_some"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=CURRENCY) | Q(currency="", amount__isnull=True, minimum_amount=0),
                name="promotion_amounts_have_a_currency",
                violation_error_message="Say in which currency the amounts are.",
            ),
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                name="promotion_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Coupon(models.Model):
    """A code, and how often it may be redeemed. `used` is a promise that is kept by the database."""

    promotion = models.ForeignKey(Promotion, on_delete=models.PROTECT, related_name="coupons")
    code = models.CharField(max_length=LONGEST_CODE, validators=[code_shape])
    max_uses = models.PositiveIntegerField(null=True, blank=True, help_text="Empty: as often as people like.")
    max_per_customer = models.PositiveSmallIntegerField(null=True, blank=True)
    used = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="coupon_code_unique"),
            models.CheckConstraint(condition=Q(code__regex=CODE), name="coupon_code_shape"),
            models.CheckConstraint(
                condition=Q(max_uses__isnull=True) | Q(used__lte=F("max_uses")), name="coupon_never_overused"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_used_up(self) -> bool:
        """Whether nobody can redeem it any more."""
        return self.max_uses is not None and self.used >= self.max_uses
