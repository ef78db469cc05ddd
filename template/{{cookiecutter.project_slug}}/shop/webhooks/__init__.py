"""What other systems tell the shop, and what the shop tells them."""
