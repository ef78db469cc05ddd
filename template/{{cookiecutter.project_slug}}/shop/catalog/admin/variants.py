"""Attributes in the admin; and on a product's page its axes and its variants."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from shop.catalog.admin.forms import AxisFormSet, VariantForm, VariantFormSet, form_for
from shop.catalog.admin.products import ProductAdmin
from shop.catalog.models import Attribute, AttributeChoice, Product, ProductAttribute, Variant
from shop.catalog.services.attributes import add_choice, define_attribute
from shop.core.admin import ServiceAdmin, become

Choices = forms.BaseInlineFormSet[AttributeChoice, Attribute, "forms.ModelForm[AttributeChoice]"]


class ChoiceFormSet(Choices):
    """The choices of an attribute: new rows are offered from now on."""

    def save_new(self, form: "forms.ModelForm[AttributeChoice]", commit: bool = True) -> AttributeChoice:
        """Offer a row."""
        told = form.cleaned_data
        return add_choice(
            attribute=self.instance, value=told["value"], label=told["label"], swatch=told["swatch"]
        )


class ChoiceInline(admin.TabularInline[AttributeChoice, Attribute]):
    """What an attribute offers. A choice that variants were made with stays."""

    model = AttributeChoice
    formset = ChoiceFormSet
    fields = ("value", "label", "swatch")
    extra = 0
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: programs and SKUs know a choice by its value."""
        return False


@admin.register(Attribute)
class AttributeAdmin(ServiceAdmin[Attribute]):
    """What variants can differ in. Once defined, an attribute only gains choices."""

    list_display = ("name", "code", "kind", "unit")
    list_filter = ("kind",)
    search_fields = ("name", "code")
    prepopulated_fields = {"code": ("name",)}
    inlines = (ChoiceInline,)
    fields = ("name", "code", "kind", "unit")

    def get_readonly_fields(self, request: HttpRequest, obj: Attribute | None = None) -> tuple[str, ...]:
        """All, once it is defined."""
        return self.fields if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Attribute | None = None) -> dict[str, Any]:
        """The code follows the name while it is new."""
        return {} if obj else {"code": ("name",)}

    def save_model(self, request: HttpRequest, obj: Attribute, form: Any, change: bool) -> None:
        """Define the attribute."""
        if not change:
            become(obj, define_attribute(**form.cleaned_data))


class AxisInline(admin.TabularInline[ProductAttribute, Product]):
    """What the variants of a product differ in."""

    model = ProductAttribute
    formset = AxisFormSet
    fields = ("attribute",)
    extra = 0
    verbose_name = "axis"
    verbose_name_plural = "axes"


class VariantInline(admin.TabularInline[Variant, Product]):
    """The variants of a product."""

    model = Variant
    formset = VariantFormSet
    extra = 0
    can_delete = False

    def get_formset(self, request: HttpRequest, obj: Product | None = None, **kwargs: Any) -> Any:
        """Ask for what the variants of this product differ in."""
        return super().get_formset(request, obj, **{"form": form_for(obj)} | kwargs)

    def get_fields(self, request: HttpRequest, obj: Product | None = None) -> Any:
        """First what a variant is and costs, then what stands on its box."""
        names = form_for(obj).base_fields
        last = list(VariantForm.Meta.fields)
        return [*(name for name in names if name not in [*last, "price"]), "price", *last]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Variant]:
        """The variants with their answers, in one question each."""
        return super().get_queryset(request).prefetch_related("values__attribute", "values__choice")

    def has_add_permission(self, request: HttpRequest, obj: Product | None = None) -> bool:
        """Only of a product that exists: before, nobody knows what its variants differ in."""
        return obj is not None and super().has_add_permission(request, obj)


ProductAdmin.also_shows(AxisInline, VariantInline)
ProductAdmin.search_fields = (*ProductAdmin.search_fields, "variants__sku", "variants__gtin")
