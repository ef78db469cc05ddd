"""Several places with shelves: which of them a parcel leaves, what is under way, what others count there."""
