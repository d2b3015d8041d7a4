"""`guichet print`: receipts and cards as a PDF, recorded as given out."""

from __future__ import annotations

from typing import cast

from desktop.commands.call import Answer, Call
from desktop.commands.output import Output
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.services.fill_papers import Layout
from desktop.services.print_papers import Printed, print_papers
from domain.languages import LANGUAGES
from domain.vocabulary import Paper

_LAYOUTS: dict[Paper, tuple[Layout, ...]] = {
    Paper.receipt: ("a5", "a4", "roll80"),
    Paper.card: ("single", "sheet"),
}


def arguments(parser: Parser, language: Language) -> None:
    """What, for whom, in which language, where to."""
    parser.takes_file()
    parser.takes_paper()
    words = language.say("CommandHelp", "codes of households or people")
    parser.add_argument("codes", nargs="+", metavar=language.say("Command", "CODE"), help=words)
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=None,
        help=language.say("CommandHelp", "the paper's language (else each citizen's own)"),
    )
    words = language.say("CommandHelp", "the PDF to write")
    parser.add_argument("--output", required=True, metavar=language.say("Command", "FILE"), help=words)
    words = language.say("CommandHelp", "write over a file of that name")
    parser.add_argument("--force", action="store_true", help=words)
    layouts = [layout for layouts in _LAYOUTS.values() for layout in layouts]
    parser.add_argument(
        "--layout",
        choices=layouts,
        default=None,
        help=language.say(
            "CommandHelp", "receipts: a5, a4 (two a page), roll80; cards: single, sheet (ten a page)"
        ),
    )
    words = language.say("CommandHelp", "why another copy is needed")
    parser.add_argument("--reason", default="", help=words)


def check(parser: Parser, args: object) -> None:
    """A card does not come on a roll: a wrong usage, found before anything is opened."""
    paper, layout = Paper(getattr(args, "paper", "")), getattr(args, "layout", None)
    if layout is not None and layout not in _LAYOUTS[paper]:
        words = parser.language.say("Command", "--layout {layout} is not for {paper}")
        parser.error(words.format(layout=layout, paper=paper.value))


def run(call: Call) -> Answer:
    """Exit 1 when a copy needs a reason, or the file cannot be written."""
    args = call.args
    output = Output(args.output, force=args.force)
    paper = Paper(args.paper)
    layout = cast(Layout, args.layout or _LAYOUTS[paper][len(args.codes) > 1])
    with call.desk() as desk:
        printed = print_papers(desk, paper, args.codes, layout, args.language, args.reason)
    output.write(printed.pdf)
    words = call.language.say("Command", "%n paper(s) in {file}", "", len(printed.subjects))
    return Answer(_document(output, paper, layout, printed), [words.format(file=output.path)])


def _document(output: Output, paper: Paper, layout: Layout, printed: Printed) -> dict[str, object]:
    return {
        "output": str(output.path),
        "paper": paper.value,
        "layout": layout,
        "papers": [
            {"code": subject.code, "language": subject.language, "copy": subject.copy_number, "print": row}
            for subject, row in zip(printed.subjects, printed.prints, strict=True)
        ],
    }
