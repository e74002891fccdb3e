"""One indicator across areas or parts: funnel, ranked bars, small multiples."""
