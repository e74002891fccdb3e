"""What is declared of colour rules."""

from typing import Literal

from goldenthread.declared import DeclaredItem


class DeclaredBand(DeclaredItem):
    """One line of a rule."""

    colour: Literal["green", "amber", "red"]
    word: str
    when: Literal["met", "near", "limits_beyond", "limits_span", "otherwise"]


class DeclaredColourRule(DeclaredItem):
    """One rule; whoever writes it never checks it."""

    id: str
    name: str
    written_by: str
    checked_by: str
    bands: list[DeclaredBand]


class ColourRulesFile(DeclaredItem):
    """definitions/colour_rules.yaml."""

    rules: list[DeclaredColourRule]
