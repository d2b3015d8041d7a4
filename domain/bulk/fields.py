"""The fields a column of a list can be, and the headings they usually stand under in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from domain.vocabulary import IdentifierScheme

Level = Literal["household", "person"]
IDENTIFIER = "identifier."
IGNORED = ""  # a column that is not read


@dataclass(frozen=True)
class BulkField:
    """``key`` names the field in a mapping; ``headings`` are folded words, the likeliest first."""

    key: str
    level: Level
    headings: tuple[str, ...]


def _field(key: str, level: Level, headings: str) -> BulkField:
    return BulkField(key, level, tuple(part.strip() for part in headings.split("|")))


FIELDS: tuple[BulkField, ...] = (
    _field(
        "household_key",
        "household",
        "household|household number|household id|household no|hh id|hhid|menage|numero de menage|no menage"
        "|code menage|id menage|agregado|agregado familiar|numero do agregado|codigo do agregado",
    ),
    _field(
        "person_key",
        "person",
        "number|no|n|id|person id|member id|staff number|employee number|payroll number|matricule"
        "|person's number in the list|numero de la personne dans la liste|numero da pessoa na lista"
        "|numero|numero d'ordre|no d'ordre|ordem|numero de ordem|matricula|numero de funcionario",
    ),
    _field(
        "role",
        "person",
        "role|relation|relationship|relationship to head|lien|lien de parente|parente"
        "|lien avec le chef|qualite"
        "|role in the household|role dans le menage|papel no agregado"
        "|parentesco|relacao|relacao com o chefe|papel",
    ),
    _field(
        "family_name",
        "person",
        "family name|surname|last name|nom|nom de famille|patronyme|apelido|apelidos|sobrenome",
    ),
    _field(
        "given_name",
        "person",
        "given name|first name|given names|first names|forename|prenom|prenoms|nome proprio|nomes proprios"
        "|primeiro nome",
    ),
    _field(
        "name_family_first",
        "person",
        "nom et prenom|nom et prenoms|nom prenom|nom prenoms|noms et prenoms|apelido e nome"
        "|whole name family name first|nom complet nom de famille d'abord|nome completo apelido primeiro",
    ),
    _field(
        "name_given_first",
        "person",
        "name|full name|names|nom complet|prenom et nom|prenoms et nom|nome|nome completo|nome e apelido"
        "|whole name given name first|nom complet prenom d'abord|nome completo nome proprio primeiro",
    ),
    _field("other_names", "person", "other names|middle name|alias|autres noms|surnom|outros nomes"
        "|alcunha"),
    _field(
        "mother_name",
        "person",
        "mother's name|mother|mothers name|name of mother|nom de la mere|mere|nome da mae|mae|filiacao",
    ),
    _field("sex", "person", "sex|gender|sexe|genre|sexo|genero"),
    _field(
        "sex_reason",
        "person",
        "reason why the sex is not known|raison du sexe inconnu|motivo do sexo desconhecido",
    ),
    _field("single_name", "person", "single name|only one name|un seul nom|nom unique|nome unico"),
    _field(
        "birth_date",
        "person",
        "date of birth|birth date|birthdate|dob|born|born on|date de naissance|naissance|ne e le|ne le"
        "|date naissance|data de nascimento|nascimento|data nascimento|year of birth|annee de naissance"
        "|ano de nascimento",
    ),
    _field("age", "person", "age|age in years|age estime|estimated age|idade|idade estimada"),
    _field("age_on", "person", "day of the age|date of the age|date de l'age|jour de l'age"
        "|data da idade|dia da idade"),
    _field(
        "phone",
        "person",
        "phone|telephone|phone number|mobile|mobile number|tel|cell|portable|contact|numero de telephone"
        "|telefone|telemovel|numero de telefone|contacto",
    ),
    _field("phone_2", "person", "phone 2|second phone|second telephone|telephone 2|tel 2|telefone 2"
        "|segundo telefone"),
    _field("village", "household", "village|neighbourhood|quartier|localite|aldeia|bairro|tabanca"
        "|village or neighbourhood|village ou quartier|aldeia ou bairro"),
    _field(
        "area",
        "household",
        "area|district|council|commune|area code|zone|arrondissement|departement|concelho|freguesia"
        "|area name"
        "|union council|municipio|lugar|lieu|place"
        "|place name or code|lieu nom ou code|lugar nome ou codigo",
    ),
    _field("address", "household", "address|adresse|endereco|morada"),
    _field("landmark", "household", "landmark|point de repere|repere|ponto de referencia|referencia"),
    _field("household_phone", "household", "household phone|telephone du menage"
        "|telephone of the household|telefone do agregado"),
    _field("latitude", "household", "latitude|lat"),
    _field("longitude", "household", "longitude|lon|lng|long"),
    _field("compound", "household", "compound|concession|quintal|morança|moranca"),
    _field("guardian", "household", "guardian|tuteur|tutor|encarregado|parent or guardian"
        "|parent ou tuteur|pai mae ou tutor"),
    _field("language", "household", "language|langue|lingua|idioma"),
    _field(IDENTIFIER + "national_id", "person",
        "national id|national identity number|id number|id card|cnic|nin|nic|cni|numero cni|no cni|n cni"
        "|carte d'identite|numero d'identite|bi|bilhete de identidade|numero de identificacao"
        "|numero national d'identite"
        "|numero de identificacao nacional|cni numero"
        "|numero de bi"),
    _field(IDENTIFIER + "birth_registration", "person",
        "birth certificate|birth registration|acte de naissance|extrait de naissance"
        "|extrait d'acte de naissance|cedula pessoal"
        "|certidao de nascimento"),
    _field(IDENTIFIER + "voter", "person", "voter card|carte d'electeur|cartao de eleitor"),
    _field(IDENTIFIER + "passport", "person", "passport|passeport|passaporte"),
    _field(IDENTIFIER + "social_security", "person",
        "social security|social security number|cnps|numero cnps|ipres|css|inps|numero de securite sociale"
        "|seguranca social|numero de seguranca social|no cnps"),
    _field(IDENTIFIER + "tax", "person", "tax number|nif|numero fiscal|niu|ninea|contribuinte"),
    _field(IDENTIFIER + "refugee", "person", "refugee card|carte de refugie|cartao de refugiado"),
    _field(IDENTIFIER + "programme", "person", "programme number|numero de programme|numero do programa"),
    _field(IDENTIFIER + "health", "person", "health insurance number|assurance maladie"
        "|numero d'assurance maladie|cartao de saude"
        "|numero de seguro de saude"),
    _field(IDENTIFIER + "family_book", "person", "family book|livret de famille|livro de familia"),
    _field(IDENTIFIER + "other", "person", "other document|autre document|autre piece|outro documento"),
)  # fmt: skip
BY_KEY = {field.key: field for field in FIELDS}
# Two columns of one of these would contradict each other.
WHOLE_NAMES = ("name_family_first", "name_given_first")
# Headings of the sheet of refused rows: never data when it comes back.
OF_THE_SHEET = frozenset({"error", "erreur", "erro", "field", "champ", "campo"})


def scheme_of(key: str) -> IdentifierScheme | None:
    """Which identity document a field holds the number of; None when it holds none."""
    return IdentifierScheme(key.removeprefix(IDENTIFIER)) if key.startswith(IDENTIFIER) else None
