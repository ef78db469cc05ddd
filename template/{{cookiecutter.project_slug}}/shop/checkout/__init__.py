"""From a cart to an order: what is wanted is set aside, paid for, and sold, once."""
