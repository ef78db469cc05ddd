"""The words of `shopwright site`: what they take, and what they say."""

import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from shopwright.errors import Problem
from shopwright.site import addresses, diagrams
from shopwright.site.assets import copy_fonts, install_scripts
from shopwright.site.build import build as build_site
from shopwright.site.serve import server
from shopwright.site.watch import Watcher

ABOUT = "Build and serve the course site."
KIT = Path(__file__).resolve().parents[3]
OUT = Path("build/site")
CHROMIUM = Path("/usr/bin/chromium")

app = typer.Typer(no_args_is_help=True, help=ABOUT, rich_markup_mode="markdown")


@app.command()
def build(
    out: Annotated[Path, typer.Option(help="The folder for the pages and the HTML.")] = OUT,
    strict: Annotated[bool, typer.Option(help="Let a warning fail the build.")] = True,
    root: Annotated[
        Path, typer.Option(help="The folder with chapters/, template/ and docs/.", show_default=False)
    ] = KIT,
    address: Annotated[
        str, typer.Option(help="The address at which it will be published; without, nothing names one.")
    ] = "",
) -> None:
    """Make the pages and build them into HTML.

    Example: `shopwright site build`
    """
    started = time.monotonic()
    with Console(stderr=True).status("Making the pages and building the site …"):
        built = build_site(root.resolve(), out.resolve(), strict=strict, address=address)
    typer.echo(f"{built.pages} pages in {time.monotonic() - started:.1f} s.")
    typer.echo(f"Open {built.html / 'index.html'}, or run `shopwright site serve`.")


@app.command()
def record(
    out: Annotated[Path, typer.Option(help="The folder that `build` wrote.")] = OUT,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail if a page is new.")] = False,
    root: Annotated[Path, typer.Option(help="The folder with docs/.", show_default=False)] = KIT,
) -> None:
    """Add the pages of the built site to the record of published addresses.

    A page on the record that vanishes without a line in docs/moved.toml fails the tests.

    Example: `shopwright site record`
    """
    html = out.resolve() / "html"
    if not (html / "index.html").is_file():
        raise Problem(
            "There is no site to record.",
            found=f"no index.html in {html}.",
            do="run `shopwright site build`.",
        )
    new = (
        addresses.unrecorded(root, html) if check else addresses.record(root, html, datetime.now(UTC).date())
    )
    typer.echo(f"{len(new)} pages are new on the record of {len(addresses.published(root))}.")
    if check and new:
        raise Problem(
            "Pages are not on the record of published addresses.",
            found=", ".join(new[:6]) + (" …" if len(new) > 6 else ""),
            do="run `shopwright site record`, and commit docs/published.txt.",
        )


@app.command()
def draw(
    again: Annotated[bool, typer.Option("--again", help="Draw those that are kept as well.")] = False,
    chromium: Annotated[Path, typer.Option(help="The browser that draws.")] = CHROMIUM,
    root: Annotated[Path, typer.Option(help="The folder with docs/.", show_default=False)] = KIT,
) -> None:
    """Draw the diagrams of pages and lessons, and keep them in docs/diagrams.

    Example: `shopwright site draw`
    """
    wanted = diagrams.all_diagrams(root) if again else diagrams.undrawn(root)
    install_scripts(root)
    with tempfile.TemporaryDirectory() as folder:
        copy_fonts(Path(folder))
        drawn = diagrams.draw(root, wanted, Path(folder), chromium) if wanted else []
    left = diagrams.remove_unused(root)
    typer.echo(f"{len(drawn)} diagrams drawn, {len(left)} that no page has were removed.")


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 8000,
    out: Annotated[Path, typer.Option(help="The folder that `build` wrote.")] = OUT,
    watch: Annotated[bool, typer.Option("--watch", help="Build what changes, while it is served.")] = False,
    root: Annotated[
        Path, typer.Option(help="The folder with chapters/, template/ and docs/.", show_default=False)
    ] = KIT,
) -> None:
    """Serve the built site until Ctrl-C; with `--watch`, build what is edited in the meantime.

    Example: `shopwright site serve --port 8010`
    """
    with server(out.resolve() / "html", port) as running:
        typer.echo(f"The site is at http://127.0.0.1:{running.server_address[1]}/ (Ctrl-C stops it).")
        try:
            if watch:
                threading.Thread(target=running.serve_forever, daemon=True).start()
                _keep_up(Watcher(root.resolve(), out.resolve()))
            else:
                running.serve_forever()
        except KeyboardInterrupt:
            typer.echo("Stopped.")


def _keep_up(watcher: Watcher) -> NoReturn:
    """Build what changes and say so; a mistake in a page is told, and the pages stay as they were."""
    while True:
        if watcher.changed():
            try:
                update = watcher.update()
            except Problem as problem:
                typer.secho(f"{problem}\nWaiting for the next change.", err=True, fg=typer.colors.RED)
            else:
                what = "All pages" if update.whole else ", ".join(update.pages) or "No page"
                typer.echo(f"{what} in {update.seconds:.1f} s. Waiting for changes.")
        time.sleep(0.5)
