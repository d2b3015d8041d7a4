"""Every problem in two sentences: what happened, and what is safe and can be done.

To add a code, add its line of two marked sentences to the table it belongs to, then fill in the other
languages with ``python -m desktop.language.update --fill``. ``{age}`` in a sentence is the problem's fact.
"""

from __future__ import annotations

from desktop.language.sentences.assessing import ASSESSING
from desktop.language.sentences.changes import CHANGES
from desktop.language.sentences.checks import CHECKS
from desktop.language.sentences.contributing import CONTRIBUTING
from desktop.language.sentences.duplicates import DUPLICATES
from desktop.language.sentences.enrolments import ENROLMENTS
from desktop.language.sentences.exchange import EXCHANGE
from desktop.language.sentences.files import FILES
from desktop.language.sentences.forms_as_data import FORMS_AS_DATA
from desktop.language.sentences.grievances import GRIEVANCES
from desktop.language.sentences.lists import LISTS
from desktop.language.sentences.packs import PACKS
from desktop.language.sentences.papers import PAPERS
from desktop.language.sentences.paperwork import PAPERWORK
from desktop.language.sentences.paying import PAYING
from desktop.language.sentences.people import PEOPLE
from desktop.language.sentences.pictures import PICTURES
from desktop.language.sentences.referring import REFERRING
from desktop.language.sentences.registration import REGISTRATION
from desktop.language.sentences.schemes import SCHEMES
from desktop.language.sentences.server_care import SERVER_CARE
from desktop.language.sentences.serving import SERVING
from desktop.language.sentences.settling import SETTLING
from desktop.language.sentences.sticks import STICKS

FAMILIES = (
    REGISTRATION,
    CHECKS,
    CHANGES,
    PEOPLE,
    FILES,
    PAPERS,
    EXCHANGE,
    SERVING,
    SERVER_CARE,
    PACKS,
    PAPERWORK,
    PICTURES,
    LISTS,
    DUPLICATES,
    SETTLING,
    STICKS,
    FORMS_AS_DATA,
    SCHEMES,
    ENROLMENTS,
    REFERRING,
    PAYING,
    CONTRIBUTING,
    GRIEVANCES,
    ASSESSING,
)
SENTENCES: dict[str, tuple[str, str]] = {
    code: sentences for family in FAMILIES for code, sentences in family.items()
}
