"""From choosing an approach to looking back on it; and the Excel plan that comes back."""
