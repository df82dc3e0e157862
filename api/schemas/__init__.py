"""The shapes of what is sent and answered, by name: JSON Schemas (2020-12) for `components` of `/openapi.json`."""

from api.operations import Schema
from api.schemas import film, happenings, inside, older, problems, projects, versions

SCHEMAS: dict[str, Schema] = {
    **projects.SCHEMAS,
    **versions.SCHEMAS,
    **inside.SCHEMAS,
    **happenings.SCHEMAS,
    **film.SCHEMAS,
    **older.SCHEMAS,
    **problems.SCHEMAS,
}
