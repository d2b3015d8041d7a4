"""Names of West Africa as French and as Portuguese offices write them, commonest first.

Written from common knowledge, before looking at what the engine's sound rules make of them.
"""

from __future__ import annotations

from random import Random

from guichet.sample.multitude import Lists, zipf
from guichet.sample.profile import Urn

_MEN = """
Mamadou/Mamadu Moussa/Mussá Ibrahima/Braima Abdoulaye/Abdulai Ousmane/Ussumane Amadou/Amadu Alpha/Alfa
Oumar/Umaro Boubacar/Bubacar Souleymane/Suleimane Mohamed/Mohamede Cheikh/Xeque Modou/Modu Aliou/Aliu
Bakary/Bacari Lamine/Lamine Saliou/Sáliu Thierno/Tcherno Alassane/Alassana Samba/Samba Demba/Demba
Youssouf/Iussufo Idrissa/Idrissa Malick/Malique Pape/Pape Babacar/Babacar Seydou/Seidu Adama/Adama Issa/Issá
Yaya/Iaia Sekou/Sécu Lansana/Lassana Fodé/Fodé Kalilou/Calilo Mory/Mori Karamo/Caramó Sidy/Sidi Omar/Omar
Hamidou/Amido Djibril/Djibrilo Ismaïla/Ismael Abdou/Abdu Assane/Assana Ousseynou/Ussene Tidiane/Tidjane
Moustapha/Mustafa Mouhamed/Mohamed Daouda/Dauda Yacouba/Iacuba Salif/Salife Drissa/Drissa Boureima/Bureima
Harouna/Aruna Soumaïla/Sumaila Tiémoko/Tchemoco Dramane/Dramane Siaka/Siaca Brahima/Brahima Nfamara/Infamara
Ansoumane/Ansumane Mamadi/Mamadi Kémoko/Quemoco Facély/Faceli Sory/Sori Bangaly/Bangali Mamoudou/Mamudo
Habib/Habibo Baba/Baba Bocar/Bocar Gorgui/Gorgui Ngor/Ingor Latyr/Latir Birane/Birame Mbaye/Imbaie
Serigne/Serinhe Médoune/Meduno Alioune/Aliune Macky/Maqui Doudou/Dudu Ibou/Ibu Mor/Mor Mactar/Mactar
Khadim/Cadime Falilou/Falilo Bassirou/Bassiro Fallou/Falo Ansou/Ansu Lamin/Lamim Ebrima/Ebrima Kebba/Queba
Sainey/Sáine Buba/Buba Wandifa/Uandifa Foday/Fodai José/José João/João António/António Manuel/Manuel
Carlos/Carlos Domingos/Domingos Paulo/Paulo Pedro/Pedro Francisco/Francisco Augusto/Augusto Armando/Armando
Quintino/Quintino Marciano/Marciano Jean/Jean Pierre/Pierre Joseph/Joseph François/François Michel/Michel
Emmanuel/Emanuel Koffi/Cofi Kouamé/Cuamé Kouassi/Cuassi Yao/Iao Konan/Conan Kwame/Cuame Kofi/Cofi
Ernesto/Ernesto Tomás/Tomás Bernard/Bernardo Augustin/Agostinho Albert/Alberto Simon/Simão Étienne/Estêvão
Djiby/Djibi Ousmane/Usmane Bara/Bara Gallo/Galo Matar/Matar Hamady/Amadi Yéro/Iero Sadio/Sadjo Gibril/Gibril
"""
_WOMEN = """
Fatoumata/Fatumata Mariama/Mariama Aïssatou/Aissatu Aminata/Aminata Fatou/Fatu Binta/Binta Khady/Cadi
Awa/Aua Mariam/Mariame Kadiatou/Cadiatu Hawa/Haua Adama/Adama Ramatoulaye/Ramatulai Djénabou/Djenabu
Oumou/Umu Coumba/Cumba Rokhaya/Rocaia Ndèye/Indei Astou/Astu Sira/Sira Sona/Sona Nafissatou/Nafissatu
Maïmouna/Maimuna Salimatou/Salimato Assanatou/Assanatu Hadja/Hadja Aïcha/Aixa Fanta/Fanta Djénéba/Djeneba
Rama/Rama Safiatou/Safiato Kadidia/Cadidja Bintou/Bintu Sadio/Sadjo Penda/Penda Dado/Dado Fama/Fama
Marième/Mariema Yacine/Iacine Sokhna/Soquena Mame/Mame Diarra/Djara Aby/Abi Arame/Arame Dieynaba/Djeinaba
Houleymatou/Uleimatu Tenin/Tenim Nana/Nana Assétou/Assetu Rokia/Roquia Korotoumou/Corotumo Minata/Minata
Salimata/Salimata Alimatou/Alimato Zeinabou/Zeinabo Habibatou/Habibatu Lalla/Lala Oulèye/Uleia Anta/Anta
Codou/Codu Gnilane/Nhilane Diouma/Djuma Téning/Teningue Seynabou/Seinabu Maty/Mati Ngoné/Ingoné Adja/Adja
Amy/Ami Daba/Daba Fily/Fili Goundo/Gundo Kany/Cani Kumba/Cumba Mbène/Imbene Nogaye/Nogai Satou/Satu
Tacko/Taco Thioro/Tchoro Woury/Uri Yama/Iama Isatou/Isatu Jainaba/Jainaba Nyima/Nhima Sunkaru/Sungaro
Maria/Maria Ana/Ana Joana/Joana Teresa/Teresa Rosa/Rosa Isabel/Isabel Domingas/Domingas Francisca/Francisca
Antónia/Antónia Paula/Paula Segunda/Segunda Quinta/Quinta Nené/Nené Helena/Helena Marie/Marie Anne/Anne
Jeanne/Joana Thérèse/Teresa Cécile/Cecília Hélène/Helena Rose/Rosa Julie/Júlia Marguerite/Margarida
Adjoa/Adjoa Akissi/Aquissi Aya/Aia Amenan/Amenane Affoué/Afué Ama/Ama Akosua/Acossua Afia/Afia Odete/Odete
Filomena/Filomena Fernanda/Fernanda Sábado/Sábado Sexta/Sexta Tida/Tida Mbalou/Imbalo
"""
_FAMILIES = """
Diallo/Djaló Bah/Bá Sow/Só Barry/Bari Camara/Camará Traoré/Traoré Diop/Diope Ndiaye/Indjai Fall/Fal Ba/Bá
Keita/Queita Touré/Turé Cissé/Cissé Sylla/Sila Baldé/Baldé Condé/Condé Koné/Coné Coulibaly/Culubali
Sané/Sané Sall/Sal Gueye/Gueie Faye/Faie Mané/Mané Diouf/Diufe Sarr/Sar Thiam/Tchame Dieng/Djengue Kane/Cané
Ly/Li Wade/Uade Seck/Seque Mbaye/Imbaie Ndour/Indur Niang/Nhangue Samb/Sambe Ka/Cá Dia/Djá Diarra/Djara
Sissoko/Sissoco Dembélé/Dembelé Konaté/Conaté Sidibé/Sidibé Sangaré/Sangaré Doumbia/Dumbiá Kouyaté/Cuiaté
Diakité/Djaquité Sacko/Saco Kanté/Canté Fofana/Fofana Bangoura/Bangura Soumah/Sumá Kourouma/Curuma
Dramé/Dramé Cissokho/Cissocó Danfa/Danfa Diatta/Djata Badji/Badji Sambou/Sambu Sagna/Sanha Goudiaby/Gudiabi
Coly/Coli Manga/Manga Tendeng/Tendengue Mendy/Mendes Gomis/Gomes Correa/Correia Lopes/Lopes Pereira/Pereira
Sanca/Sanca Té/Té Nanque/Nanque Cá/Cá Có/Có Ié/Ié Mendes/Mendes Gomes/Gomes Monteiro/Monteiro
Tavares/Tavares Semedo/Semedo Fernandes/Fernandes Vieira/Vieira Cabral/Cabral Injai/Injai Embaló/Embaló
Seidi/Seidi Candé/Candé Jaló/Jaló Jau/Jau Dabo/Dabó Darame/Darame Seydi/Seidi Jallow/Jaló Ceesay/Cessai
Jatta/Jata Bojang/Bojangue Sonko/Soncó Touray/Turai Njie/Injai Jobe/Djobe Colley/Colei Sanyang/Sanhangue
Darboe/Darbó Manneh/Mané Sanneh/Sané Drammeh/Dramé Saidy/Saidi Kuyateh/Cuiaté Sowe/Sou Ouédraogo/Uedraogo
Sawadogo/Sauadogo Kaboré/Caboré Zongo/Zongo Compaoré/Compaoré Ilboudo/Ilbudo Kouadio/Cuadio Yao/Iao
Konan/Conan Kouassi/Cuassi Nguessan/Inguessan Bamba/Bamba Ouattara/Uatara Soro/Soro Tall/Tal Wane/Uane
Kébé/Quebé Diack/Djaque Ndao/Indau Ngom/Ingome Sène/Sene Senghor/Sengor Tine/Tine Diagne/Djanhe Lo/Ló
Mbengue/Imbengue Mbodj/Imbodje Gaye/Gai Cissoko/Cissoco Diaby/Djabi Kaba/Cabá Sano/Sanó Haïdara/Haidara
Maïga/Maiga Cheick/Xeique Guindo/Guindo Ongoïba/Ongoiba Dicko/Dico Boly/Boli Tounkara/Tuncara Macalou/Macalu
Soumaré/Sumaré Bathily/Batili Niakaté/Nhacaté Gassama/Gassamá Diaouné/Djauné Kamissoko/Camissoco Biai/Biai
Quadé/Quadé Sambú/Sambú Nhaga/Nhaga Natchigo/Natchigo Nhasse/Nhasse Gomes/Gomes Rodrigues/Rodrigues
"""
_VILLAGES = """
Bafatá Gabú Contuboel Sonaco Pirada Pitche Bambadinca Xitole Galomaro Cossé Farim Mansoa Bissorã Nhacra
Cacheu Canchungo Bula Ingoré Bigene Catió Bedanda Tombali Fulacunda Tite Buba Quinhamel Safim Prabis Kolda
Vélingara Sédhiou Bounkiling Goudomp Bignona Oussouye Diouloulou Thionck Ziguinchor Tanaff Medina Koundara
Saréboïdo Youkounkoun Gaoual Koumbia Boké Kamsar Sangarédi Télimélé Pita Dalaba Mamou Labé Lélouma Tougué
Koubia Mali Kankalabé Dabola Kouroussa Siguiri Kankan Mandiana Kita Kayes Bafoulabé Kéniéba Yélimané Nioro
Diéma Kolokani Nara Banamba Koulikoro Kangaba Bougouni Yanfolila Kolondiéba Sikasso Kadiolo Koutiala Yorosso
San Tominian Brikama Gunjur Sukuta Bakau Soma Farafenni Basse Bansang Kuntaur Kaur Kerewan Barra Essau
Fatoto Sapu Janjanbureh Sinchã Maudé Saré Bacar Tabato Madina Boé Dulombi Canjadude Cheche Paunca Mafanco
Cumbamory Dungal Samba Colicunda
"""
_BEGINNINGS = """
ba be bi bo ka ke ki ko da de di do fa fo ga go la le li lo ma me mi mo na ne ni sa se si so ta te ti
"""
_ENDINGS = "dou lé ndi ré mbo na kha ssa ro gui ta bé ya nko lla mma do ri sso té wa né ngo fa"
_RARE = 1_500
_COMPOUND = 0.25
IN_PORTUGUESE = 0.15  # of the register's persons are written as a Portuguese office would


