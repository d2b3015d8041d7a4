"""Every problem in two sentences: what happened, and what is safe and can be done.

To add a code, add its line of two marked sentences to the table it belongs to, then fill in the other
languages with ``python -m desktop.language.update --fill``. ``{age}`` in a sentence is the problem's fact.
"""

from __future__ import annotations

from desktop.language.sentences.changes import CHANGES
from desktop.language.sentences.checks import CHECKS
from desktop.language.sentences.duplicates import DUPLICATES
from desktop.language.sentences.exchange import EXCHANGE
from desktop.language.sentences.files import FILES
from desktop.language.sentences.lists import LISTS
from desktop.language.sentences.packs import PACKS
from desktop.language.sentences.papers import PAPERS
from desktop.language.sentences.paperwork import PAPERWORK
from desktop.language.sentences.people import PEOPLE
from desktop.language.sentences.pictures import PICTURES
from desktop.language.sentences.registration import REGISTRATION
from desktop.language.sentences.serving import SERVING

FAMILIES = (
    REGISTRATION,
    CHECKS,
    CHANGES,
    PEOPLE,
    FILES,
    PAPERS,
    EXCHANGE,
    SERVING,
    PACKS,
    PAPERWORK,
    PICTURES,
    LISTS,
    DUPLICATES,
)
SENTENCES: dict[str, tuple[str, str]] = {
    code: sentences for family in FAMILIES for code, sentences in family.items()
}
