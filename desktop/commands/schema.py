"""`guichet schema`: the JSON Schema of what an import takes."""

from __future__ import annotations

import json

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from domain.registration import HouseholdForm


def arguments(parser: Parser, language: Language) -> None:
    """There is one schema so far."""
    words = language.say("CommandHelp", "what one line of households.jsonl holds")
    parser.add_argument("name", choices=("household",), help=words)


def run(call: Call) -> Answer:
    """JSON Schema 2020-12; always JSON, with or without ``--json``."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **HouseholdForm.model_json_schema()}
    return Answer(schema, [json.dumps(schema, ensure_ascii=False, indent=2)])
