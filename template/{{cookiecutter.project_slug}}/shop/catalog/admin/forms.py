"""Forms whose fields depend on data: a variant is asked for what the variants of its product differ in."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
# {% if not reached("money.locales") %}
from django.conf import settings
from django.core.exceptions import ValidationError
# {% endif %}

from shop.catalog.answers import Answer
from shop.catalog.models import Attribute, Kind, Product, ProductAttribute, Variant
from shop.catalog.services.attributes import set_axes
from shop.catalog.services.variants import add_variant, change_price, restore_variant, retire_variant
# {% if reached("money.locales") %}
from shop.core.fields import PriceField
# {% else %}
from shop.core.money import Money
# {% endif %}

PICK = ("", "---------")


class VariantForm(forms.ModelForm[Variant]):
    """One row of a product's variants. What stands on a box cannot change once the box is printed."""

    # {% if reached("money.locales") %}
    price = PriceField()
    # {% else %}
    price = forms.DecimalField(min_value=0)
    # {% endif %}
    axes: ClassVar[Sequence[Attribute]] = ()

    class Meta:
        model = Variant
        fields = ("sku", "gtin", "weight_grams", "is_active")
        widgets: ClassVar = {"sku": forms.TextInput({"size": 24}), "gtin": forms.TextInput({"size": 14})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sku"].required = False
        self.fields["sku"].help_text = "Suggested when left empty."
        if self.instance.pk:
            # {% if reached("money.locales") %}
            self.initial["price"] = self.instance.price
            # {% else %}
            self.initial["price"] = self.instance.price.decimal
            # {% endif %}
            self.initial.update({value.attribute.code: value.code for value in self.instance.values.all()})
            for name in ("sku", "gtin", "weight_grams", *self.axis_names()):
                self.fields[name].disabled = True

    def axis_names(self) -> list[str]:
        """The names of the fields that are axes."""
        return [axis.code for axis in self.axes]

    # {% if not reached("money.locales") %}
    def clean_price(self) -> Money:
        """Read the price in the shop's currency."""
        try:
            return Money.of(self.cleaned_data["price"], settings.SHOP_CURRENCY)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    # {% endif %}
    def answers(self) -> Mapping[str, Answer]:
        """What was filled in about the axes."""
        return {name: self.cleaned_data[name] for name in self.axis_names()}


def form_for(product: Product | None) -> type[VariantForm]:
    """The row of a variant of this product, with a field for each axis."""
    axes = [] if product is None else [axis.attribute for axis in product.axes.select_related("attribute")]
    fields = {attribute.code: field_for(attribute) for attribute in axes}
    return type("VariantForm", (VariantForm,), {**fields, "axes": axes})


def field_for(attribute: Attribute) -> forms.Field:
    """The field in which people answer an attribute."""
    label = f"{attribute.name} ({attribute.unit})" if attribute.unit else attribute.name
    match attribute.kind:
        case Kind.CHOICE:
            offered = [(choice.value, choice.label) for choice in attribute.choices.all()]
            return forms.ChoiceField(choices=[PICK, *offered], label=label)
        case Kind.BOOLEAN:
            answers = [PICK, ("yes", "yes"), ("no", "no")]
            return forms.TypedChoiceField(choices=answers, coerce=lambda text: text == "yes", label=label)
        case Kind.NUMBER:
            return forms.DecimalField(max_digits=12, decimal_places=3, label=label)
        case _:
            return forms.CharField(max_length=40, label=label)


class VariantFormSet(forms.BaseInlineFormSet[Variant, Product, Any]):
    """The variants of a product: new rows are put up for sale, old ones get a new price or are retired."""

    def save_new(self, form: VariantForm, commit: bool = True) -> Variant:
        """Put a row up for sale."""
        told = form.cleaned_data
        return add_variant(
            product=self.instance,
            price=told["price"],
            values=form.answers(),
            sku=told["sku"],
            gtin=told["gtin"],
            weight_grams=told["weight_grams"],
        )

    def save_existing(self, form: VariantForm, obj: Variant, commit: bool = True) -> Variant:
        """Do what was changed in a row."""
        if "price" in form.changed_data:
            change_price(variant=obj, price=form.cleaned_data["price"])
        if "is_active" in form.changed_data:
            switch = restore_variant if form.cleaned_data["is_active"] else retire_variant
            switch(variant=obj)
        return obj


class AxisFormSet(forms.BaseInlineFormSet[ProductAttribute, Product, "forms.ModelForm[ProductAttribute]"]):
    """The axes of a product, set all at once."""

    def save(self, commit: bool = True) -> list[ProductAttribute]:
        """Set the axes that are filled in and not ticked for removal, in their order."""
        kept = [form for form in self.forms if form.cleaned_data and form not in self.deleted_forms]
        self.new_objects: list[ProductAttribute] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[ProductAttribute] = []
        if self.has_changed():
            attributes = [form.cleaned_data["attribute"] for form in kept]
            self.new_objects = set_axes(product=self.instance, attributes=attributes)
        return self.new_objects
