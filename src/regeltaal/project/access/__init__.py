"""Who may change which rules: `[gebruikers]` and `[rollen]` of regeltaal.toml."""

from regeltaal.project.access.model import Access, Right, User

__all__ = ["Access", "Right", "User"]
