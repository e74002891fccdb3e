"""What law or a local decision fixes for casework, each value with the day it holds from."""
