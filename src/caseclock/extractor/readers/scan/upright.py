"""Pictures of pages put right before they are read: even light, lines of writing level.

A picture is an array of grey levels (0 black, 255 white), one row of the array for each row of dots.
"""

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.uint8]
Ink = NDArray[np.bool_]

_MOST_SKEW = 6.0  # degrees looked for to either side; a paper askew by more was meant so
_LEAST_SKEW = 0.08  # degrees: less is not worth the blur of turning
_BLOCK = 32  # dots: light changes slowly, so its level is taken once for each block of so many
_EVEN = 0.85  # paper whose darkest part has so much of the light of its brightest is lit evenly
_CELL = 8  # dots: the surround of a paper is looked for in steps of so many
_DARK = 0.72  # of the paper's light: what is darker over a whole step is no paper
_GREY = 0.2  # grey dots to dark ones: no more of them in a picture in black and white
_LONE = 2  # a dot with fewer neighbours of its kind than this is a speck
_REDUCED = 1000  # dots along the longer side suffice to see which way lines of writing run

# pairs to put in order, one after the other, until the middle one of nine stands in the middle (Paeth's)
_NETWORK = (
    (1, 2), (4, 5), (7, 8), (0, 1), (3, 4), (6, 7), (1, 2), (4, 5), (7, 8), (0, 3), (5, 8), (4, 7), (3, 6), (1, 4),
    (2, 5), (4, 7), (4, 2), (6, 4), (4, 2),
)  # fmt: skip


def evenly_lit(grey: Grey) -> Grey:
    """The picture as if light had fallen on it evenly; a clean scan comes back as it was."""
    light = _light(grey)
    low, high = np.percentile(light, (3, 97))
    if low >= _EVEN * high:
        return grey
    smooth = Image.fromarray(light.astype(np.uint8)).resize(grey.shape[::-1], Image.Resampling.BILINEAR)
    level = np.maximum(np.asarray(smooth, dtype=np.float32), 16.0)
    return np.minimum(grey / level * 250.0, 255.0).astype(np.uint8)


def _light(grey: Grey) -> NDArray[np.float32]:
    """How bright the bare paper is in each block."""
    quarter = np.asarray(Image.fromarray(grey).reduce(4))  # takes the noise out
    side = _BLOCK // 4
    high, wide = (-quarter.shape[0]) % side, (-quarter.shape[1]) % side
    padded = np.pad(quarter, ((0, high), (0, wide)), mode="edge")
    blocks = padded.reshape(padded.shape[0] // side, side, padded.shape[1] // side, side).max(axis=(1, 3))
    paper = Image.fromarray(blocks).filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.MedianFilter(3))
    return np.asarray(paper.filter(ImageFilter.GaussianBlur(1.5)), dtype=np.float32)


def without_surround(grey: Grey) -> Grey:
    """The picture with what is dark along its edges and joined to them (a table top, a scanner's lid) made white."""
    small = np.asarray(Image.fromarray(grey).reduce(_CELL), dtype=np.float32)
    dark = small < _DARK * float(np.percentile(small, 90))
    outside = np.zeros_like(dark)
    outside[0], outside[-1], outside[:, 0], outside[:, -1] = dark[0], dark[-1], dark[:, 0], dark[:, -1]
    if not outside.any():
        return grey
    for _ in range(sum(dark.shape)):
        grown = _spread(outside) & dark
        if (grown == outside).all():
            break
        outside = grown
    mask = np.kron(_spread(outside), np.ones((_CELL, _CELL), dtype=np.bool_))[: grey.shape[0], : grey.shape[1]]
    return np.where(mask, np.uint8(255), grey)


def _spread(mask: Ink) -> Ink:
    """The mask and what touches it."""
    wider = mask.copy()
    wider[1:] |= mask[:-1]
    wider[:-1] |= mask[1:]
    across = wider.copy()
    across[:, 1:] |= wider[:, :-1]
    across[:, :-1] |= wider[:, 1:]
    return across


def is_black_and_white(grey: Grey) -> bool:
    """Whether hardly a dot is grey: a fax, or a scan stored as one."""
    dark, pale = float((grey < 64).mean()), float((grey > 192).mean())
    return 1 - dark - pale < _GREY * dark


