"""The shapes of what is sent and answered, by name: JSON Schemas (2020-12) for `components` of `/openapi.json`."""

from api.operations import Schema
from api.schemas import happenings, inside, older, problems, projects, versions

SCHEMAS: dict[str, Schema] = {
    **projects.SCHEMAS,
    **versions.SCHEMAS,
    **inside.SCHEMAS,
    **happenings.SCHEMAS,
    **older.SCHEMAS,
    **problems.SCHEMAS,
}
