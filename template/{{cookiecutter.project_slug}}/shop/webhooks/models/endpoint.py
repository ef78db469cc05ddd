"""Where the shop sends what it has to tell, and how it went there lately."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from shop.core import clock
from shop.core.ids import public_id


def new_public_id() -> str:
    """Make an endpoint's public identifier."""
    return public_id("whe")


class Endpoint(models.Model):
    """An address of somebody else's. Its secret stands nowhere; see `shop.webhooks.keys`.

    Attributes:
        topics: what it wants to hear of.
        is_active: switched off, it is sent nothing, and nothing is kept for it.
        generation: counts its secrets; `previous_until` is how long the one before is good, too.
        failures, openings, resting_until: its circuit breaker; see `shop.core.breaker`.
        why_off: what switched it off, if that was not a person.
    """

    public_id = models.CharField(max_length=24, default=new_public_id, editable=False, unique=True)
    name = models.CharField(max_length=60)
    url = models.URLField(max_length=500, verbose_name="URL")
    topics = ArrayField(models.CharField(max_length=60), default=list)
    is_active = models.BooleanField(default=True)
    generation = models.PositiveIntegerField(default=1, editable=False)
    previous_until = models.DateTimeField(null=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    openings = models.PositiveIntegerField(default=0, editable=False)
    resting_until = models.DateTimeField(null=True, editable=False)
    why_off = models.CharField(max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        permissions = [("rotate_endpoint", "Can give endpoints a new secret")]

    def __str__(self) -> str:
        return self.name
