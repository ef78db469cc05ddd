"""What the shop tells its operators: lines with identifiers, and without people."""
