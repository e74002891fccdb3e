"""Public figures for other people's software: CSV with its description, a catalogue, a feed.

Everything here is read as a visitor who has not signed in would read it, whoever asks.
"""
