"""The words of the grammar: general English of public reports, in classes.

A class is one letter, so that a sentence can be matched as a string of letters (`tokens`).
"""

import re


def words(text: str) -> frozenset[str]:
    """A class of words, written with spaces between them."""
    return frozenset(text.split())


def in_order(text: str) -> list[str]:
    """Words written with spaces between them, in their order."""
    return text.split()


UP = words(
    "increase increases increased increasing rise rises rose risen rising grew grow grows grown"
    " growing growth climbed climb climbing jumped jump surge surged uplift soared"
)
DOWN = words(
    "decrease decreases decreased decreasing reduction reductions reduce reduces reduced reducing"
    " fall falls fell fallen falling drop drops dropped dropping decline declines declined"
    " declining cut cuts dipped dip shrank shrunk halving lowered slumped"
)
COMPARATIVE_UP = words(
    "more higher extra additional greater larger above exceeding exceeds exceeded surpassing"
)
COMPARATIVE_DOWN = words("fewer less lower smaller below under")
CHANGE = words("change changed changes changing variance movement difference")
RATIO = {
    "doubled": 2, "doubling": 2, "trebled": 3, "tripled": 3, "trebling": 3, "tripling": 3,
    "quadrupled": 4, "quadrupling": 4,
}  # fmt: skip
HALVED = words("halved halving")
COMPARE = re.compile(
    r"(?:(?:when |as |if )?(?:compared|relative|set|measured) (?:to|with|against)"
    r"|in comparison (?:to|with)|compared|against|versus|vs\.?|as opposed to)\b",
    re.IGNORECASE,
)
PREVIOUS = re.compile(
    r"(?:the )?(?:same (?:period|time|quarter|month)(?: in| of)?(?: the)? )?"
    r"(?:previous|preceding|prior|last) (?:financial |calendar |reporting |12[- ]month )?"
    r"(?:year|quarter|month|period|12 months)(?:'s)?\b|(?:the )?(?:year|quarter|month) before\b"
    r"|a year (?:earlier|ago)\b|same period a year (?:earlier|ago)\b",
    re.IGNORECASE,
)
CONJUNCTION = words("while whilst whereas but although though however")
FUNCTION = words(
    "a an the this that these those there here it its their our my your his her we i they he she"
    " who whom which what when where is are was were be been being has have had having do does"
    " did will would can could may might shall should must and or nor as at by for from in into"
    " of off on onto out over per to up upon with within across throughout during since"
    " between among amongst through than then so such if no also both each every any some"
    " all other another same just only very now still yet again about around almost nearly"
    " approximately well down after before until against compared comparison respectively"
    " including include includes included"
)
FILLER = words(
    "number numbers figure figures level levels total totals overall incident incidents report"
    " reports reported reporting record records recorded recording case cases police force area"
    " areas year years month months quarter period periods saw see seen seeing equate equates"
    " equating amount amounts amounting represent represents representing equivalent reflected"
    " significant further reduction current currently continue continues"
    " continued achieve achieves achieved stand stands stood remain remains remained result"
    " resulted resulting result's previous last first latest recent local locally county city"
    " borough district annual annually yearly average averaged approximately data show shows"
    " showed shown showing programme got gone go went come came make made makes making mean"
    " means meaning volume volumes count counts people persons individual individuals"
    " respect terms baseline good news positive reach reached reaching started compare re"
    " offence offences crime crimes percentage percent proportion rate rates share"
)
COUNTED = {  # what is counted: two facts that name different ones are about two things
    "incident": "incident", "incidents": "incident", "crime": "crime", "crimes": "crime",
    "offence": "crime", "offences": "crime", "people": "person", "persons": "person",
    "individual": "person", "individuals": "person", "case": "case", "cases": "case",
    "rate": "rate", "rates": "rate", "percentage": "rate", "proportion": "rate", "share": "rate",
    "average": "average", "volume": "volume", "which": "which", "where": "which",
}  # fmt: skip
PLACES = re.compile(
    r"\b(?:[Ii]n|[Aa]cross|[Ww]ithin|[Aa]t|[Ff]or|[Ff]rom)\s+(?:the\s+)?((?:[A-Z][a-z]+[ -]?)+)"
)
QUALIFIERS = re.compile(
    r"(?:(?:just|well|slightly|a little) (?:over|under|above|below|more than|less than)"
    r"|in excess of|(?:no )?(?:more|less|fewer) than|over|under|above|below|around|about"
    r"|almost|nearly|approximately|approx\.?|roughly|circa|up to|at least|at most|some|only"
    r"|close to|exceeding|estimated|c\.)\s*$",
    re.IGNORECASE,
)
ABOVE = words("over above exceeding") | {
    "more than", "just over", "just above", "in excess of", "well over", "well above",
    "slightly over", "slightly above", "well more than", "at least", "just more than",
    "slightly more than",
}  # fmt: skip
BELOW = words("almost nearly under below") | {
    "less than", "fewer than", "just under", "just below", "close to", "slightly under",
    "slightly below", "well under", "well below", "up to", "at most", "no more than",
    "just less than", "slightly less than",
}  # fmt: skip
BENCHMARK = words(
    "target targets average national nationally england wales region regional regionally"
    " benchmark threshold expected norm peers similar families family standard goal budget ceiling"
)
NOT_COUNTED = re.compile(  # words after which a number names a thing, and counts nothing
    r"\b(?:sections?|paragraphs?|paras?|pages?|tables?|figures?|charts?|appendix|appendices"
    r"|annex|phase|stage|tier|level|step|part|chapter|version|key stage|band|priority|pillar"
    r"|objective|recommendations?|round|item|question|note|clause|schedule|article|rule|form"
    r"|grade|category|class|cohort|room|ward|zone|no\.?|number|nos?\.?|line|lines|junction|theme"
    r"|aim|action|goal|agenda|minutes?|standard|option|ref|reference|issue|volume|vol\.?"
    r"|streets|part|lot|act|regulations?|unit|fatal|windows|wave|group|module|scenario"
    r"|(?<!last )(?<!this )(?<!previous )(?<!next )(?<!per )(?<!each )(?<!a )(?:years?|week|day)"
    r"|p\.?|pp\.?|s\.?|ss\.?|room|floor|box|call|dial|ring|tel|telephone|phone|fax|text)"
    r"[ :#]*$",
    re.IGNORECASE,
)
ACRONYMS = {
    "asb": "anti social behaviour", "da": "domestic abuse", "ksi": "killed seriously injured",
    "vawg": "violence against women girls", "iom": "integrated offender management",
    "fte": "first time entrants", "rtc": "road traffic collision", "vap": "violence person",
    "yp": "young people", "csp": "community safety partnership",
    "pcc": "police crime commissioner", "yjs": "youth justice system",
}  # fmt: skip
LISTED = words(  # nouns that announce a list
    "theme priority area objective aim threat outcome pillar strand principle action goal measure"
    " recommendation initiative project challenge aspect element component category type group"
    " stage step strategy commitment key driver ambition way point question reason factor"
    " indicator scheme service partner authority organisation agency workstream bid site district"
    " hotspot operation campaign issue work programme target function role risk decision"
    " proposal option condition criterion criteria phase tier deliverable value promise"
    " force council member body duty power tool heading topic location town ward"
)
