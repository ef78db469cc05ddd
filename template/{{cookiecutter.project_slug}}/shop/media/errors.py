"""What is not accepted as a picture, and why."""

from shop.core.errors import ShopError


class NotAPicture(ShopError):
    """The file cannot be decoded as one of the three kinds that the shop keeps."""

    code = "not-a-picture"
    title = "This file is not a picture that the shop can keep."
    status = 422


class BrokenPicture(ShopError):
    """The file begins as a picture and does not go on as one."""

    code = "broken-picture"
    title = "This picture is damaged."
    status = 422


class MovingPicture(ShopError):
    """The file holds several pictures; a product is shown with one."""

    code = "moving-picture"
    title = "This file holds more than one picture."
    status = 422


class FileTooLarge(ShopError):
    """The file has more bytes than the shop takes in."""

    code = "file-too-large"
    title = "This file is too large."
    status = 413


class TooManyPixels(ShopError):
    """A small file can unfold into gigabytes of pixels."""

    code = "too-many-pixels"
    title = "This picture has too many pixels."
    status = 413


class MissingDescription(ShopError):
    """A picture that is not described is nothing to people who cannot see it."""

    code = "missing-description"
    title = "The picture needs a description."
    status = 422


class PictureOfAnotherProduct(ShopError):
    """A variant's picture stands on the page of the variant's own product."""

    code = "picture-of-another-product"
    title = "The variant belongs to another product."
    status = 422


class PictureAlreadyShown(ShopError):
    """One picture, one place on a page."""

    code = "picture-already-shown"
    title = "The product already shows this picture there."
