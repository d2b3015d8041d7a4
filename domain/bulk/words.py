"""What the cells of a list say for the codes of a vocabulary, in three languages."""

from __future__ import annotations

from collections.abc import Iterable

from domain.matching.names import fold

# Folded words. ``h`` is homme and homem; ``m`` is male, masculin and masculino, but mulher beside ``h``.
SEX = {
    "female": "f|female|woman|girl|feminin|femme|fille|fem|feminino|mulher|menina|2",
    "male": "m|male|man|boy|masculin|homme|garcon|masc|masculino|homem|menino|h|1",
    "not_known": "not known|unknown|inconnu|non connu|nao conhecido|desconhecido",
}
ROLE = {
    "head": "head|head of household|hh head|chef|chef de menage|cm|chefe|chefe do agregado"
    "|chefe do agregado familiar"
    "|representante|chefe de familia",
    "spouse": "spouse|wife|husband|partner|conjoint|conjointe|conjoint ou conjointe|epouse|epoux"
    "|femme|mari|conjuge|esposa"
    "|esposo|marido",
    "child": "child|son|daughter|enfant|fils|fille|filho|filha|filho a|filho ou filha",
    "other_relative": "other relative|relative|parent|brother|sister|mother|father|grandchild|nephew|niece"
    "|autre parent|frere|soeur|mere|pere|petit fils|petite fille|neveu|niece|outro parente"
    "|outro familiar|irmao|irma"
    "|mae|pai|neto|neta|sobrinho|sobrinha",
    "non_relative": "not related|non relative|sans lien|sans lien de parente|non apparente"
    "|sem parentesco|nao parente",
    "domestic_worker": "domestic worker|domestique|employe de maison|empregado domestico|empregada domestica",
    "guest": "guest|visitor|visiteur|hote|hote de passage|hospede|visita",
    "absent_member": "absent member|absent|absente|membre absent|membro ausente|ausente",
}
LANGUAGE = {
    "en": "en|english|anglais|ingles",
    "fr": "fr|french|francais|frances",
    "pt": "pt|portuguese|portugais|portugues",
}
YES_NO = {"true": "yes|y|oui|o|sim|s|x|1", "false": "no|non|nao|n|0"}
VOCABULARIES = {"sex": SEX, "role": ROLE, "language": LANGUAGE, "single_name": YES_NO}


def known_words(field: str) -> dict[str, str]:
    """Each folded word of a field with the code it stands for; none for a field of free text."""
    table = VOCABULARIES.get(field, {})
    return {word: code for code, words in table.items() for word in (*words.split("|"), fold(code))}


def sex_is_unclear(seen: Iterable[str]) -> bool:
    """Whether ``H`` and ``M`` stand side by side without an ``F``: homem and mulher, or H for nothing."""
    words = {fold(word) for word in seen}
    return "h" in words and "m" in words and not words & {"f", "feminin", "feminino", "femme", "female"}
