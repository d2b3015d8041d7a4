"""French and Portuguese spellings of one name sound the same; names that differ do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.matching.sounds import heard, sound

SAME = [
    "Mamadou/Mamadu",
    "Ba/Bah",
    "Camará/Kamara",
    "Touré/Turé",
    "Keita/Queita",
    "Cissé/Sissé",
    "Sambú/Sambou",
    "Djaló/Diallo",
    "Jallow/Diallo",
    "N'Diaye/Ndiaye",
    "N’Diaye/NDIAYE",
    "Só/Sow",
    "Sanhá/Sania",
    "Fatoumata/Fatumata",
    "Ousmane/Usmane",
    "Ibrahima/Ibraima",
    "Souleymane/Suleimane",
    "Aissatou/Aissatu",
    "Cheikh/Sheikh",
    "Seydou/Saidu",
    "Boubacar/Bubacar",
    "Abdoulaye/Abdulai",
    "Issa/Iça",
    "Queta/Keta",
    "Luís/Luiz",
    "Teresa/Thereza",
    "Sousa/Souza",
    "Baptista/Batista",
    "Moussa/Mussa",
    "Djenabou/Jenabu",
    "Diarra/Jarra",
    "Kouyaté/Cuiaté",
    "Wade/Uade",
    "Yaya/Iaia",
    "Koumba/Cumba",
    "Gnagna/Nhanha",
    "Ɓalde/Baldé",
    "Joaquim/Joakim",
    "Kouamé/Kuame",
    "Ouédraogo/Wedraogo",
    "Philomena/Filomena",
    "Vieira/Bieira",
    "Conceição/Conseisao",
    "Conceição/Conceicao",
    "Gonçalves/Goncalves",
    "Gonçalves/Gonsalves",
]
DIFFERENT = [
    "Amadu/Mamadu",
    "Diop/Diouf",
    "Fatu/Fati",
    "Sira/Sire",
    "Cá/Có",
    "Maria/Mario",
    "Issa/Aissa",
    "Moussa/Massa",
    "Mané/Mendes",
    "Sané/Sanhá",
    "Fatima/Fatumata",
    "João/Joana",
    "Ba/Sa",
    "Awa/Ada",
    "Sow/Sy",
    "Luísa/Luzia",
    "Lopes/Gomes",
    "Diatta/Diarra",
    "Seck/Sakho",
    "Kane/Kanté",
    "Baldé/Bandé",
    "Carlos/Carla",
]


@pytest.mark.parametrize("pair", SAME)
def test_spellings_of_one_name_share_a_sound(pair: str) -> None:
    one, other = pair.split("/")
    assert heard(one) & heard(other)


@pytest.mark.parametrize("pair", DIFFERENT)
def test_two_names_share_no_sound(pair: str) -> None:
    one, other = pair.split("/")
    assert not heard(one) & heard(other)


def test_a_lost_cedilla_is_expected_of_nobody_else() -> None:
    assert len(heard("Conceição")) == 2
    assert heard("c\u0327a".upper()) == heard("Ça")
    assert len(heard("Cissé")) == 1


@given(st.text())
def test_any_word_has_a_sound_unless_it_has_no_letters(word: str) -> None:
    assert all(heard(word))
    assert sound(word) or not word
