"""Categories and products in the admin."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from shop.catalog.models import Category, Product
from shop.catalog.services.categories import create_category, update_category
from shop.catalog.services.products import create_product, update_product
from shop.catalog.services.publishing import archive_product, publish_product, unpublish_product
from shop.core.admin import ServiceAdmin, become
from shop.core.errors import ShopError


@admin.register(Category)
class CategoryAdmin(ServiceAdmin[Category]):
    """The shelves."""

    list_display = ("name", "parent", "position")
    list_select_related = ("parent",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    fields = ("name", "slug", "parent", "position", "description")

    def save_model(
        self, request: HttpRequest, obj: Category, form: ModelForm[Category], change: bool
    ) -> None:
        """Put up the shelf, or move it."""
        told = {field: form.cleaned_data[field] for field in self.fields}
        if change:
            update_category(category=obj, **told)
        else:
            become(obj, create_category(**told))


@admin.register(Product)
class ProductAdmin(ServiceAdmin[Product]):
    """The products. Where one stands in its life is changed by an action, never by a field."""

    list_display = ("name", "category", "status", "published_at")
    list_filter = ("status", "category")
    list_select_related = ("category",)
    search_fields: ClassVar[tuple[str, ...]] = ("name", "slug", "summary", "public_id")
    date_hierarchy = "published_at"
    ordering = ("-updated_at",)
    actions = ("publish", "unpublish", "archive")
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("public_id", "status", "published_at", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("name", "slug", "category", "summary", "description")}),
        ("Its life", {"fields": readonly_fields}),
    )

    def save_model(self, request: HttpRequest, obj: Product, form: ModelForm[Product], change: bool) -> None:
        """Write what is told about the product."""
        if change:
            update_product(product=obj, **form.cleaned_data)
        else:
            become(obj, create_product(**form.cleaned_data))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may decide what shoppers see, which is more than to write about it."""
        return request.user.has_perm("catalog.publish_product")

    @admin.action(description="Publish", permissions=["publish"])
    def publish(self, request: HttpRequest, chosen: QuerySet[Product]) -> None:
        """Show the chosen products to shoppers."""
        self.each(request, chosen, publish_product, "published")

    @admin.action(description="Take out of the shop", permissions=["publish"])
    def unpublish(self, request: HttpRequest, chosen: QuerySet[Product]) -> None:
        """Make drafts of the chosen products."""
        self.each(request, chosen, unpublish_product, "taken out of the shop")

    @admin.action(description="Archive", permissions=["publish"])
    def archive(self, request: HttpRequest, chosen: QuerySet[Product]) -> None:
        """Put the chosen products away for good."""
        self.each(request, chosen, archive_product, "archived")

    def each(
        self, request: HttpRequest, chosen: QuerySet[Product], verb: Callable[..., Any], done: str
    ) -> None:
        """Do something to each product; one that refuses does not hold up the others."""
        count = 0
        for product in chosen:
            try:
                verb(product=product)
                count += 1
            except ShopError as refusal:
                self.message_user(request, f"{product}: {refusal}", messages.ERROR)
        if count:
            self.message_user(request, f"{count} {done}.", messages.SUCCESS)
