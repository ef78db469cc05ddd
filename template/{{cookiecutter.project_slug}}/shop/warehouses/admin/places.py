"""Places in the admin: staff open them, put them on the map, and say what it costs to send from there."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from shop.core.admin import ServiceAdmin, become
from shop.core.fields import PriceField
from shop.inventory.models import Location
from shop.warehouses.models import ParcelCost, Warehouse
from shop.warehouses.services.places import open_location, place_warehouse, set_parcel_cost


@admin.register(Location)
class LocationAdmin(ServiceAdmin[Location]):
    """Places with shelves. A code stays, because papers name it."""

    list_display = ("code", "name", "is_default")
    fields = ("code", "name")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: another name would be another place."""
        return False

    def save_model(self, request: HttpRequest, obj: Location, form: Any, change: bool) -> None:
        """Open the place."""
        become(obj, open_location(**form.cleaned_data))


@admin.register(Warehouse)
class WarehouseAdmin(ServiceAdmin[Warehouse]):
    """Where places stand, and how gladly they send."""

    list_display = ("location", "country", "latitude", "longitude", "rank")
    list_select_related = ("location",)
    fields = ("location", "country", "latitude", "longitude", "rank")

    def get_readonly_fields(self, request: HttpRequest, obj: Warehouse | None = None) -> tuple[str, ...]:
        """A warehouse stays the same place."""
        return ("location",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Warehouse, form: Any, change: bool) -> None:
        """Put it on the map."""
        told = form.cleaned_data
        point = (float(told["latitude"]), float(told["longitude"]))
        placed = place_warehouse(
            location=obj.location, country=told["country"], point=point, rank=told["rank"]
        )
        become(obj, placed)


class ParcelCostForm(forms.ModelForm[ParcelCost]):
    """What a parcel costs, as people write amounts."""

    parcel = PriceField(help_text="For the parcel, in the shop's currency.")
    unit = PriceField(help_text="For each unit in it.")

    class Meta:
        model = ParcelCost
        fields = ("warehouse", "country")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.update(parcel=self.instance.parcel, unit=self.instance.unit)


@admin.register(ParcelCost)
class ParcelCostAdmin(ServiceAdmin[ParcelCost]):
    """What it costs to send from where to where."""

    form = ParcelCostForm
    list_display = ("warehouse", "country", "parcel", "unit")
    list_filter = ("country",)
    list_select_related = ("warehouse__location",)
    fields = ("warehouse", "country", "parcel", "unit")

    def get_readonly_fields(self, request: HttpRequest, obj: ParcelCost | None = None) -> tuple[str, ...]:
        """Another place or country is another cost."""
        return ("warehouse", "country") if obj else ()

    def save_model(self, request: HttpRequest, obj: ParcelCost, form: Any, change: bool) -> None:
        """Say the cost."""
        told = form.cleaned_data
        said = set_parcel_cost(
            warehouse=obj.warehouse, country=obj.country, parcel=told["parcel"], unit=told["unit"]
        )
        become(obj, said)
