"""Which products a list shows: `?category=mugs&price_max=3000&glaze=oat&glaze=moss`.

Besides the fixed names, every attribute of the catalog is a parameter, under its code. Several values of one
attribute mean any of them. Several parameters mean all of them, of one and the same variant: a mug that is
cheap in white and dear in blue is no cheap blue mug.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django_filters import FilterSet
from django_filters.filters import Filter

from shop.catalog.models import Attribute, Category, Kind, Product, Variant
from shop.catalog.selectors import published_products
from shop.core.api.parameters import listed, suggestion
from shop.core.api.problems import FieldError, InvalidValues

TRUTH = {"true": True, "false": False}
NUMBER = forms.DecimalField(max_digits=12, decimal_places=3)


def no_such(value: str, known: Collection[str]) -> forms.ValidationError:
    """Make the error for a value that is none of the known ones."""
    meant = suggestion(value, known)
    hint = f"Did you mean `{meant}`?" if meant else f"There are {listed(known)}."
    return forms.ValidationError(f"There is no `{value}`. {hint}", code="unknown")


@dataclass
class Answers:
    """An attribute, and how the texts of an address become answers to it."""

    code: str
    kind: str
    choices: list[str] = field(default_factory=list)

    def read(self, text: str) -> str | bool | Decimal:
        """One answer.

        Raises:
            ValidationError: the attribute has no such answer.
        """
        if self.kind == Kind.NUMBER:
            return number(text)
        if self.kind == Kind.BOOLEAN and text not in TRUTH:
            raise no_such(text, TRUTH)
        if self.kind == Kind.CHOICE and text not in self.choices:
            raise no_such(text, self.choices)
        return TRUTH[text] if self.kind == Kind.BOOLEAN else text


def number(text: str) -> Decimal:
    """A number as the database keeps it.

    Raises:
        ValidationError: it is none, or has more digits.
    """
    try:
        value: Decimal = NUMBER.clean(text)
    except forms.ValidationError:
        raise forms.ValidationError(f"`{text}` is not a number such as `8.5`.", code="invalid") from None
    return value


class AnswersField(forms.Field):
    """Any number of answers to an attribute."""

    widget = forms.SelectMultiple

    def __init__(self, *, answers: Answers, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.answers = answers

    def to_python(self, value: list[str] | None) -> list[Any]:
        """Read each of them."""
        return [self.answers.read(text) for text in value or [] if text]


class AttributeFilter(Filter):
    """Variants that give one of these answers."""

    field_class = AnswersField

    def filter(self, qs: QuerySet[Variant], value: list[Any]) -> QuerySet[Variant]:
        """Each call is a join of its own, so that two attributes are asked of two rows."""
        if not value:
            return qs
        answers: Answers = self.extra["answers"]
        column = "choice__value" if answers.kind == Kind.CHOICE else answers.kind
        return qs.filter(**{"values__attribute__code": answers.code, f"values__{column}__in": value})


class AmountFilter(Filter):
    """A whole number of the currency's smallest unit."""

    field_class = forms.IntegerField


class CategoryField(forms.Field):
    """A category by its slug."""

    def to_python(self, value: str | None) -> Category | None:
        """Look it up."""
        if not value:
            return None
        if category := Category.objects.filter(slug=value).first():
            return category
        raise no_such(value, list(Category.objects.values_list("slug", flat=True)))


class CategoryFilter(Filter):
    """What stands on a shelf, and on those below it."""

    field_class = CategoryField


class ProductFilter(FilterSet):
    """The parameters of the list of products. The catalog's attributes are read only if one may be meant.

    Args:
        data: the parameters as they came.
        others: names that mean something else, and win over an attribute of the same code.
    """

    category = CategoryFilter()
    price_min = AmountFilter(field_name="price_amount", lookup_expr="gte", min_value=0, max_value=10**15)
    price_max = AmountFilter(field_name="price_amount", lookup_expr="lte", min_value=0, max_value=10**15)

    def __init__(self, data: QueryDict, others: Collection[str] = ()) -> None:
        super().__init__(data, published_products())
        if set(data) - set(self.filters) - set(others):
            for code, answers in vocabulary().items():
                if code not in others:
                    self.filters.setdefault(code, AttributeFilter(answers=answers, required=False))

    def products(self) -> QuerySet[Product]:
        """The products that fit, as `published_products` gives them.

        Costs one query more for a category, and one for any number of attributes.

        Raises:
            InvalidValues: names each parameter whose value cannot be used.
        """
        if self.errors:
            raise InvalidValues(
                found="parameters that cannot be used.",
                do="correct what `errors` names.",
                errors=self.wrong(),
            )
        wanted = dict(self.form.cleaned_data)
        products = published_products(wanted.pop("category"))
        if not any(value not in (None, []) for value in wanted.values()):
            return products
        variants = Variant.objects.filter(product=OuterRef("pk"), is_active=True)
        for name, value in wanted.items():
            variants = self.filters[name].filter(variants, value)
        return products.filter(Exists(variants))

    def repeatable(self) -> set[str]:
        """The parameters of which several values mean any of them."""
        return {name for name, one in self.filters.items() if isinstance(one, AttributeFilter)}

    def wrong(self) -> list[FieldError]:
        """What is wrong with which parameter."""
        errors = self.errors.get_json_data().items()
        return [FieldError(name, one["code"], one["message"]) for name, found in errors for one in found]


def vocabulary() -> dict[str, Answers]:
    """Every attribute by its code. Costs one query."""
    attributes: dict[str, Answers] = {}
    for code, kind, choice in Attribute.objects.values_list("code", "kind", "choices__value"):
        answers = attributes.setdefault(code, Answers(code, kind))
        if choice is not None:
            answers.choices.append(choice)
    return attributes
