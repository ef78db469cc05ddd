"""The addresses of the webhooks."""

from django.urls import path

from shop.webhooks.views import deliver

urlpatterns = [
    path("<slug:source>/", deliver, name="webhook"),
]
