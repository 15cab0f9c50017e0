"""Writes the pages of docs/reference/ from the code: commands from their own help, the HTTP API from its description.

Run as `python docs/make_reference.py`; a test holds the pages to the code.
"""

from pathlib import Path

import click

from archiver.cli.commands import COMMANDS
from archiver.cli.main import archiver
from archiver.web.openapi import describe

FOLDER = Path(__file__).parent / "reference"
HEAD = "<!-- Written by docs/make_reference.py; do not edit. -->\n\n"


def commands_page() -> str:
    """Every command with its words, options and examples."""
    parts = [HEAD, "# Commands\n\n", "What `archiver COMMAND --help` says, in one place.\n"]
    context = click.Context(archiver, info_name="archiver", max_content_width=100, terminal_width=100)
    for name in COMMANDS:
        command = archiver.get_command(context, name)
        if command is None:
            raise LookupError(f"no command {name}")
        parts.append(_command(command, name, context, level=2))
    return "".join(parts)


def _command(command: click.Command, name: str, above: click.Context, level: int) -> str:
    context = click.Context(command, info_name=name, parent=above, max_content_width=100, terminal_width=100)
    text = f"\n{'#' * level} {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            if inner is not None:
                text += _command(inner, each, context, level + 1)
    return text


def http_page() -> str:
    """Every address of the HTTP API with its parameters."""
    described = describe()
    parts = [HEAD, "# HTTP API\n\n", "The same for programs: `/openapi.json`. For people: [HTTP](../http.md).\n"]
    for path, methods in described["paths"].items():
        get = methods["get"]
        parts.append(f"\n## `GET {path}`\n\n{get.get('summary', '')}\n")
        parameters = [_parameter(each) for each in get.get("parameters", [])]
        if parameters:
            parts.append("\n| parameter | form | meaning |\n|---|---|---|\n" + "".join(parameters))
    return "".join(parts)


def _parameter(parameter: dict[str, object]) -> str:
    schema = parameter.get("schema", {})
    form = _form(schema) if isinstance(schema, dict) else ""
    return f"| `{parameter['name']}` | {form} | {str(parameter.get('description', '')).replace('|', chr(92) + '|')} |\n"


def _form(schema: dict[str, object]) -> str:
    if isinstance(schema.get("enum"), list):
        return " ".join(f"`{each}`" for each in schema["enum"])  # type: ignore[attr-defined]
    if isinstance(schema.get("items"), dict):
        return f"{_form(schema['items'])}, repeatable"  # type: ignore[arg-type]
    bounds = [f"{word} {schema[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in schema]
    return " ".join([str(schema.get("format", schema.get("type", ""))), *bounds])


PAGES = {"commands.md": commands_page, "http-api.md": http_page}

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8")
