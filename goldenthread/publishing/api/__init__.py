"""Plans, indicators, observations and publications for other people's software, to read.

What is public is decided where the pages and the open data decide it: everything here is read
as a visitor would read it, whoever asks. `operations` says what may be asked.
"""
