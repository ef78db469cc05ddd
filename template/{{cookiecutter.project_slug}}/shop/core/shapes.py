"""Shapes of text that forms, services and the database check alike, written once."""

from django.core.validators import RegexValidator

# Words of small letters and digits with one hyphen between two: what may stand in an address.
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
slug = RegexValidator(SLUG, "Small letters, digits and single hyphens only, as in `harbour-mug`.")
# {% if reached("price-lists.regions") %}

# A country's code after ISO 3166.
COUNTRY = r"^[A-Z]{2}$"
# {% endif %}
