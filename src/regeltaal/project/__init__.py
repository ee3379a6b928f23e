"""The project on disk: the only reader of a project's files. ``open_project`` is the way in."""

from regeltaal.project.model import Administration, FreeField, Opened, Project, ProjectConfig
from regeltaal.project.opening import open_loose, open_project, project_root

__all__ = [
    "Administration",
    "FreeField",
    "Opened",
    "Project",
    "ProjectConfig",
    "open_loose",
    "open_project",
    "project_root",
]
