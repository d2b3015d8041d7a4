"""The words of the contributory side: employers, statements, what counts as covered."""

from __future__ import annotations

from enum import StrEnum


class EmployerStatus(StrEnum):
    """Whether an employer is registered today."""

    active = "active"
    suspended = "suspended"
    closed = "closed"


class StatementStatus(StrEnum):
    """Where a monthly statement stands; a filed one is corrected by another, never changed."""

    draft = "draft"
    filed = "filed"
    replaced = "replaced"


class Payer(StrEnum):
    """Who pays a contribution."""

    worker = "worker"
    employer = "employer"
    sponsor = "sponsor"
    household = "household"
    absent_member = "absent_member"


class Sector(StrEnum):
    """The sector somebody works in."""

    public = "public"
    private = "private"
    domestic = "domestic"
    informal = "informal"


class Employment(StrEnum):
    """Whether somebody works (ICLS)."""

    employed = "employed"
    unemployed = "unemployed"
    outside_labour_force = "outside_labour_force"


class WorkStatus(StrEnum):
    """Status in employment (ICSE)."""

    employee = "employee"
    employer = "employer"
    own_account = "own_account"
    dependent_contractor = "dependent_contractor"
    contributing_family = "contributing_family"
    cooperative = "cooperative"


class Residence(StrEnum):
    """On what ground somebody lives here."""

    resident = "resident"
    idp = "idp"
    idp_returnee = "idp_returnee"
    refugee = "refugee"
    asylum_seeker = "asylum_seeker"
    returnee_from_abroad = "returnee_from_abroad"
    international_migrant = "international_migrant"
    stateless = "stateless"


class Marital(StrEnum):
    """Marital status."""

    never_married = "never_married"
    married = "married"
    consensual_union = "consensual_union"
    separated = "separated"
    divorced = "divorced"
    widowed = "widowed"


class CoverageKind(StrEnum):
    """Four counts that are never added: on the register, paid for, entitled today, served in a period."""

    registered = "registered"
    contributing = "contributing"
    entitled = "entitled"
    served = "served"
