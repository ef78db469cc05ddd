"""Pictures in the admin: a page of their own, and a part of each product's page."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shop.catalog.admin.products import ProductAdmin
from shop.catalog.models import Product
from shop.core.admin import become
from shop.media.forms import ImageForm, PictureForm, PictureFormSet, kept
from shop.media.models import Image, ProductImage
from shop.media.selectors import copy_for


def shown(image: Image, width: int, alt: str) -> SafeString:
    """An image at a width of the page, sharp on screens with twice the pixels."""
    copy = copy_for(image, width * 2)
    return format_html('<img src="{}" width="{}" alt="{}" loading="lazy">', copy.file.url, width, alt)


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin[Image]):
    """All pictures. One may be added or, while no product shows it, deleted; none is ever changed."""

    list_display = ("thumbnail", "public_id", "width", "height", "byte_size", "created_at")
    search_fields = ("public_id", "sha256")
    form = ImageForm
    readonly_fields = ("preview", "public_id", "content_type", "width", "height", "byte_size", "sha256")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        """The pictures with their copies: two queries for a page of the list."""
        return super().get_queryset(request).prefetch_related("renditions")

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple[str, ...]:
        """A file to choose for a new one, what is known of an old one."""
        return self.readonly_fields if obj else ("upload",)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: another picture is another image."""
        return False

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        """Keep the picture. The same file a second time leads to the image that is there."""
        become(obj, kept(form.cleaned_data["upload"]))

    @admin.display(description="")
    def thumbnail(self, image: Image) -> SafeString:
        """Small, for the list."""
        return shown(image, 80, "")

    @admin.display(description="Picture")
    def preview(self, image: Image) -> SafeString:
        """Large, for its own page."""
        return shown(image, 480, "")


class PictureInline(admin.TabularInline[ProductImage, Product]):
    """The pictures of a product, in the order in which shoppers see them."""

    model = ProductImage
    form = PictureForm
    formset = PictureFormSet
    fields = ("thumbnail", "upload", "alt", "variant", "position")
    readonly_fields = ("thumbnail",)
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[ProductImage]:
        """The pictures with their images and copies, in two queries."""
        return super().get_queryset(request).select_related("image").prefetch_related("image__renditions")

    @admin.display(description="")
    def thumbnail(self, picture: ProductImage) -> SafeString | str:
        """Small; nothing in a row that has none yet."""
        return shown(picture.image, 80, picture.alt) if picture.pk else ""


ProductAdmin.also_shows(PictureInline)
