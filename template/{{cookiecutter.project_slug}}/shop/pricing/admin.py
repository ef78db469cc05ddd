"""Prices in the admin: regions, groups, lists with their prices, rates; and the history, to be read."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from shop.core.admin import ServiceAdmin, become
from shop.core.fields import PriceField
from shop.core.money import Money
from shop.pricing.models import CustomerGroup, ExchangeRate, Membership, Price, PriceChange, PriceList, Region
from shop.pricing.services.lists import create_price_list, end_price_list, remove_price, set_price
from shop.pricing.services.rates import set_rate
from shop.pricing.services.regions import (
    create_group,
    create_region,
    join_group,
    leave_group,
    rename_region,
    set_countries,
)


class RegionForm(forms.ModelForm[Region]):
    """A region with its countries in one line."""

    countries = forms.CharField(
        help_text="Two letters each, such as AT, DE.", widget=forms.Textarea({"rows": 2})
    )

    class Meta:
        model = Region
        fields = ("name", "slug", "currency", "prices_include_tax")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["countries"] = ", ".join(str(country) for country in self.instance.countries.all())

    def clean_countries(self) -> list[str]:
        """The codes, one by one."""
        return re.findall(r"\w+", self.cleaned_data["countries"].upper())


@admin.register(Region)
class RegionAdmin(ServiceAdmin[Region]):
    """Where the shop sells. A region keeps its slug and its currency."""

    form = RegionForm
    list_display = ("name", "slug", "currency", "prices_include_tax")
    fields = ("name", "slug", "currency", "prices_include_tax", "countries")

    def get_readonly_fields(self, request: HttpRequest, obj: Region | None = None) -> tuple[str, ...]:
        """What programs and prices know a region by."""
        return ("slug", "currency") if obj else ()

    def save_model(self, request: HttpRequest, obj: Region, form: Any, change: bool) -> None:
        """Sell there, or under another name."""
        told = form.cleaned_data
        if change:
            rename_region(region=obj, name=told["name"], prices_include_tax=told["prices_include_tax"])
            set_countries(region=obj, countries=told["countries"])
        else:
            become(obj, create_region(**told))


class MemberFormSet(forms.BaseInlineFormSet[Membership, CustomerGroup, "forms.ModelForm[Membership]"]):
    """Who is in a group."""

    def save_new(self, form: "forms.ModelForm[Membership]", commit: bool = True) -> Membership:
        """Let somebody in."""
        return join_group(group=self.instance, user=form.cleaned_data["user"])

    def delete_existing(self, obj: Membership, commit: bool = True) -> None:
        """Let somebody go."""
        leave_group(group=self.instance, user=obj.user)


class MemberInline(admin.TabularInline[Membership, CustomerGroup]):
    """The customers of a group."""

    model = Membership
    formset = MemberFormSet
    raw_id_fields = ("user",)
    extra = 0

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: one leaves and another joins."""
        return False


@admin.register(CustomerGroup)
class CustomerGroupAdmin(ServiceAdmin[CustomerGroup]):
    """For whom there are other prices."""

    list_display = ("name", "slug")
    fields = ("name", "slug")
    inlines = (MemberInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: CustomerGroup | None = None) -> tuple[str, ...]:
        """All: what a group is called stands in reports."""
        return self.fields if obj else ()

    def save_model(self, request: HttpRequest, obj: CustomerGroup, form: Any, change: bool) -> None:
        """Begin a group."""
        if not change:
            become(obj, create_group(**form.cleaned_data))


class PriceForm(forms.ModelForm[Price]):
    """One row of a list."""

    price = PriceField()

    class Meta:
        model = Price
        fields = ("variant", "min_quantity")


