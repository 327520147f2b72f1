"""Orders: from the draft to the delivery, or back."""
