"""Pictures of what the demonstration shop sells, drawn here: nothing is downloaded, nothing is borrowed.

The same motif, colours and name give the same picture every time.
"""

from collections.abc import Sequence
from random import Random

from PIL import Image

from shop.media.pictures import rooms, tableware, textiles
from shop.media.pictures.colour import Colour
from shop.media.pictures.pots import Look, Scene
from shop.media.pictures.stage import Stage

SCENES: dict[str, Scene] = tableware.SCENES | rooms.SCENES | textiles.SCENES


def draw(motif: str, colours: Sequence[str], name: str) -> Image.Image:
    """Draw a product in one of its colours, 960 pixels wide and 1200 high.

    Args:
        motif: the kind of thing, such as `mug`; drawn unless there is a scene of this very product.
        colours: its own colour and the one beside it, as `#rrggbb`.
        name: the product's slug. It decides what else is in the picture, alike for all its colours.

    Raises:
        KeyError: there is neither a scene of that name nor one of that motif.
    """
    return draw_scene(SCENES.get(name) or SCENES[motif], colours, name)


def draw_scene(scene: Scene, colours: Sequence[str], name: str) -> Image.Image:
    """Draw a scene of one's own."""
    random = Random(name)  # noqa: S311 - for looks, not for secrets
    main, accent = (Colour.read(colour) for colour in colours)
    stage = Stage(random)
    scene(stage, Look(main, accent, random))
    return stage.image
