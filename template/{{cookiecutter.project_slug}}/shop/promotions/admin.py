"""Promotions in the admin: prepared by some, activated by others, and not rewritten by anybody."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from shop.core.admin import ServiceAdmin, become
from shop.core.errors import ShopError
from shop.promotions.models import Coupon, Promotion, Redemption
from shop.promotions.offers import Conditions
from shop.promotions.selectors import benefit_of
from shop.promotions.services.promotions import (
    Rank,
    activate_promotion,
    add_coupon,
    create_promotion,
    end_promotion,
)


class CouponFormSet(forms.BaseInlineFormSet[Coupon, Promotion, Any]):
    """The codes of a promotion; new ones are added, old ones stay as they are."""

    def save_new(self, form: Any, commit: bool = True) -> Coupon:
        """Give the promotion a code."""
        return add_coupon(promotion=self.instance, **{name: form.cleaned_data[name] for name in ADDED})


ADDED = ("code", "max_uses", "max_per_customer")


class CouponInline(admin.TabularInline[Coupon, Promotion]):
    """The codes by which people ask for a promotion, and how often they have."""

    model = Coupon
    formset = CouponFormSet
    fields = (*ADDED, "used")
    readonly_fields = ("used",)
    extra = 0
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: a code that was given out keeps what it promised."""
        return False


@admin.register(Promotion)
class PromotionAdmin(ServiceAdmin[Promotion]):
    """The promotions. One that is there is activated and ended; for other terms there is another."""

    list_display = ("name", "kind", "needs_code", "is_active", "priority", "begins", "ends")
    list_filter = ("is_active", "kind", "needs_code")
    search_fields = ("name", "slug", "coupons__code")
    actions = ("activate", "end")
    raw_id_fields = ("products",)
    readonly_fields = ("is_active", "created_at")
    inlines = (CouponInline,)
    fields: ClassVar[tuple[str, ...]] = (
        *("name", "slug", "is_active", "needs_code", "priority", "is_exclusive"),
        *("kind", "percent", "amount", "buy", "get", "currency"),
        *("products", "categories", "minimum_quantity", "minimum_amount"),
        *("groups", "first_order", "begins", "ends", "created_at"),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Promotion | None = None) -> tuple[str, ...]:
        """All of one that is there."""
        return self.fields if obj else self.readonly_fields

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Promotion | None = None
    ) -> dict[str, Sequence[str]]:
        """The slug follows the name while it is new."""
        return {} if obj else {"slug": ("name",)}

    def save_model(self, request: HttpRequest, obj: Promotion, form: Any, change: bool) -> None:
        """Prepare the promotion."""
        if not change:
            become(obj, created(obj, form.cleaned_data))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Add the codes. What the promotion is for, the service has written."""
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def has_activate_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may decide what shoppers get, which is more than to prepare it."""
        return request.user.has_perm("promotions.activate_promotion")

    @admin.action(description="Activate", permissions=["activate"])
    def activate(self, request: HttpRequest, chosen: QuerySet[Promotion]) -> None:
        """Offer the chosen promotions."""
        self.each(request, chosen, activate_promotion, "activated")

    @admin.action(description="End", permissions=["activate"])
    def end(self, request: HttpRequest, chosen: QuerySet[Promotion]) -> None:
        """Offer the chosen promotions no more."""
        self.each(request, chosen, end_promotion, "ended")

    def each(
        self, request: HttpRequest, chosen: QuerySet[Promotion], verb: Callable[..., Any], done: str
    ) -> None:
        """Do something to each promotion; one that refuses does not hold up the others."""
        count = 0
        for promotion in chosen:
            try:
                verb(promotion=promotion)
                count += 1
            except ShopError as refusal:
                self.message_user(request, f"{promotion}: {refusal}", messages.ERROR)
        if count:
            self.message_user(request, f"{count} {done}.", messages.SUCCESS)


def created(filled_in: Promotion, told: dict[str, Any]) -> Promotion:
    """Prepare the promotion that a form tells of."""
    return create_promotion(
        slug=told["slug"],
        name=told["name"],
        benefit=benefit_of(filled_in),
        conditions=Conditions(
            minimum_amount=told["minimum_amount"],
            minimum_quantity=told["minimum_quantity"],
            products=frozenset(product.pk for product in told["products"]),
            categories=frozenset(category.pk for category in told["categories"]),
            groups=frozenset(told["groups"]),
            first_order=told["first_order"],
            currency=told["currency"],
            begins=told["begins"],
            ends=told["ends"],
        ),
        rank=Rank(told["priority"], told["is_exclusive"]),
        needs_code=told["needs_code"],
    )


@admin.register(Redemption)
class RedemptionAdmin(ServiceAdmin[Redemption]):
    """Who has redeemed what. People look; services write."""

    list_display = ("coupon", "customer", "reference", "redeemed_at", "returned_at")
    list_select_related = ("coupon",)
    search_fields = ("coupon__code", "customer", "reference")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: a coupon is redeemed by an order."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody."""
        return False
