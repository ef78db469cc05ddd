"""Nothing that an uploader says is believed; what is kept is made of pixels alone."""

import zlib
from io import BytesIO
from pathlib import Path
from random import Random
from struct import pack
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from PIL import ImageCms

from shop.core.errors import ShopError
from shop.media import errors
from shop.media.models import Image
from shop.media.services import store_image
from tests.media.builders import PINE, TERRACOTTA, a_file, pixels

pytestmark = pytest.mark.django_db

ORIENTATION, GPS = 0x0112, 0x8825


def about(picture: Pillow.Image, x: int, y: int) -> tuple[int, ...]:
    """A pixel's colour, rounded as far as lossy files blur it."""
    found = picture.convert("RGB").getpixel((x, y))
    assert isinstance(found, tuple)
    return tuple(round(value / 16) for value in found)


def near(colour: tuple[int, ...]) -> tuple[int, ...]:
    """A colour, rounded the same way."""
    return tuple(round(value / 16) for value in colour)


@pytest.mark.parametrize(
    ("kind", "content_type", "ending"),
    [("JPEG", "image/jpeg", "jpg"), ("PNG", "image/png", "png"), ("WEBP", "image/webp", "webp")],
)
def test_a_picture_is_kept_under_a_name_made_of_its_contents(
    kind: str, content_type: str, ending: str
) -> None:
    image = store_image(upload=a_file(kind))

    assert (image.content_type, image.width, image.height) == (content_type, 64, 48)
    assert image.file.name == f"images/{image.sha256[:2]}/{image.sha256[2:]}.{ending}"
    assert image.byte_size == image.file.size
    assert about(pixels(image), 5, 5) == near(TERRACOTTA)
    assert about(pixels(image), 60, 40) == near(PINE)


def test_the_same_picture_is_kept_once(media_root: Path) -> None:
    first = store_image(upload=a_file())
    with_other_metadata = store_image(upload=a_file(comment=b"another camera"))

    assert with_other_metadata == first
    assert len(list(media_root.glob("images/*/*"))) == 1


def test_the_name_and_type_that_the_sender_declares_change_nothing() -> None:
    upload = SimpleUploadedFile("../../etc/cron.d/mug.php", a_file("PNG").read(), content_type="text/html")

    image = store_image(upload=upload)

    assert image.content_type == "image/png"
    assert "mug" not in str(image.file.name)


def test_what_a_camera_wrote_about_the_place_and_itself_is_gone() -> None:
    exif = Pillow.Exif()
    exif[0x0110] = "Model 7"
    exif.get_ifd(GPS)[2] = (52.0, 31.0, 12.0)
    xmp = b"<x:xmpmeta>serial 4711</x:xmpmeta>"

    image = store_image(upload=a_file(exif=exif, xmp=xmp, comment=b"shot at home"))

    kept = pixels(image)
    assert not kept.getexif()
    assert set(kept.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }
    with image.file.open("rb") as file:
        data = file.read()
    assert [word for word in (b"Model 7", b"4711", b"shot at home") if word in data] == []


def test_a_picture_stands_upright_however_the_camera_was_held() -> None:
    exif = Pillow.Exif()
    exif[ORIENTATION] = 6  # the camera was turned: show it rotated by 90 degrees clockwise

    image = store_image(upload=a_file(size=(64, 48), exif=exif))

    assert (image.width, image.height) == (48, 64)
    assert about(pixels(image), 20, 5) == near(TERRACOTTA)
    assert about(pixels(image), 20, 60) == near(PINE)


def test_colours_of_another_profile_become_those_of_the_web() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    unfitting = store_image(upload=a_file(icc_profile=profile))

    assert "icc_profile" not in pixels(unfitting).info
    assert about(pixels(unfitting), 5, 5) == near(TERRACOTTA)


def test_a_profile_that_fits_is_applied_before_it_is_dropped() -> None:
    swapped = swapped_profile()

    image = store_image(upload=a_file("PNG", icc_profile=swapped))

    assert "icc_profile" not in pixels(image).info
    assert about(pixels(image), 5, 5) != near(TERRACOTTA)


