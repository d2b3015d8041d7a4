"""`guichet photo`: a portrait for a person, turned, cropped and made small."""

from __future__ import annotations

from pathlib import Path

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.services.photos import attach
from desktop.services.pictures import read_file


def arguments(parser: Parser, language: Language) -> None:
    """Whose portrait, and the picture."""
    parser.takes_file()
    parser.takes_code()
    words = language.say("CommandHelp", "a picture file")
    parser.add_argument("image", metavar=language.say("Command", "IMAGE"), help=words)
    parser.takes_framing()


def run(call: Call) -> Answer:
    """Exit 1 when the file is no picture."""
    path = Path(call.args.image)
    image = read_file(path)
    with call.desk() as desk:
        row = attach(desk, call.args.code, image, call.args.crop, call.args.rotate, path.name)
    return Answer({"photo": row}, [call.language.say("Command", "The portrait is kept.")])
