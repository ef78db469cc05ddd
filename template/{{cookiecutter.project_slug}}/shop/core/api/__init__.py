"""What the domains' APIs share: how they refuse, and how they answer."""
