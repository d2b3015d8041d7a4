"""What a programme offers: schemes, needs, services, providers, forms; apart from the pack's ground."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any

from pydantic import Field

from domain.programme import Data, Text
from domain.schemes.scheme import Scheme
from domain.window.terms import ProviderKind

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


class NeedType(Data):
    """A need people have, and what answers it; ``confidential`` ones are sealed (violence, protection)."""

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]*$")]
    names: Text
    services: tuple[Key, ...] = ()
    schemes: tuple[str, ...] = ()
    confidential: bool = False
    themes: tuple[str, ...] = ()


class Service(Data):
    """A service somebody can be referred to."""

    code: Key
    names: Text
    confidential: bool = False


class Organisation(Data):
    """Who provides services, where and when; ``office`` is its counter in this programme, if it has one."""

    code: Annotated[str, Field(pattern=r"^[A-Z0-9][A-Z0-9-]*$", max_length=40)]
    names: Text
    kind: ProviderKind
    services: tuple[Key, ...]
    areas: tuple[str, ...] = ()
    phone: str = ""
    address: Text | None = None
    open_when: Text | None = None
    documents: tuple[str, ...] = ()
    cost: Text | None = None
    capacity: int | None = None
    office: str = ""


class PaperKind(Data):
    """A document a scheme or a service may ask for (identity card, birth certificate …)."""

    code: Key
    names: Text


class PackForm(Data):
    """A form of the pack, compiled from its XLSForm: see `domain.forms`. ``body`` is the compiled form."""

    code: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9._-]*$", max_length=60)]
    version: str
    names: Text
    body: dict[str, Any]


class Catalogue(Data):
    """All of it. What another part names must be there: packs are refused otherwise."""

    schemes: tuple[Scheme, ...] = ()
    needs: tuple[NeedType, ...] = ()
    services: tuple[Service, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    papers: tuple[PaperKind, ...] = ()
    forms: tuple[PackForm, ...] = ()

    @cached_property
    def _schemes(self) -> dict[str, Scheme]:
        return {scheme.code: scheme for scheme in self.schemes}

    def scheme(self, code: str) -> Scheme | None:
        """The scheme of that code, or None."""
        return self._schemes.get(code)

    def need(self, code: str) -> NeedType | None:
        """The need of that code, or None."""
        return next((need for need in self.needs if need.code == code), None)

    def service(self, code: str) -> Service | None:
        """The service of that code, or None."""
        return next((service for service in self.services if service.code == code), None)

    def organisation(self, code: str) -> Organisation | None:
        """The organisation of that code, or None."""
        return next((one for one in self.organisations if one.code == code), None)

    def form(self, code: str) -> PackForm | None:
        """The form of that code, or None."""
        return next((form for form in self.forms if form.code == code), None)
