"""What a note for a career needs: signatures and what may follow them, a search index, what is kept while writing."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection
from therapist_app.vault.migrations import (
    m0003_contacts,
    m0003_cycle,
    m0003_dismissals,
    m0003_guidance,
    m0003_intake,
    m0003_ledger,
    m0003_measures,
    m0003_own_handouts,
    m0003_phases,
    m0003_repair,
    m0003_returns,
    m0003_safety,
    m0003_search,
    m0003_signing,
    m0003_signs,
    m0003_templates,
    m0003_writing,
)

VERSION = 3


def apply(raw: RawConnection) -> None:
    """Make the tables of all parts; signing guards tables made before it, and search comes last."""
    made = (m0003_signs, m0003_signing, m0003_writing, m0003_templates, m0003_contacts, m0003_dismissals)
    told = (m0003_ledger, m0003_own_handouts, m0003_returns, m0003_guidance, m0003_safety)
    seen = (m0003_measures, m0003_repair, m0003_intake, m0003_cycle, m0003_phases)
    for part in (*made, *told, *seen, m0003_search):
        part.apply(raw)
