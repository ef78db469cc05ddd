"""From a file that a stranger sent to a picture that is safe to keep.

Nothing that the sender says is believed: neither the name, nor the declared type, nor the declared size. The
file is decoded to pixels and a new file is written from the pixels, so what rode along (a place on a map, a
camera's number, a script behind the last byte) does not survive.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from shop.media.errors import BrokenPicture, FileTooLarge, MovingPicture, NotAPicture, TooManyPixels
from shop.media.models import ImageType

# Only these decoders ever see the file. Pillow knows some forty more, and each is a door.
FORMATS = {"JPEG": ImageType.JPEG, "PNG": ImageType.PNG, "WEBP": ImageType.WEBP}
ENDINGS = {ImageType.JPEG: "jpg", ImageType.PNG: "png", ImageType.WEBP: "webp"}
HOW_TO_SAVE: dict[ImageType, dict[str, Any]] = {
    ImageType.JPEG: {"format": "JPEG", "quality": 90, "subsampling": 0, "progressive": True},
    ImageType.PNG: {"format": "PNG"},
    ImageType.WEBP: {"format": "WEBP", "quality": 90, "method": 4},
}
SRGB = ImageCms.createProfile("sRGB")
MEGA = 1024 * 1024


@dataclass(frozen=True)
class CleanPicture:
    """A picture as the shop keeps it."""

    data: bytes
    content_type: ImageType
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """The name of these contents: equal for equal bytes, and for no others."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def path(self) -> str:
        """Where it is kept. Two letters make a folder, so that no folder grows without end."""
        name = self.sha256
        return f"images/{name[:2]}/{name[2:]}.{ENDINGS[self.content_type]}"


def clean(source: IO[bytes]) -> CleanPicture:
    """Take in a file and write it anew.

    Raises:
        FileTooLarge, NotAPicture, TooManyPixels, MovingPicture, BrokenPicture: what it was refused for.
    """
    picture = opened(read_within_limit(source))
    refuse_too_many_pixels(picture)
    refuse_movement(picture)
    content_type = FORMATS[picture.format or ""]
    return written(in_srgb(decoded(picture)), content_type)


def read_within_limit(source: IO[bytes]) -> bytes:
    """Read the file, and never more of it than the shop would keep."""
    data = source.read(settings.UPLOAD_MAX_BYTES + 1)
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise FileTooLarge(
            found=f"more than {settings.UPLOAD_MAX_BYTES / MEGA:.0f} MB.",
            expected=f"at most {settings.UPLOAD_MAX_BYTES / MEGA:.0f} MB.",
            do="save it again as JPEG, or at half the width.",
        )
    return data


def opened(data: bytes) -> Image.Image:
    """Find out what the file is by its contents. This reads its head only; no pixel is decoded yet."""
    try:
        with limits_of_pillow():
            return Image.open(BytesIO(data), formats=list(FORMATS))
    except UnidentifiedImageError:
        raise NotAPicture(
            found="contents that are neither JPEG, PNG nor WebP, whatever the name says.",
            expected="a JPEG, PNG or WebP picture.",
            do="open it in a picture editor and export it as JPEG.",
        ) from None
    except (OSError, SyntaxError, ValueError) as error:
        raise broken() from error


def refuse_too_many_pixels(picture: Image.Image) -> None:
    """Stop before decoding: the head says how much memory the pixels would take."""
    if picture.width * picture.height > settings.UPLOAD_MAX_PIXELS:
        raise too_many_pixels(f"{picture.width} x {picture.height} pixels.")


def refuse_movement(picture: Image.Image) -> None:
    """Accept one picture a file: of an animation nobody knows which frame was meant."""
    if (frames := getattr(picture, "n_frames", 1)) > 1:
        raise MovingPicture(
            found=f"{frames} pictures in one file.",
            expected="one.",
            do="export the picture that you mean as JPEG or PNG.",
        )


def decoded(picture: Image.Image) -> Image.Image:
    """Decode every pixel, and turn the picture the way the camera was held."""
    try:
        with limits_of_pillow():
            return ImageOps.exif_transpose(picture)
    except TooManyPixels:
        raise
    except Exception as error:  # a decoder that is fed damaged bytes may raise anything
        raise broken() from error


def in_srgb(picture: Image.Image) -> Image.Image:
    """Give the pixels in the colours of the web, whatever profile they came with."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):  # 16 bits: Pillow would cut off the bright tones instead of scaling them
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in {"P", "PA", "LA"} or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if profile:
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, given, SRGB, outputMode=mode)
        except ImageCms.PyCMSError:
            converted = None  # a profile that does not fit its picture says nothing
        picture = converted or picture
    return picture if picture.mode in {"RGB", "RGBA"} else picture.convert("RGB")


def written(picture: Image.Image, content_type: ImageType) -> CleanPicture:
    """Write a new file from nothing but pixels."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    file = BytesIO()
    bare.save(file, **HOW_TO_SAVE[content_type])
    return CleanPicture(file.getvalue(), content_type, *bare.size)


@contextmanager
def limits_of_pillow() -> Iterator[None]:
    """Pillow has a limit of its own against bombs; let it speak as ours does."""
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels("far more.") from error


def too_many_pixels(found: str) -> TooManyPixels:
    """The refusal, with what was found."""
    limit = settings.UPLOAD_MAX_PIXELS // 1_000_000
    return TooManyPixels(found=found, expected=f"at most {limit} million.", do="save it at half the width.")


def broken() -> BrokenPicture:
    """The refusal of a damaged file."""
    return BrokenPicture(
        found="a file that ends too early or is damaged inside.",
        do="copy or export it again, and look whether your own computer shows all of it.",
    )
