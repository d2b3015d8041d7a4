"""`guichet my-data`: all that is held of a household, as a PDF for its people."""

from __future__ import annotations

from desktop.commands.call import Answer, Call
from desktop.commands.output import Output
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.services import my_data
from domain.languages import LANGUAGES


def arguments(parser: Parser, language: Language) -> None:
    """Whose data, and where the sheet goes."""
    parser.takes_file()
    parser.takes_code()
    words = language.say("CommandHelp", "the PDF to write")
    parser.add_argument("--output", required=True, metavar=language.say("Command", "FILE"), help=words)
    words = language.say("CommandHelp", "the paper's language (else each citizen's own)")
    parser.add_argument("--language", choices=LANGUAGES, default=None, help=words)
    words = language.say("CommandHelp", "why a confidential file is opened; it is written down")
    parser.add_argument("--reason", default="", metavar=language.say("Command", "WORDS"), help=words)
    words = language.say("CommandHelp", "write over a file of that name")
    parser.add_argument("--force", action="store_true", help=words)


def run(call: Call) -> Answer:
    """Exit 1 when the code is nobody's or the file cannot be written."""
    args = call.args
    output = Output(args.output, force=args.force)
    with call.desk() as desk:
        pages = my_data.preview(desk, args.code, args.language, args.reason)
        output.write(pages)
        my_data.hand_out(desk, args.code, args.language, args.reason)
    words = call.language.say("Command", "The sheet is written to {file}")
    return Answer({"output": str(output.path)}, [words.format(file=output.path)])
