"""What every resource works with: the store's parts, made once when the application is made."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from api.inside import Inside
from api.options import Options
from api.problems import RequestProblem
from kinds.microfilm.film.office import FilmOffice
from kinds.registry import Kinds
from storage.history import History
from storage.index import Index
from storage.names import is_id
from storage.others import OtherFiles
from storage.store import Store
from storage.trash import Trash
from storage.usage import Usage


@dataclass(frozen=True, slots=True)
class Context:
    """The parts that requests are answered from."""

    store: Store
    kinds: Kinds
    history: History
    index: Index
    others: OtherFiles
    trash: Trash
    inside: Inside
    film: FilmOffice
    options: Options
    usage: Usage


def context(request: Request) -> Context:
    """Return the parts of the application that a request came to."""
    found: Context = request.app.state.context
    return found


def existing_id(request: Request) -> str:
    """Return the id in the address.

    Raises:
        RequestProblem: no project can have it, so there is none.
    """
    project: str = request.path_params["id"]
    if not is_id(project):
        detail = f"{project!r} cannot be the id of a project"
        raise RequestProblem(404, "no_such_project", "No such project", detail, "GET /api/projects lists them")
    return project