def _pairs(text: str) -> list[tuple[str, str]]:
    """French and Portuguese spelling of each."""
    found = [pair.partition("/") for pair in text.split()]
    return list(dict.fromkeys((french, other) for french, _, other in found))


MEN, WOMEN, FAMILIES = _pairs(_MEN), _pairs(_WOMEN), _pairs(_FAMILIES)
# A word in the one spelling to all its spellings in the other: what the other office would write.
OTHER_OFFICE: dict[str, list[str]] = {}
for _french, _portuguese in (*MEN, *WOMEN, *FAMILIES):
    if _french != _portuguese:
        OTHER_OFFICE.setdefault(_french, []).append(_portuguese)
        OTHER_OFFICE.setdefault(_portuguese, []).append(_french)


def lists() -> Lists:
    """Given names, alone or two together, family names with a long tail of rare ones, villages."""
    rng = Random(7)
    given = {"male": _given(rng, MEN), "female": _given(rng, WOMEN)}
    return Lists(given, _families(rng), zipf(list(dict.fromkeys(_VILLAGES.split())), 0.4))


def _given(rng: Random, names: list[tuple[str, str]]) -> Urn[str]:
    single = _spelled(names)
    both = [(f"{a} {b}", wa * wb) for a, wa in single for b, wb in single if a != b and rng.random() < 0.2]
    share = _COMPOUND / (1 - _COMPOUND) * sum(w for _, w in single) / sum(w for _, w in both)
    return Urn([*single, *((name, weight * share) for name, weight in both)])


def _families(rng: Random) -> Urn[str]:
    common = _spelled(FAMILIES)
    begun, ended = _BEGINNINGS.split(), _ENDINGS.split()
    rare = {
        "".join((rng.choice(begun), *(rng.choice(ended) for _ in range(rng.choice((1, 2)))))).capitalize()
        for _ in range(_RARE)
    }
    weight = 0.08 * sum(w for _, w in common) / len(rare)
    return Urn([*common, *((name, weight) for name in sorted(rare))])


def _spelled(names: list[tuple[str, str]]) -> list[tuple[str, float]]:
    """Each name by its place in the list, most of its bearers in the French spelling."""
    found: list[tuple[str, float]] = []
    for place, (french, portuguese) in enumerate(names, 1):
        found += [(french, (1 - IN_PORTUGUESE) / place), (portuguese, IN_PORTUGUESE / place)]
    return found