def swapped_profile() -> bytes:
    """sRGB with the descriptions of red and blue exchanged, which a reader of profiles must notice."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"tmp!").replace(b"bXYZ", b"rXYZ").replace(b"tmp!", b"bXYZ")


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_printers_colours_become_those_of_the_web(mode: str) -> None:
    assert pixels(store_image(upload=a_file(mode=mode))).mode == "RGB"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_a_png_of_any_kind_is_kept_as_plain_pixels(mode: str) -> None:
    assert pixels(store_image(upload=a_file("PNG", mode=mode))).mode in {"RGB", "RGBA"}


def test_a_png_of_sixteen_bits_keeps_its_tones() -> None:
    file = BytesIO()
    Pillow.new("I;16", (8, 8), 0x8080).save(file, format="PNG")
    file.seek(0)

    assert about(pixels(store_image(upload=file)), 4, 4) == near((128, 128, 128))


def test_a_script_behind_the_last_byte_is_not_kept() -> None:
    upload = BytesIO(a_file().read() + b"<script>alert(1)</script>")

    image = store_image(upload=upload)

    with image.file.open("rb") as file:
        assert b"<script>" not in file.read()


def refusal(upload: Any) -> ShopError:
    """Why a file is not accepted; nothing of it is kept."""
    with pytest.raises(ShopError) as caught:
        store_image(upload=upload)
    assert not Image.objects.exists()
    return caught.value


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"GIF89a" + b"\0" * 60,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"MZ" + b"\0" * 200,
    ],
    ids=["empty", "gif", "svg", "postscript", "program"],
)
def test_what_is_no_picture_of_ours_is_refused_whatever_its_name(contents: bytes) -> None:
    upload = SimpleUploadedFile("mug.jpg", contents, content_type="image/jpeg")

    assert isinstance(refusal(upload), errors.NotAPicture)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.4, 0.7, 0.95])
def test_a_file_that_was_cut_off_is_refused(kind: str, share: float) -> None:
    noise = Pillow.frombytes("RGB", (200, 200), Random(7).randbytes(3 * 200 * 200))  # noqa: S311 - noise
    file = BytesIO()
    noise.save(file, format=kind)
    data = file.getvalue()

    assert isinstance(refusal(BytesIO(data[: int(len(data) * share)])), errors.BrokenPicture)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_moving_picture_is_refused(kind: str) -> None:
    frames = [Pillow.new("RGB", (8, 8), colour) for colour in (TERRACOTTA, PINE)]
    file = BytesIO()
    frames[0].save(file, format=kind, save_all=True, append_images=frames[1:], duration=100)
    file.seek(0)

    error = refusal(file)

    assert isinstance(error, errors.MovingPicture)
    assert error.found == "2 pictures in one file."


def test_a_file_with_too_many_bytes_is_not_even_read(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 2 * 1024 * 1024
    upload = BytesIO(a_file().read() + b"\0" * (5 * 1024 * 1024))

    error = refusal(upload)

    assert isinstance(error, errors.FileTooLarge)
    assert error.expected == "at most 2 MB."
    assert upload.tell() == 2 * 1024 * 1024 + 1


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(settings: Any) -> None:
    settings.UPLOAD_MAX_PIXELS = 3000

    error = refusal(a_file(size=(64, 48)))

    assert isinstance(error, errors.TooManyPixels)
    assert error.found == "64 x 48 pixels."


@pytest.mark.parametrize("side", [10_000, 60_000])
def test_a_bomb_is_refused_by_its_head(side: int) -> None:
    bomb = BytesIO(a_png_that_claims(side))

    assert isinstance(refusal(bomb), errors.TooManyPixels)


def a_png_that_claims(side: int) -> bytes:
    """Some hundred bytes that say they are gigabytes of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def test_a_refusal_says_what_was_found_expected_and_to_be_done() -> None:
    error = refusal(BytesIO(b"not a picture"))

    assert error.code == "not-a-picture"
    assert str(error) == (
        "This file is not a picture that the shop can keep.\n"
        "Found: contents that are neither JPEG, PNG nor WebP, whatever the name says.\n"
        "Expected: a JPEG, PNG or WebP picture.\n"
        "Do: open it in a picture editor and export it as JPEG."
    )
