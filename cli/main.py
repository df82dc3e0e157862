"""The `holdfast` command and what all its commands share."""

from __future__ import annotations

import click

from api.health import installed_version
from cli.compare import diff
from cli.doctor import doctor
from cli.export import export_project
from cli.film import film
from cli.history import history, restore
from cli.imports import import_file
from cli.inside import stats, validate
from cli.migrate_code import migrate_code
from cli.projects import list_projects
from cli.prune import prune
from cli.serve import serve
from cli.sessions import sessions


class ServeByDefault(click.Group):
    """A group that runs `serve` when no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `serve` in front of options that are not the group's own."""
        own = {"--help", "-h", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=ServeByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(installed_version(), prog_name="holdfast")
def main() -> None:
    """Give browser tools a save file: one JSON file a project, with history.

    Without a command, `serve` is run.
    """


main.add_command(serve)
main.add_command(list_projects)
main.add_command(history)
main.add_command(diff)
main.add_command(restore)
main.add_command(export_project)
main.add_command(import_file)
main.add_command(validate)
main.add_command(stats)
main.add_command(sessions)
main.add_command(film)
main.add_command(doctor)
main.add_command(prune)
main.add_command(migrate_code)

if __name__ == "__main__":
    main()
