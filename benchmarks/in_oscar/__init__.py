"""A shop made with django-oscar, which does nothing but take orders."""
