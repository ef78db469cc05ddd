"""What the store's sandbox accepts and answers, held against the contracts that providers publish."""
