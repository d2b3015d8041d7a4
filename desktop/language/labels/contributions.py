"""Employers, statements, work and residence in words."""

from __future__ import annotations

from enum import StrEnum

from desktop.language.catalogue import mark
from domain.contributions.terms import (
    CoverageKind,
    EmployerStatus,
    Employment,
    Marital,
    Payer,
    Residence,
    Sector,
    StatementStatus,
    WorkStatus,
)

LABELS: dict[type[StrEnum], dict[str, str]] = {
    EmployerStatus: {
        "active": mark("EmployerStatus", "Active"),
        "suspended": mark("EmployerStatus", "Suspended"),
        "closed": mark("EmployerStatus", "Closed"),
    },
    StatementStatus: {
        "draft": mark("StatementStatus", "Draft"),
        "filed": mark("StatementStatus", "Filed"),
        "replaced": mark("StatementStatus", "Replaced"),
    },
    Payer: {
        "worker": mark("Payer", "Worker"),
        "employer": mark("Payer", "Employer"),
        "sponsor": mark("Payer", "Sponsor"),
        "household": mark("Payer", "Household"),
        "absent_member": mark("Payer", "Member abroad"),
    },
    Sector: {
        "public": mark("Sector", "Public"),
        "private": mark("Sector", "Private"),
        "domestic": mark("Sector", "Domestic work"),
        "informal": mark("Sector", "Informal"),
    },
    Employment: {
        "employed": mark("Employment", "Employed"),
        "unemployed": mark("Employment", "Unemployed"),
        "outside_labour_force": mark("Employment", "Outside the labour force"),
    },
    WorkStatus: {
        "employee": mark("WorkStatus", "Employee"),
        "employer": mark("WorkStatus", "Employer"),
        "own_account": mark("WorkStatus", "Own-account worker"),
        "dependent_contractor": mark("WorkStatus", "Dependent contractor"),
        "contributing_family": mark("WorkStatus", "Contributing family worker"),
        "cooperative": mark("WorkStatus", "Member of a cooperative"),
    },
    Residence: {
        "resident": mark("Residence", "Resident"),
        "idp": mark("Residence", "Internally displaced"),
        "idp_returnee": mark("Residence", "Returned after displacement"),
        "refugee": mark("Residence", "Refugee"),
        "asylum_seeker": mark("Residence", "Asylum seeker"),
        "returnee_from_abroad": mark("Residence", "Returned from abroad"),
        "international_migrant": mark("Residence", "International migrant"),
        "stateless": mark("Residence", "Stateless"),
    },
    Marital: {
        "never_married": mark("Marital", "Never married"),
        "married": mark("Marital", "Married"),
        "consensual_union": mark("Marital", "Consensual union"),
        "separated": mark("Marital", "Separated"),
        "divorced": mark("Marital", "Divorced"),
        "widowed": mark("Marital", "Widowed"),
    },
    CoverageKind: {
        "registered": mark("CoverageKind", "Registered"),
        "contributing": mark("CoverageKind", "Contributing"),
        "entitled": mark("CoverageKind", "Entitled"),
        "served": mark("CoverageKind", "Served"),
    },
}
