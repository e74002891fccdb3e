"""Composing a report: what the adopted plan is judged by, with figures as known on a day."""
