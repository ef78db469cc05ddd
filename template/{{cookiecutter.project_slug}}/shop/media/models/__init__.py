"""Pictures in the database: what is known of each file, and where it is shown."""

from shop.media.models.image import Image as Image
from shop.media.models.image import ImageType as ImageType
from shop.media.models.picture import ProductImage as ProductImage
# {% if reached("media.renditions") %}
from shop.media.models.rendition import Rendition as Rendition
# {% endif %}
