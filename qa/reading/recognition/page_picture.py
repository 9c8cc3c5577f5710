"""Prepare the picture of a page for text recognition: size, colours and seals."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

_LONGEST, _SHORTEST = 4000, 1800
"""maximum and minimum length of the longer side in pixels; A4 at 200 dots per inch has 2,339"""
_RED_LEAD = 45
"""minimum difference of red to green and blue in the ink of a seal, 0 to 255"""
_DARK = 110
"""minimum value of red in red ink, 0 to 255; black text under a seal is darker"""
_LEAST_SEAL, _LARGEST_SEAL = 0.11, 0.4
"""minimum and maximum diameter of a seal relative to the page's width; seals are 3 to 5 cm wide (GB/T 9704—2012)"""
_ROUND = (0.7, 1.4)
"""minimum and maximum ratio of height to width of a seal"""
_BRIDGE = 9
"""maximum distance in pixels between the parts of a seal"""


def page_picture(image: "Image") -> "NDArray[np.uint8]":
    """Return the picture of a page without seals, in the size and orientation that :func:`shown_page` gives it.

    Returns:
        An array of shape (height, width, 3), blue first.
    """
    import numpy as np

    return without_seals(np.ascontiguousarray(np.asarray(shown_page(image))[:, :, ::-1]))


def shown_page(image: "Image") -> "Image":
    """Turn a picture upright by its camera data, scale it for recognition, and convert it to RGB on white."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        with_alpha = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", with_alpha.size, "white"), with_alpha)
    upright = _eight_bit(upright).convert("RGB")
    longer = max(upright.size)
    if not _SHORTEST <= longer <= _LONGEST:
        factor = (_LONGEST if longer > _LONGEST else _SHORTEST) / longer
        size = (max(1, round(upright.width * factor)), max(1, round(upright.height * factor)))
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    return upright


def _eight_bit(image: "Image") -> "Image":
    """Return an image with 8 bits per channel; TIFF files of scanners may have 16."""
    import numpy as np
    from PIL import Image

    if not image.mode.startswith(("I", "F")):
        return image
    values = np.asarray(image, dtype=np.float64)
    return Image.fromarray((255 * values / max(values.max(), 1.0)).astype(np.uint8))


def without_seals(picture: "NDArray[np.uint8]") -> "NDArray[np.uint8]":
    """Return a picture in which the red ink of round seals is white; red letters and the black text under a seal stay.

    Args:
        picture: shape (height, width, 3), blue first.
    """
    import cv2
    import numpy as np

    blue, green, red = (picture[:, :, channel].astype(np.int16) for channel in range(3))
    is_red = (red - np.maximum(green, blue) > _RED_LEAD) & (red > _DARK)
    if not is_red.any():
        return picture
    bridged = cv2.morphologyEx(is_red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((_BRIDGE, _BRIDGE), np.uint8))
    _, _, regions, _ = cv2.connectedComponentsWithStats(bridged)
    cleaned = picture.copy()
    for left, top, width, height, _ in regions[1:]:
        is_seal_size = _LEAST_SEAL <= width / picture.shape[1] <= _LARGEST_SEAL
        if is_seal_size and _ROUND[0] <= height / width <= _ROUND[1]:
            part = slice(top, top + height), slice(left, left + width)
            # In the red channel black text keeps its blurred edges, and red ink is nearly white.
            pale = np.where(is_red[part], 255, red[part]).astype(np.uint8)
            cleaned[part] = pale[:, :, np.newaxis]
    return cleaned
