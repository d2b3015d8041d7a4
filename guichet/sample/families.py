"""Who lives together: invented couples, joint families, widows, orphans, and when each was born."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from guichet.sample.profile import Leaving, Profile, Sheet

DAYS_A_YEAR = 365.2425


@dataclass(eq=False, slots=True)
class Someone:
    """A person being drawn; ``age`` in years on the profile's day, parents known or not."""

    sex: str
    age: float
    role: str = "other_relative"
    mother: Someone | None = None
    father: Someone | None = None
    given: str = ""
    surnames: tuple[str, ...] = ()
    written: tuple[str, str] | None = None

    def born(self, as_of: date) -> date:
        """The true day of birth, whatever will be known of it."""
        return as_of - timedelta(days=int(self.age * DAYS_A_YEAR) + 1)


@dataclass(slots=True)
class Family:
    """One household, head first; ``shared`` stands in two households of one compound."""

    members: list[Someone]
    kind: str
    shared: Someone | None = None
    absent: list[Someone] = field(default_factory=list)


class Families:
    """Draws families as the profile says; the same generator state draws the same family."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._sheet: Sheet = profile.sheet
        self._draw: dict[str, Callable[[Random], list[Family]]] = {
            "couple": self._couple,
            "joint": self._joint,
            "widow": self._widow,
            "lone_mother": self._lone_mother,
            "elder": self._elder,
            "child_headed": self._child_headed,
            "compound": self._compound,
            "alone": self._alone,
        }

    def draw(self, rng: Random, *, compounds: bool = True) -> list[Family]:
        """One family; two when a man's wives keep a household each."""
        kind = self._profile.kinds.draw(rng)
        if kind == "compound" and not compounds:
            kind = "couple"
        families = self._draw[kind](rng)
        for family in families:
            if rng.random() < self._sheet.households.extra_member:
                family.members.append(self._extra(rng))
        return families

    def _couple(self, rng: Random) -> list[Family]:
        husband, wife, children = self._married(rng, self._wife_age(rng))
        first, second = husband, wife
        if rng.random() < self._sheet.households.wife_heads:
            first, second = wife, husband
        first.role, second.role = "head", "spouse"
        return [Family([first, second, *children], "couple")]

    def _joint(self, rng: Random) -> list[Family]:
        """Either the head's parents live with the couple, or married sons do."""
        if rng.random() < 0.45:
            return [self._with_parents(rng)]
        husband, wife, children = self._married(rng, rng.uniform(43, 64), keep_sons=True)
        members = [husband, wife, *children]
        sons = [child for child in children if child.sex == "male" and child.age >= 21]
        for son in sons[:2]:
            if rng.random() < 0.7:
                members += self._brought_home(rng, son)
        return [Family(members, "joint")]

    def _with_parents(self, rng: Random) -> Family:
        husband, wife, children = self._married(rng, rng.uniform(18, 44))
        mother = Someone("female", husband.age + rng.uniform(18, 32))
        father = Someone("male", mother.age + self._older(rng, 18))
        husband.mother, husband.father = mother, father
        draw = rng.random()
        living = [mother] if draw < 0.5 else [father, mother] if draw < 0.85 else [father]
        members = [husband, wife, *children, *[p for p in living if p.age < 95]]
        if rng.random() < 0.35:
            brother = Someone(
                "male", max(15.0, husband.age - rng.uniform(2, 12)), mother=mother, father=father
            )
            members.append(brother)
        return Family(members, "joint")

    def _brought_home(self, rng: Random, son: Someone) -> list[Someone]:
        """A married son's wife and their children, as relatives of the head."""
        wife = Someone("female", max(17.5, son.age - self._older(rng, 18)))
        married_at = max(16.2, wife.age - max(0.5, son.age - 19))
        children = self._children(rng, wife, son, married_at)
        for child in children:
            child.role = "other_relative"
        return [wife, *children]

    def _widow(self, rng: Random) -> list[Family]:
        husband, wife, children = self._married(rng, rng.triangular(27, 70, 48))
        wife.role = "head"
        members = [wife, *children]
        if rng.random() < 0.15:
            members.append(Someone("female", min(94.0, husband.age + rng.uniform(18, 30))))
        return [Family(members, "widow", absent=[husband])]

    def _lone_mother(self, rng: Random) -> list[Family]:
        mother = Someone("female", rng.triangular(19, 52, 33), "head")
        first = min(mother.age - 0.9, self._sheet.marriage.women.draw(rng))
        father = Someone("male", mother.age + self._older(rng, first))
        children = self._children(rng, mother, father, max(16.2, first), share=0.8)
        members = [mother, *children]
        if rng.random() < 0.22:
            mother.mother = Someone("female", mother.age + rng.uniform(17, 34))
            members.append(mother.mother)
        return [Family(members, "lone_mother", absent=[father])]

    def _elder(self, rng: Random) -> list[Family]:
        head = Someone("male" if rng.random() < 0.42 else "female", rng.triangular(59, 92, 67), "head")
        members = [head]
        if head.sex == "male" and rng.random() < 0.75:
            members.append(Someone("female", max(50.0, head.age - self._older(rng, 20)), "spouse"))
        if rng.random() < 0.3:
            for _ in range(rng.choice((1, 1, 2, 3))):
                members.append(Someone(self._sex(rng), rng.uniform(4, 17)))
        return [Family(members, "elder")]

    def _alone(self, rng: Random) -> list[Family]:
        """Someone of working age by themselves, more often a man."""
        sex = "male" if rng.random() < 0.75 else "female"
        return [Family([Someone(sex, rng.triangular(20, 60, 30), "head")], "alone")]

    def _child_headed(self, rng: Random) -> list[Family]:
        mother, father = Someone("female", 0), Someone("male", 0)
        age = rng.uniform(13.2, 17.8)
        members = [Someone(self._sex(rng), age, "head", mother, father)]
        for _ in range(rng.choice((1, 2, 2, 3, 3, 4))):
            age -= rng.uniform(1.2, 3.5)
            if age > 0.5:
                members.append(Someone(self._sex(rng), age, mother=mother, father=father))
        return [Family(members, "child_headed", absent=[mother, father])]

    def _compound(self, rng: Random) -> list[Family]:
        """A man head of two households: each wife with her children in her own."""
        husband, first, children = self._married(rng, rng.uniform(30, 58))
        second = Someone("female", rng.uniform(20, max(20.5, first.age - 2)), "spouse")
        married_at = max(16.5, second.age - rng.uniform(1, 18), 21 - (husband.age - second.age))
        others = self._children(rng, second, husband, married_at)
        return [
            Family([husband, first, *children], "compound", shared=husband),
            Family([husband, second, *others], "compound", shared=husband),
        ]

    def _married(
        self, rng: Random, wife_age: float, *, keep_sons: bool = False
    ) -> tuple[Someone, Someone, list[Someone]]:
        married_at = min(wife_age - 0.3, self._sheet.marriage.women.draw(rng))
        wife = Someone("female", wife_age, "spouse")
        husband = Someone("male", min(97.0, wife_age + self._older(rng, married_at)), "head")
        children = self._children(rng, wife, husband, married_at, keep_sons=keep_sons)
        return husband, wife, children

    def _children(
        self,
        rng: Random,
        mother: Someone,
        father: Someone,
        married_at: float,
        *,
        share: float = 1,
        keep_sons: bool = False,
    ) -> list[Someone]:
        """The children at home, eldest first; each at least 17 years younger than the mother."""
        law = self._sheet.children
        wanted = round(law.wanted.draw(rng) * share)
        at = max(17.0, married_at + law.first_after.draw(rng))
        children: list[Someone] = []
        while wanted > 0 and at < min(mother.age, law.mother_until):
            child = Someone(self._sex(rng), mother.age - at, "child", mother, father)
            if rng.random() < law.survival and self._at_home(rng, child, keep_sons):
                children.append(child)
            wanted -= 1
            at += law.spacing.draw(rng)
        return children

    def _at_home(self, rng: Random, child: Someone, keep_sons: bool) -> bool:
        law = self._sheet.children
        leaving: Leaving = law.daughters_leave if child.sex == "female" else law.sons_leave
        yearly = leaving.yearly / 3 if keep_sons and child.sex == "male" else leaving.yearly
        years = max(0, int(child.age) - leaving.start)
        return years == 0 or rng.random() < float((1 - yearly) ** years)

    def _older(self, rng: Random, wife_married_at: float) -> float:
        """By how many years the husband is older; he was at least 19 on the day."""
        return max(self._sheet.marriage.husband_older.draw(rng), 19 - wife_married_at)

    def _wife_age(self, rng: Random) -> float:
        law = self._sheet.households.wife_age
        return rng.triangular(law.low, law.high, law.mode)

    def _extra(self, rng: Random) -> Someone:
        role = rng.choice(("non_relative", "non_relative", "guest", "domestic_worker"))
        return Someone(self._sex(rng), rng.uniform(18, 60), role)

    @staticmethod
    def _sex(rng: Random) -> str:
        """105 boys for 100 girls at birth."""
        return "male" if rng.random() < 105 / 205 else "female"