def without_specks(grey: Grey, *, black_and_white: bool) -> Grey:
    """The picture with lone dots taken out. The thin strokes of black and white are kept and softened: a median, best
    for grey, would break them."""
    middle = _median(grey)
    if not black_and_white:
        return middle
    dark = grey < 128
    high, wide = grey.shape
    padded = np.pad(dark.astype(np.uint8), 1)
    around = sum(padded[y : y + high, x : x + wide] for y in range(3) for x in range(3)) - dark
    lone = (dark & (around < _LONE)) | (~dark & (around > 8 - _LONE))
    return softened(np.where(lone, middle, grey))


def softened(grey: Grey) -> Grey:
    """The picture a little out of focus."""
    return np.asarray(Image.fromarray(grey).filter(ImageFilter.GaussianBlur(1.0)))


def _median(grey: Grey) -> Grey:
    """Each dot as the middle one of the nine around it, found by comparing whole pictures (much faster than Pillow)."""
    padded = np.pad(grey, 1, mode="edge")
    high, wide = grey.shape
    nine = [padded[y : y + high, x : x + wide] for y in range(3) for x in range(3)]
    for low, top in _NETWORK:
        nine[low], nine[top] = np.minimum(nine[low], nine[top]), np.maximum(nine[low], nine[top])
    return nine[4]


def ink_of(grey: Grey) -> Ink:
    """Which dots are dark: those below the level that parts dark from light best (Otsu's)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below = np.cumsum(counts)
    above = below[-1] - below
    dark = np.cumsum(counts * levels)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (dark[-1] * below / below[-1] - dark) ** 2 / (below * above)
    between[~np.isfinite(between)] = 0.0
    level = int(np.argmax(between))
    return grey <= level


def writing_angle(ink: Ink) -> tuple[int, float]:
    """How the writing lies: quarter turns (0 or 1) and degrees against the clock that put its lines level.

    Whether it then stands on its head can't be told from ink alone.
    """
    small = _reduced(ink)
    level, level_score = _skew(small)
    upright, upright_score = _skew(np.rot90(small))
    return (1, upright) if upright_score > level_score else (0, level)


def _reduced(ink: Ink) -> NDArray[np.float32]:
    """Shares of ink on a smaller picture, specks and long rules left out."""
    step = max(1, math.ceil(max(ink.shape) / _REDUCED))
    high, wide = ink.shape[0] // step * step, ink.shape[1] // step * step
    cut = ink[:high, :wide].reshape(high // step, step, wide // step, step)
    shares: NDArray[np.float32] = cut.mean(axis=(1, 3), dtype=np.float32)
    return shares


def _skew(shares: NDArray[np.float32]) -> tuple[float, float]:
    """The turn in degrees, against the clock, after which rows of ink and rows of paper differ most, and how much."""
    ys, xs = np.nonzero(shares > 0.25)
    if not len(ys):
        return 0.0, 0.0
    weights = shares[ys, xs]
    x = xs - shares.shape[1] / 2

    def sharpness(angle: float) -> float:
        rows = (ys + x * math.tan(math.radians(angle))) * 2
        rows = (rows - rows.min()).astype(np.int64)
        profile = np.convolve(np.bincount(rows, weights), (0.25, 0.5, 0.25))
        return float((np.diff(profile) ** 2).sum())

    best, step = 0.0, 1.0
    span = _MOST_SKEW
    while step > 0.02:
        angles = [best + step * at for at in range(-round(span / step), round(span / step) + 1)]
        best = max((angle for angle in angles if abs(angle) <= _MOST_SKEW), key=lambda a: (sharpness(a), -abs(a)))
        span, step = step, step / 3
    return -best, sharpness(best)


def turned(grey: Grey, quarters: int, degrees: float) -> Grey:
    """The picture turned against the clock by quarter turns and then by `degrees`; its middle stays its middle."""
    picture = np.ascontiguousarray(np.rot90(grey, quarters))
    if abs(degrees) < _LEAST_SKEW:
        return picture
    paper = int(np.percentile(picture[::8, ::8], 90))
    level = Image.fromarray(picture).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)
    return np.asarray(level)