class PriceFormSet(forms.BaseInlineFormSet[Price, PriceList, "forms.ModelForm[Price]"]):
    """The prices on a list, in its currency."""

    def add_fields(self, form: "forms.ModelForm[Price]", index: int | None) -> None:
        """Show the price as the reader writes it; what it is a price of, stays."""
        super().add_fields(form, index)
        field: Any = form.fields["price"]
        field.currency = self.instance.currency
        if form.instance.pk:
            form.initial["price"] = form.instance.money
            form.fields["variant"].disabled = form.fields["min_quantity"].disabled = True

    def save_new(self, form: "forms.ModelForm[Price]", commit: bool = True) -> Price:
        """Write a price."""
        told = form.cleaned_data
        return set_price(
            price_list=self.instance,
            variant=told["variant"],
            price=told["price"],
            min_quantity=told["min_quantity"],
        )

    def save_existing(self, form: "forms.ModelForm[Price]", obj: Price, commit: bool = True) -> Price:
        """Write another price."""
        told = form.cleaned_data
        return set_price(
            price_list=self.instance, variant=obj.variant, price=told["price"], min_quantity=obj.min_quantity
        )

    def delete_existing(self, obj: Price, commit: bool = True) -> None:
        """Take a price off."""
        remove_price(price=obj)


class PriceInline(admin.TabularInline[Price, PriceList]):
    """The prices on a list."""

    model = Price
    form = PriceForm
    formset = PriceFormSet
    fields = ("variant", "min_quantity", "price")
    raw_id_fields = ("variant",)
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: PriceList | None = None) -> bool:
        """Only on a list that exists: before, nobody knows its currency."""
        return obj is not None and super().has_add_permission(request, obj)


@admin.register(PriceList)
class PriceListAdmin(ServiceAdmin[PriceList]):
    """Price lists. Once begun, a list changes its prices and its end, and nothing else."""

    list_display = ("name", "kind", "currency", "region", "group", "starts_at", "ends_at")
    list_filter = ("kind", "currency", "region", "group")
    list_select_related = ("region", "group")
    search_fields = ("name", "slug", "prices__variant__sku")
    fields = ("name", "slug", "kind", "currency", "region", "group", "starts_at", "ends_at")
    inlines = (PriceInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: PriceList | None = None) -> tuple[str, ...]:
        """All but the end: another list for other people is another list."""
        return tuple(name for name in self.fields if name != "ends_at") if obj else ()

    def save_model(self, request: HttpRequest, obj: PriceList, form: Any, change: bool) -> None:
        """Begin a list, or say when it ends."""
        told = dict(form.cleaned_data)
        if not change:
            period = told.pop("starts_at"), told.pop("ends_at")
            become(obj, create_price_list(period=period, **told))
        elif "ends_at" in form.changed_data and told["ends_at"]:
            end_price_list(price_list=obj, at=told["ends_at"])


class Kept(ServiceAdmin[Any]):
    """Pages of rows that nobody changes."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: what was, stays."""
        return False


@admin.register(ExchangeRate)
class ExchangeRateAdmin(Kept):
    """Rates. A new one is added; the old ones stay."""

    list_display = ("__str__", "starts_at")
    list_filter = ("base", "currency")
    fields = ("base", "currency", "rate", "starts_at")

    def save_model(self, request: HttpRequest, obj: ExchangeRate, form: Any, change: bool) -> None:
        """Write a rate."""
        become(obj, set_rate(**form.cleaned_data))


@admin.register(PriceChange)
class PriceChangeAdmin(Kept):
    """What public prices were."""

    list_display = ("at", "variant", "price_list", "was", "becomes")
    list_select_related = ("variant", "price_list")
    search_fields = ("variant__sku",)
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: changes are noted when they happen."""
        return False

    @admin.display(description="Before")
    def was(self, change: PriceChange) -> str:
        """What it was, or nothing."""
        return said(change.before, change.currency)

    @admin.display(description="After")
    def becomes(self, change: PriceChange) -> str:
        """What it is from then on, or nothing."""
        return said(change.after, change.currency)


def said(amount: int | None, currency: str) -> str:
    """An amount in words."""
    return "" if amount is None else str(Money(amount, currency))
