"""Did it work? Interventions with a question declared beforehand, and answers with their limits.

Above the money and below the meetings: it reads both counts and what was done, and changes neither.
"""
