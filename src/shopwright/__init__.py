"""Shopwright: a course and a starter kit for production e-commerce in Django, built from one template."""
