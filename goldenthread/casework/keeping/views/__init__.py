"""Pages of those who look after what is kept of people in cases."""
