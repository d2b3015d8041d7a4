"""`guichet photo`: a portrait for a person, cropped and made small."""

from __future__ import annotations

from pathlib import Path

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.services.photos import attach, read_image


def arguments(parser: Parser, language: Language) -> None:
    """Whose portrait, and the picture."""
    parser.takes_file()
    parser.takes_code()
    words = language.say("CommandHelp", "a picture file")
    parser.add_argument("image", metavar=language.say("Command", "IMAGE"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 when the file is no picture."""
    image = read_image(Path(call.args.image))
    with call.desk() as desk:
        row = attach(desk, call.args.code, image)
    return Answer({"photo": row}, [call.language.say("Command", "The portrait is kept.")])
