"""The tables of promotions: fields and constraints, nothing that decides."""

from shop.promotions.models.promotion import LONGEST_CODE as LONGEST_CODE
from shop.promotions.models.promotion import Coupon as Coupon
from shop.promotions.models.promotion import Promotion as Promotion
# {% if reached("promotions.redeeming") %}
from shop.promotions.models.redemption import Redemption as Redemption
# {% endif %}
