"""Forms through which staff bring pictures in. `uploads` decides what a picture is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from shop.catalog.models import Product
from shop.core.errors import ShopError
from shop.media.models import Image, ProductImage
from shop.media.services import attach_image, change_picture, detach_image, keep, make_renditions
from shop.media.uploads import CleanPicture, clean


class PictureField(forms.FileField):
    """A file that becomes a clean picture, or a sentence that says why not.

    Django's own ImageField would believe more: it checks that Pillow can open the file, in any of its forty
    formats, and then keeps the file as it came.
    """

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> CleanPicture | None:
        """Decode what was sent."""
        upload: Any = super().clean(data, initial)
        if not upload:
            return None
        try:
            return clean(upload.open())
        except ShopError as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


def kept(picture: CleanPicture) -> Image:
    """Keep a picture that a form has taken in, with its copies."""
    image = keep(picture=picture)
    make_renditions(image=image)
    return image


class ImageForm(forms.ModelForm[Image]):
    """A picture that is not shown anywhere yet."""

    upload = PictureField(
        label="Picture", help_text="JPEG, PNG or WebP, upright, with nothing written on it."
    )

    class Meta:
        model = Image
        fields: tuple[str, ...] = ()


class PictureForm(forms.ModelForm[ProductImage]):
    """A picture on a product's page. Another picture is another row."""

    upload = PictureField(label="Picture", required=False)

    class Meta:
        model = ProductImage
        fields = ("alt", "variant", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False
        if self.instance.pk:
            self.fields["upload"].disabled = True
        else:
            self.initial["position"] = None

    def clean_upload(self) -> CleanPicture | None:
        """A new row needs a file."""
        picture: CleanPicture | None = self.cleaned_data["upload"]
        if picture is None and not self.instance.pk:
            raise ValidationError("Choose a file.", code="required")
        return picture


class PictureFormSet(forms.BaseInlineFormSet[ProductImage, Product, "forms.ModelForm[ProductImage]"]):
    """The pictures of a product, each row through its service."""

    def add_fields(self, form: forms.ModelForm[ProductImage], index: int | None) -> None:
        """Offer the product's own variants only."""
        super().add_fields(form, index)
        variant: Any = form.fields["variant"]
        variant.queryset = self.instance.variants.all() if self.instance.pk else variant.queryset.none()

    def save_new(self, form: forms.ModelForm[ProductImage], commit: bool = True) -> ProductImage:
        """Keep the picture and show it."""
        told = form.cleaned_data
        return attach_image(
            product=self.instance,
            image=kept(told["upload"]),
            alt=told["alt"],
            variant=told["variant"],
            position=told["position"],
        )

    def save_existing(
        self, form: forms.ModelForm[ProductImage], obj: ProductImage, commit: bool = True
    ) -> ProductImage:
        """Describe the picture anew, or move it."""
        told = form.cleaned_data
        return change_picture(
            picture=obj, alt=told["alt"], variant=told["variant"], position=told["position"] or 0
        )

    def delete_existing(self, obj: ProductImage, commit: bool = True) -> None:
        """Take the picture off the page."""
        detach_image(picture=obj)
