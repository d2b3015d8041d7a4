"""Office files that have joined one small server."""

from __future__ import annotations

from tests.desktop.sync.conftest import desk, office, server

__all__ = ["desk", "office", "server"]
