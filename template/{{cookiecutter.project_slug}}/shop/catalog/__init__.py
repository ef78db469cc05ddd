"""What the shop offers: categories, products, and the forms in which a product is sold."""
