"""What the benchmark of orders is made of: ready carts, servers, people who ask, and the floor below."""
