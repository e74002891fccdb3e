"""Dates as people in the United Kingdom say them."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "j M Y"
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
