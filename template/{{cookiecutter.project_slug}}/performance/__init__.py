"""How fast the shop is: what shoppers do, what pages may cost, what a change brings. It is never shipped."""
