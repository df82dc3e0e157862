"""`holdfast serve`: bind first, then open the data folder, then say where."""

from __future__ import annotations

import ipaddress
import logging
import secrets
import socket
import threading
import webbrowser
from pathlib import Path

import click
import uvicorn

from api.app import create_app
from api.app_folders import INDEX, apps_of
from api.connection import DeadlineProtocol
from api.options import MEGABYTE, Options
from kinds.registry import open_store
from storage.names import id_of
from storage.settings import Settings

PORT = 8787
_LOOPBACK_NAMES = ("localhost",)
_MAKE_ONE = "auto"


@click.command()
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), default=Path("data"), help="Data folder.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--token", envvar="HOLDFAST_TOKEN", help="Secret that every request has to show; `auto` makes one.")
@click.option("--allow-origin", multiple=True, metavar="ORIGIN", help="Another page's origin that may use the server.")
@click.option("--allow-host", multiple=True, metavar="HOST:PORT", help="A further name the server answers to.")
@click.option(
    *("--app", "apps"),
    multiple=True,
    metavar="NAME=FOLDER",
    help="Serve a folder of pages at /apps/NAME/; what they keep in localStorage is the project NAME.",
)
@click.option("--no-inject", is_flag=True, help="Serve the pages of --app as they are, without the drop-in.")
@click.option("--max-body", default=16 * MEGABYTE, show_default=True, help="Largest request body in bytes.")
@click.option(
    "--session-days",
    envvar="HOLDFAST_SESSION_DAYS",
    default=30.0,
    show_default=True,
    type=click.FloatRange(min=0, min_open=True),
    help="Days after which a workflow session that nobody uses is put away.",
)
@click.option("--quiet", is_flag=True, help="Do not write a line for each save.")
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
@click.option("--http", type=click.Choice(["httptools", "h11"]), default="httptools", hidden=True)
def serve(
    *,
    data: Path,
    host: str,
    port: int,
    token: str | None,
    allow_origin: tuple[str, ...],
    allow_host: tuple[str, ...],
    apps: tuple[str, ...],
    no_inject: bool,
    max_body: int,
    session_days: float,
    quiet: bool,
    open_page: bool,
    http: str,
) -> None:
    """Serve the projects of a data folder to browsers of this machine."""
    token = secrets.token_urlsafe(24) if token == _MAKE_ONE else token
    if not is_loopback(host) and not token:
        raise click.UsageError(f"{host} can be reached from other machines: add --token auto, or leave --host out")
    if "null" in allow_origin and not token:
        raise click.UsageError("--allow-origin null is every file and every sandboxed page: add --token auto")
    try:
        served = apps_of(apps, data)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--app") from error
    listener = _bind(host, port)
    port = listener.getsockname()[1]
    hosts = (*allow_host, f"{host}:{port}")
    options = Options(data, token, allow_origin, hosts, max_body, session_days, served, inject=not no_inject)
    app = create_app(open_store(data, Settings.for_bodies_of(max_body)), options)
    address = f"http://{'127.0.0.1' if is_loopback(host) else host}:{port}/"
    _announce(address, options)
    logging.getLogger("holdfast.save").setLevel(logging.WARNING if quiet else logging.INFO)
    if open_page:
        page = f"{address}#token={token}" if token else address
        threading.Timer(0.5, webbrowser.open, [page]).start()
    config = uvicorn.Config(
        app,
        http=DeadlineProtocol if http == "httptools" else http,
        proxy_headers=False,
        server_header=False,
        log_level="warning",
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[listener])


def is_loopback(host: str) -> bool:
    """Say whether an address can be reached from this machine only."""
    if host in _LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _bind(host: str, port: int) -> socket.socket:
    """Take the port before anything else happens, so that a busy one is said clearly."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.strip("[]"), port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        text = f"cannot listen on {host}:{port}: {error.strerror}"
        hint = "; is Holdfast running already? Open it, or choose another --port" if port else ""
        raise click.ClickException(text + hint) from error
    return listener


def _announce(address: str, options: Options) -> None:
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    names = options.data.iterdir()
    projects = sum(id_of(path.name) is not None for path in names)
    page = f"{address}#token={options.token}" if options.token else address
    word = "project" if projects == 1 else "projects"
    click.echo(f"Holdfast serves {projects} {word} of {options.data.resolve()}")
    click.echo(f"Open {page}")
    for app in options.apps:
        missing = "" if (app.folder / INDEX).is_file() else f", which has no {INDEX}: open its pages by their names"
        click.echo(f"Tool {address.removesuffix('/')}{app.address} of {app.folder}{missing}")
    for origin in options.allow_origins:
        click.echo(f"Pages of {origin} may use it")
    click.echo("Stop it with Ctrl+C")
