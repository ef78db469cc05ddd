"""What was asked with which key, and what was answered."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from shop.core import clock


class IdempotencyKey(models.Model):
    """One request, however often it comes.

    Attributes:
        principal: whose key it is. Two strangers may choose the same one, and each gets their own answer.
        fingerprint: of what was asked, so that a key is not used for something else.
        point: how far the work had come when it last said so.
        holder: who works on it, by a name that nobody else has.
        held_until: after that, whoever works on it is taken for dead; none, if nobody does.
        status, body: what was answered; none as long as nothing was.
    """

    principal = models.CharField(max_length=80)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    point = models.CharField(max_length=24, default="begun")
    holder = models.CharField(max_length=32)
    held_until = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["principal", "key"], name="idempotency_key_once"),
            models.CheckConstraint(
                condition=~Q(principal="") & ~Q(key="") & ~Q(fingerprint=""), name="idempotency_key_complete"
            ),
            # What is answered, nobody works on.
            models.CheckConstraint(
                condition=Q(status__isnull=True, body__isnull=True)
                | Q(status__isnull=False, body__isnull=False, held_until__isnull=True),
                name="idempotency_answer_complete",
            ),
        ]
        # What the reaper walks.
        indexes = [models.Index(fields=["created_at"], name="idempotency_key_age")]

    def __str__(self) -> str:
        return f"{self.key} of {self.principal}"

    @property
    def is_answered(self) -> bool:
        """Whether the answer is there."""
        return self.status is not None

    def is_held(self, at: datetime) -> bool:
        """Whether somebody works on it, as far as anybody can tell."""
        return self.held_until is not None and self.held_until > at
