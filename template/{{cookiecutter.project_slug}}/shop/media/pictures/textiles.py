"""Blankets, cushions, rugs, towels, napkins, aprons and scarves."""

from dataclasses import replace
from functools import partial

from PIL import Image

from shop.media.pictures.cloth import Cloth, Folds, cushion, fold_shade, folded, fringe, hang
from shop.media.pictures.colour import Colour
from shop.media.pictures.curves import smooth, strand
from shop.media.pictures.pots import CENTRE, FLOOR, Look, Pot, Scene
from shop.media.pictures.stage import Box, Piece, Point, Stage, sharp
from shop.media.pictures.turned import piece

WOOD = Colour.read("#a5764b")
BRASS = Colour.read("#b8965a")
LINEN = Colour.read("#ded0b6")
POUF = Pot([(262, 176), (312, 150), (326, 90), (312, 26), (270, 0)], tilt=0.2)


def cloth_of(look: Look, pattern: str) -> Cloth:
    """Weave in the colours of a look."""
    return Cloth(look.main, look.accent, pattern, look.random)


def rail(stage: Stage, y: float, left: float, right: float) -> None:
    """A wooden rail on the wall."""
    stage.put(strand([(left, y), (right, y)], [10, 10], WOOD), floor=None)


def hung(stage: Stage, look: Look, pattern: str, box: Box, fringes: float = 0) -> None:
    """A cloth over a rail, with or without fringes."""
    stage.clear_table()
    left, top, right, bottom = box
    cloth, folds = cloth_of(look, pattern), Folds.fall(look.random, count=(right - left) / 480)
    rail(stage, top + 12, left - 90, right + 90)
    pieces = [hang(cloth, box, folds)]
    if fringes:
        edge = folds.hem(left + 3, right - 3, bottom - 3, (right - left) // 9)
        pieces.insert(0, fringe(cloth, edge, fringes, look.main.mix(look.accent, 0.3)))
    stage.put(*pieces, floor=None)


def stack(stage: Stage, look: Look, pattern: str, count: int = 3, other: str = "plain") -> None:
    """Folded cloths on the table, every second one turned."""
    thick = 330 // count
    bottom = FLOOR + 24
    for level in range(count):
        cloth = cloth_of(look, pattern if level % 2 == 0 else other)
        left = 190 + look.random.randrange(-10, 11)
        box = (left, round(bottom - thick), left + 580, round(bottom))
        lying = folded(cloth, box, turned=level % 2 == 1, layers=max(2, thick // 36))
        stage.put(lying, floor=bottom, shadow=level == 0)
        bottom -= thick - 3


def one_cushion(stage: Stage, look: Look, pattern: str) -> None:
    """A cushion against the wall."""
    stage.put(cushion(cloth_of(look, pattern), CENTRE, FLOOR + 10, (300, 290)), floor=FLOOR + 4)


def floor_cushions(stage: Stage, look: Look) -> None:
    """Two round, thick cushions, one upon the other."""
    for level, pattern in enumerate(("plain", "quilt")):
        seat = POUF.at(CENTRE + level * 12, FLOOR + 34 - level * 168)
        left, top, right, bottom = seat.box
        woven = cloth_of(look, pattern).woven((right - left, bottom - top))
        stage.put(piece(seat, woven, 0.0), floor=seat.floor, shadow=level == 0)
    radius, y = seat.profile[0]
    box = (left, top, right, int(y + seat.tilt * radius) + 4)
    size = (box[2] - box[0], box[3] - box[1])
    seam = sharp(box, seat.ring(radius, y))
    upper = Piece(box, cloth_of(look, "quilt").woven(size), seam, Image.new("L", size, 240))
    stage.put(upper, floor=None, shadow=False)


def rug(stage: Stage, look: Look, pattern: str, half: float = 300) -> None:
    """A rug on the floor, seen along its length, with fringes at both ends."""
    top, bottom, narrow = 600, 1040, 0.66
    far, near = half * narrow, half * 1.12
    shape = [(CENTRE - far, top), (CENTRE + far, top), (CENTRE + near, bottom), (CENTRE - near, bottom)]
    stage.clear_floor(470)
    box = (int(CENTRE - near) - 4, top - 4, int(CENTRE + near) + 4, bottom + 4)
    size = (box[2] - box[0], box[3] - box[1])
    cloth = cloth_of(look, pattern)
    woven = cloth.woven((size[0], int(size[1] * 1.7)))
    source = (0, 0, 0, woven.height, woven.width, woven.height, woven.width, 0)
    flat = perspective(woven, size, [(x - box[0], y - box[1]) for x, y in shape], source)
    thread = look.main.mix(look.accent, 0.4).lighter(0.3)
    ends = [
        fringe(
            cloth, [(CENTRE - near + 4 + i * (near * 2 - 8) / 66, bottom - 3) for i in range(67)], 40, thread
        )
    ]
    stage.put(*ends, Piece(box, flat, sharp(box, shape), Image.new("L", size, 244)), floor=None)


def perspective(
    image: Image.Image, size: tuple[int, int], corners: list[Point], source: tuple[int, ...]
) -> Image.Image:
    """Lay an image flat on the floor: row by row narrower towards the back."""
    (left, top), (right, _), (near_right, bottom), (near_left, _) = corners
    mesh = []
    rows = 48
    for row in range(rows):
        y1, y2 = (round(top + (bottom - top) * step / rows) for step in (row, row + 1))
        a, b = ((y - top) / (bottom - top) for y in (y1, y2))
        # What is farther away is shorter, too: equal rows of the floor show ever longer rows of the cloth.
        v1, v2 = (image.height * (1 - (1 - share) * (1 + 0.5 * share)) for share in (a, b))
        edges = []
        for share in (a, b):
            start, end = left + (near_left - left) * share, right + (near_right - right) * share
            scale = image.width / (end - start)
            edges.append((-start * scale, (size[0] - start) * scale))
        mesh.append(
            ((0, y1, size[0], y2), (edges[0][0], v1, edges[1][0], v2, edges[1][1], v2, edges[0][1], v1))
        )
    return image.transform(size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def tea_towel(stage: Stage, look: Look, pattern: str) -> None:
    """A cloth on a hook, gathered at its loop."""
    stage.clear_table()
    cloth, folds = cloth_of(look, pattern), Folds.fall(look.random, 1.2, 0.8)
    box = (270, 206, 690, 940)
    size = (box[2] - box[0], box[3] - box[1])
    rows = [206 + 694 * step / 40 for step in range(41)]
    left, right = ([CENTRE + side * gather((y - 206) / size[1]) * 200 for y in rows] for side in (-1, 1))
    hem = folds.hem(left[-1], right[-1], 900)
    outline = [*zip(left, rows, strict=True), *hem, *reversed(list(zip(right, rows, strict=True)))]
    shade = gathered(fan(size, folds), size)
    towel = Piece(box, gathered(cloth.woven(size), size), sharp(box, outline), shade)
    loop = [(470.0, 224.0), (467.0, 198.0), (480.0, 186.0), (493.0, 198.0), (490.0, 224.0)]
    stage.put(strand(loop, [3.5] * 5, LINEN), towel, floor=None)
    stage.put(strand([(480, 168), (480, 190)], [12, 9], BRASS, 12), floor=None)


def gather(share: float) -> float:
    """How wide a gathered cloth is, at a share of its height: narrow at the hook, then soon at full width."""
    return 0.06 + 0.94 * float(min(1.0, share / 0.62) ** 0.55)


def fan(size: tuple[int, int], folds: Folds) -> Image.Image:
    """Folds that are as deep above as below."""
    tones = (206 + folds.slope(x / 239) * 1.5 + folds.height(x / 239) * 2.2 for x in range(240))
    row = bytes(max(60, min(255, round(tone))) for tone in tones)
    return Image.frombytes("L", (240, 1), row).resize(size, Image.Resampling.BICUBIC)


def gathered(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Draw a cloth together towards the middle of its upper edge."""
    rows, middle = 60, size[0] / 2
    mesh = []
    for row in range(rows):
        y1, y2 = (round(size[1] * step / rows) for step in (row, row + 1))
        a, b = (middle / gather(y / size[1]) for y in (y1, y2))
        mesh.append(((0, y1, size[0], y2), (middle - a, y1, middle - b, y2, middle + b, y2, middle + a, y1)))
    return image.transform(size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def napkins(stage: Stage, look: Look, pattern: str) -> None:
    """A pile of napkins, tied with a ribbon."""
    bottom = FLOOR + 20
    for level in range(4):
        box = (230, round(bottom - 62), 730, round(bottom))
        cloth = cloth_of(look, pattern if level % 2 else "plain")
        stage.put(folded(cloth, box, turned=level % 2 == 1, layers=2), floor=bottom, shadow=level == 0)
        bottom -= 60
    top = bottom + 60 - 62
    ribbon = [(462.0, top - 2), (502.0, top - 2), (502.0, FLOOR + 22), (462.0, FLOOR + 22)]
    box = (455, int(top) - 8, 510, int(FLOOR) + 28)
    size = (box[2] - box[0], box[3] - box[1])
    band = Piece(box, Image.new("RGB", size, LINEN), sharp(box, ribbon), Image.new("L", size, 222))
    loops = [
        strand(
            [(482, top), (482 + side * 50, top - 46), (482 + side * 86, top - 8), (482, top + 2)],
            [7, 8, 8, 7],
            LINEN,
        )
        for side in (-1, 1)
    ]
    stage.put(band, *loops, floor=None, shadow=False)


def apron(stage: Stage, look: Look, split: bool = False) -> None:
    """An apron on a peg, with a pocket; one for the potter's wheel is split in the middle."""
    stage.clear_table()
    cloth, folds = cloth_of(look, "plain"), Folds.fall(look.random, 0.7)
    ribbon = look.accent.mix(look.main, 0.3)
    side = smooth([(600, 330), (606, 400), (632, 490), (714, 570)], 16)
    mirrored = [(2 * CENTRE - x, y) for x, y in side]
    outline = [*side, *reversed(folds.hem(248, 712, 1010)), *reversed(mirrored)]
    box = (230, 322, 730, 1040)
    size = (box[2] - box[0], box[3] - box[1])
    body = Piece(box, cloth.woven(size), sharp(box, outline), fold_shade(size, folds))
    neck = strand([(372, 338), (430, 240), (480, 176), (530, 240), (588, 338)], [8] * 5, ribbon)
    ties = [
        strand([(480 + s * 226, 566), (480 + s * 262, 700), (480 + s * 240, 850)], [6, 6, 5], ribbon)
        for s in (-1, 1)
    ]
    stage.put(neck, *ties, body, floor=None)
    stage.put(strand([(480, 150), (480, 172)], [12, 9], BRASS, 12), floor=None)
    stage.put(pocket(replace(cloth, main=look.main.lighter(0.10))), floor=None)
    if split:
        stage.put(
            strand([(480, 815), (479, 1012)], [2, 3.5], look.main.darker(0.45)), floor=None, shadow=False
        )


def pocket(cloth: Cloth) -> Piece:
    """A pocket, a little narrower below."""
    box = (360, 620, 600, 800)
    shape = [(362.0, 622.0), (598.0, 622.0), (592.0, 790.0), (368.0, 790.0)]
    size = (box[2] - box[0], box[3] - box[1])
    return Piece(box, cloth.woven(size), sharp(box, shape), Image.new("L", size, 240))


def scarf(stage: Stage, look: Look, pattern: str, fringes: float = 54) -> None:
    """A scarf over a peg: two lengths, one before the other."""
    stage.clear_table()
    for left, right, bottom in ((470, 640, 830), (330, 520, 980)):
        cloth, folds = cloth_of(look, pattern), Folds.fall(look.random, 0.8, 0.7)
        pieces = [hang(cloth, (left, 196, right, bottom), folds)]
        if fringes:
            edge = folds.hem(left + 3, right - 3, bottom - 3, (right - left) // 9)
            pieces.insert(0, fringe(cloth, edge, fringes, look.main.mix(look.accent, 0.35)))
        stage.put(*pieces, floor=None)
    stage.put(strand([(300, 196), (670, 196)], [15, 15], WOOD), floor=None)


WIDE, TOWEL, NARROW = (170, 120, 790, 940), (250, 150, 710, 930), (300, 150, 660, 960)

SCENES: dict[str, Scene] = {
    "blanket": partial(hung, pattern="herringbone", box=WIDE, fringes=0),
    "bench-blanket": partial(stack, pattern="check", count=2, other="check"),
    "border-throw": partial(hung, pattern="borders", box=WIDE, fringes=58),
    "waffle-blanket": partial(stack, pattern="waffle", count=2, other="waffle"),
    "cradle-blanket": partial(stack, pattern="windowpane", count=2, other="windowpane"),
    "cushion": partial(one_cushion, pattern="stripes"),
    "corner-cushion": partial(one_cushion, pattern="plain"),
    "floor-cushion": floor_cushions,
    "rug": partial(rug, pattern="diamonds"),
    "runner-rug": partial(rug, pattern="bands", half=210),
    "kitchen-rug": partial(rug, pattern="rags"),
    "tea-towel": partial(tea_towel, pattern="windowpane"),
    "workaday-tea-towel": partial(hung, pattern="ticking", box=NARROW),
    "printed-tea-towel": partial(hung, pattern="leaves", box=NARROW),
    "napkins": partial(napkins, pattern="windowpane"),
    "indigo-napkins": partial(napkins, pattern="dots"),
    "apron": apron,
    "pottery-apron": partial(apron, split=True),
    "towel": partial(hung, pattern="waffle", box=TOWEL),
    "linen-bath-towel": partial(stack, pattern="borders", count=3),
    "sauna-towel": partial(hung, pattern="bands", box=NARROW),
    "scarf": partial(scarf, pattern="herringbone"),
    "vat-scarf": partial(scarf, pattern="plain"),
    "summer-scarf": partial(scarf, pattern="check", fringes=30),
}
