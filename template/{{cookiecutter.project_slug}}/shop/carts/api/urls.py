"""The carts' addresses, below the API's version."""

from django.urls import URLPattern, path

from shop.carts.api import views

urlpatterns: list[URLPattern] = [
    path("carts/", views.CartListApi.as_view(), name="cart-list"),
    path("carts/<slug:token>/", views.CartDetailApi.as_view(), name="cart-detail"),
    path("carts/<slug:token>/lines/", views.CartLinesApi.as_view(), name="cart-lines"),
    path("carts/<slug:token>/lines/<slug:sku>/", views.CartLineApi.as_view(), name="cart-line"),
    path("carts/<slug:token>/coupons/", views.CartCouponsApi.as_view(), name="cart-coupons"),
    path("carts/<slug:token>/coupons/<str:code>/", views.CartCouponApi.as_view(), name="cart-coupon"),
    path("carts/<slug:token>/destination/", views.CartDestinationApi.as_view(), name="cart-destination"),
    path("carts/<slug:token>/seen/", views.CartSeenApi.as_view(), name="cart-seen"),
]
