"""Sets in the admin: look a variant up, and say what it consists of."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest

from shop.bundles.models import Bundle, BundleItem
from shop.bundles.selectors import contents, saving
from shop.bundles.services import compose_bundle, dissolve_bundle
from shop.catalog.models import Variant
from shop.core.admin import ServiceAdmin


class PartFormSet(forms.BaseInlineFormSet[BundleItem, Variant, "forms.ModelForm[BundleItem]"]):
    """The parts of a set, said all at once: a set is right or wrong as a whole."""

    def save(self, commit: bool = True) -> list[BundleItem]:
        """Compose the set of the rows that are filled in and not ticked for removal; of none, dissolve it."""
        kept = [form for form in self.forms if form.cleaned_data and form not in self.deleted_forms]
        self.new_objects: list[BundleItem] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[BundleItem] = []
        if self.has_changed():
            parts = {form.cleaned_data["component"].pk: form.cleaned_data["quantity"] for form in kept}
            if parts:
                self.new_objects = compose_bundle(bundle=self.instance, parts=parts)
            else:
                dissolve_bundle(bundle=self.instance)
        return self.new_objects


class PartInline(admin.TabularInline[BundleItem, Variant]):
    """What a set consists of."""

    model = BundleItem
    fk_name = "bundle"
    formset = PartFormSet
    fields = ("component", "quantity")
    raw_id_fields = ("component",)
    extra = 1


class IsASet(admin.SimpleListFilter):
    """Sets, or what could become one."""

    title = "kind"
    parameter_name = "is_set"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Say what may be chosen."""
        return [("yes", "Sets"), ("no", "Other variants")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Bundle]) -> QuerySet[Bundle]:
        """Keep what was chosen."""
        has_parts = Exists(BundleItem.objects.filter(bundle=OuterRef("pk")))
        match self.value():
            case "yes":
                return queryset.filter(has_parts)
            case "no":
                return queryset.exclude(has_parts)
            case _:
                return queryset


@admin.register(Bundle)
class BundleAdmin(ServiceAdmin[Bundle]):
    """All variants. What one is and costs, its product's page says; here stands what is in it."""

    list_display = ("sku", "product", "price", "parts", "saved", "is_active")
    list_filter = (IsASet,)
    search_fields = ("sku", "name", "product__name")
    list_select_related = ("product",)
    ordering = ("sku",)
    fields = ("sku", "product", "name", "price", "saved")
    readonly_fields = fields
    inlines = (PartInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bundle]:
        """The variants with what is in them: two queries for a page of the list."""
        return super().get_queryset(request).prefetch_related(contents())

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: a set begins as a variant of a product."""
        return False

    def save_model(self, request: HttpRequest, obj: Bundle, form: Any, change: bool) -> None:
        """Nothing of the variant itself is changed here."""

    @admin.display(description="Parts")
    def parts(self, variant: Bundle) -> str:
        """What is in it, by SKU."""
        return ", ".join(str(item) for item in variant.bundle_items.all())

    @admin.display(description="Saves")
    def saved(self, variant: Bundle) -> str:
        """What it costs less than its parts."""
        return str(saving(variant)) if variant.bundle_items.all() else ""
