"""The words of `shopwright site`: what they take, and what they say."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from shopwright.site.build import build as build_site
from shopwright.site.serve import server

ABOUT = "Build and serve the course site."
KIT = Path(__file__).resolve().parents[3]
OUT = Path("build/site")

app = typer.Typer(no_args_is_help=True, help=ABOUT, rich_markup_mode="markdown")


@app.command()
def build(
    out: Annotated[Path, typer.Option(help="The folder for the pages and the HTML.")] = OUT,
    strict: Annotated[bool, typer.Option(help="Let a warning fail the build.")] = True,
    root: Annotated[
        Path, typer.Option(help="The folder with chapters/, template/ and docs/.", show_default=False)
    ] = KIT,
) -> None:
    """Make the pages and build them into HTML.

    Example: `shopwright site build`
    """
    started = time.monotonic()
    with Console(stderr=True).status("Making the pages and building the site …"):
        built = build_site(root.resolve(), out.resolve(), strict=strict)
    typer.echo(f"{built.pages} pages in {time.monotonic() - started:.1f} s.")
    typer.echo(f"Open {built.html / 'index.html'}, or run `shopwright site serve`.")


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 8000,
    out: Annotated[Path, typer.Option(help="The folder that `build` wrote.")] = OUT,
) -> None:
    """Serve the built site until Ctrl-C.

    Example: `shopwright site serve --port 8010`
    """
    with server(out.resolve() / "html", port) as running:
        typer.echo(f"The site is at http://127.0.0.1:{running.server_address[1]}/ (Ctrl-C stops it).")
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            typer.echo("Stopped.")
