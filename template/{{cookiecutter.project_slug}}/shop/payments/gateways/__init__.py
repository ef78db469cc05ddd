"""Ways to be paid, one module a provider. What they have in common stands in `shop.payments.outcomes`."""
