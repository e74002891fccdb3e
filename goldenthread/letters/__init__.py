"""Letters to people who sign in: each thing is told once, in one letter a day, in working hours.

Floor 3. A room above leaves a note; this room gathers a person's notes and posts them.
"""
