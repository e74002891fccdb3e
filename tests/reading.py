"""How hard a text is to read: the Flesch-Kincaid grade, and the age that goes with it.

Source: Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of new readability formulas for
Navy enlisted personnel, Research Branch Report 8-75, p. 14. An American grade begins at the age of
five more than its number, so that grade 6 is read at 11.
"""

import re

import lxml.html

BLOCKS = {
    "p", "li", "h1", "h2", "h3", "label", "legend", "dt", "dd", "button", "summary", "div", "ul",
    "ol", "section", "form", "fieldset", "td", "th", "time",
}  # fmt: skip
SHORTEST = 3  # words of what counts as a sentence; a label of one word neither helps nor harms
SILENT = re.compile(r"(?:[^laeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$")
VOWELS = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Give the syllables of an English word, as nearly as spelling tells."""
    word = word.casefold()
    if len(word) <= 3:
        return 1
    return max(1, len(VOWELS.findall(SILENT.sub("", word))))


def sentences(text: str) -> list[list[str]]:
    """Give the words of each sentence; a line is one at least, and addresses are none."""
    text = re.sub(r"\S*(?:https?://|www\.|/report/)\S*", "", text)
    found = [re.findall(r"[A-Za-z'\u2019]+", part) for part in re.split(r"[.!?:;\n]+", text)]
    return [words for words in found if len(words) >= SHORTEST]


def grade(text: str) -> float:
    """Give the grade of a text of two sentences or more."""
    said = sentences(text)
    words = [word for sentence in said for word in sentence]
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / len(said) + 11.8 * spoken / len(words) - 15.59


def age(text: str) -> float:
    """Give the age at which a text is read."""
    return grade(text) + 5


def text_of(page: str) -> str:
    """Give what the main part of a page says, a line for each block, without what is hidden."""
    main = lxml.html.fromstring(page).xpath("//main")[0]
    for hidden in main.xpath(".//*[@aria-hidden='true'] | .//script | .//textarea"):
        hidden.drop_tree()
    for block in main.iter():
        if block.tag in BLOCKS:
            block.tail = f"\n{block.tail or ''}"
            block.text = f"\n{block.text or ''}"
    return re.sub(r"[ \t]+", " ", str(main.text_content()))
