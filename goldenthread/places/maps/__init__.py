"""Maps drawn by the server: shapes coloured by class, as SVG, with legend, table and words."""

from goldenthread.places.maps.classes import Class, classed
from goldenthread.places.maps.drawing import draw
from goldenthread.places.maps.plan import Cell, Plan, State
from goldenthread.places.maps.showing import component
from goldenthread.places.maps.words import described

__all__ = ["Cell", "Class", "Plan", "State", "classed", "component", "described", "draw"]
