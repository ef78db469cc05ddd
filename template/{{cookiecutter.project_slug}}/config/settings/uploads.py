"""Uploaded files: they belong to the shop, outlive every release, and are never executed or trusted.

In production the platform serves `MEDIA_ROOT` under `MEDIA_URL`: a web server or an object storage, which
sends `X-Content-Type-Options: nosniff` and the type by the file's ending. Django does so in development only.
"""

from config.environment import ROOT, environment
from config.settings.files import STORAGES

MEDIA_URL = "/media/"
MEDIA_ROOT = ROOT / environment.media_root
STORAGES = {**STORAGES, "default": {"BACKEND": "shop.media.storage.WholeFiles"}}

# What is larger than this is written to a temporary file while it arrives, not held in memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# The largest picture that is taken in: a telephone's, with room to spare. Decoding needs four bytes a pixel.
UPLOAD_MAX_BYTES = 12 * 1024 * 1024
UPLOAD_MAX_PIXELS = 40_000_000
