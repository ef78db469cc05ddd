"""Taxes in the admin: rates are added and ended, never rewritten; a product's page says what kind it is."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from shop.catalog.admin.products import ProductAdmin
from shop.catalog.models import Product
from shop.core.admin import ServiceAdmin, become
from shop.taxes.models import ProductTax, TaxCategory, TaxRate
from shop.taxes.places import Place
from shop.taxes.services.products import clear_tax_category, set_tax_category
from shop.taxes.services.rates import Period, add_rate, change_rate, define_category, end_rate


@admin.register(TaxCategory)
class TaxCategoryAdmin(ServiceAdmin[TaxCategory]):
    """The kinds of goods. One is defined once; rates and products name it."""

    list_display = ("slug", "name")
    fields = ("slug", "name")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: another word would be another kind."""
        return False

    def save_model(self, request: HttpRequest, obj: TaxCategory, form: Any, change: bool) -> None:
        """Define the kind."""
        become(obj, define_category(**form.cleaned_data))


class TaxRateForm(forms.ModelForm[TaxRate]):
    """A new rate; or the end of an old one, with the one that follows."""

    follows = forms.DecimalField(
        label="Percent from then on",
        required=False,
        min_value=0,
        max_value=100,
        help_text="The rate that follows on the day on which this one ends; empty if none does.",
    )

    class Meta:
        model = TaxRate
        fields = (
            "country",
            "subdivision",
            "category",
            "percent",
            "name",
            "valid_from",
            "valid_until",
            "source",
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the day on which another rate follows, and keep an end that was said."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("follows") is not None and not told.get("valid_until"):
            raise ValidationError({"valid_until": "On which day does the next rate begin?"})
        if self.initial.get("valid_until") and not told.get("valid_until"):
            raise ValidationError({"valid_until": "It ends then. Add the rate that holds afterwards."})
        return told


@admin.register(TaxRate)
class TaxRateAdmin(ServiceAdmin[TaxRate]):
    """The rates. What was charged in the past stays as it was."""

    form = TaxRateForm
    list_display = ("__str__", "percent", "valid_from", "valid_until", "source")
    list_filter = ("country", "category")
    list_select_related = ("category",)
    fields = TaxRateForm.Meta.fields

    def get_fields(self, request: HttpRequest, obj: TaxRate | None = None) -> tuple[str, ...]:
        """A rate that is there is asked what follows it."""
        return (*self.fields, "follows") if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: TaxRate | None = None) -> tuple[str, ...]:
        """Only the end of a rate that is there may be said."""
        return tuple(field for field in self.fields if field != "valid_until") if obj else ()

    def save_model(self, request: HttpRequest, obj: TaxRate, form: Any, change: bool) -> None:
        """Write the rate down, or end it and let the next one follow."""
        told = form.cleaned_data
        if not change:
            become(obj, added(told))
        elif told["follows"] is not None:
            change_rate(rate=obj, percent=told["follows"], on=told["valid_until"])
        elif "valid_until" in form.changed_data:
            end_rate(rate=obj, on=told["valid_until"])


def added(told: dict[str, Any]) -> TaxRate:
    """Write down the rate that a form tells of."""
    return add_rate(
        place=Place(told["country"], told["subdivision"]),
        category=told["category"],
        percent=told["percent"],
        name=told["name"],
        period=Period(told["valid_from"], told["valid_until"]),
        source=told["source"],
    )


class ProductTaxFormSet(forms.BaseInlineFormSet[ProductTax, Product, "forms.ModelForm[ProductTax]"]):
    """The kind of goods of one product."""

    def save_new(self, form: Any, commit: bool = True) -> ProductTax:
        """Say what kind it is."""
        return set_tax_category(product=self.instance, category=form.cleaned_data["category"])

    def save_existing(self, form: Any, obj: ProductTax, commit: bool = True) -> ProductTax:
        """Say that it is another kind."""
        return self.save_new(form)

    def delete_existing(self, obj: ProductTax, commit: bool = True) -> None:
        """Let it be of the standard kind again."""
        clear_tax_category(product=self.instance)


class ProductTaxInline(admin.TabularInline[ProductTax, Product]):
    """How a product is taxed, on its own page; without a row, as most things are."""

    model = ProductTax
    formset = ProductTaxFormSet
    fields = ("category",)
    extra = 0
    max_num = 1


ProductAdmin.also_shows(ProductTaxInline)
