"""PDFs and pictures in a bundle: they look as they did, are stamped where they are seen, and bring nothing else."""

import io
from collections.abc import Callable, Iterator

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from tests.bundle_reading import bind, everything_in, read_files, stamps_of, texts_of, words_of
from tests.marked_note import BEFORE, PASSAGE, changed, note, saved, scan_of_note
from tests.pdf_maker import Sheet
from tests.scanned import as_jpeg, as_pdf, as_tiff, pictures_of, worn

from caseclock.extractor.exports.bundle import Bundle
from caseclock.extractor.sandbox import Sandbox

SCALE = 2.0
STAMP = (215, 32)  # points from the lower right corner within which a page may differ from what it was


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(workers=2) as processes:
        yield processes


def bundle_of(sandbox: Sandbox, name: str, data: bytes) -> Bundle:
    papers, contents = read_files(sandbox, {name: data})
    return bind(sandbox, papers, contents)


def shown(pdf: bytes, page: int) -> np.ndarray:
    """Grey levels of a page as it is shown, page from 1."""
    with pypdfium2.PdfDocument(pdf) as opened:
        opened.init_forms()
        return np.asarray(opened[page - 1].render(scale=SCALE).to_pil().convert("L")).astype(int)


def pictures_in(bundle: Bundle) -> list[Dictionary]:
    """What is said of each picture in a bundle."""
    with pikepdf.open(io.BytesIO(bundle.pdf)) as pdf:
        streams = [thing for thing in pdf.objects if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Image]
        return [Dictionary(Width=s.Width, Height=s.Height, BitsPerComponent=s.BitsPerComponent) for s in streams]


def looks_the_same(before: np.ndarray, after: np.ndarray) -> None:
    """Everywhere but where the stamp is."""
    assert abs(before.shape[0] - after.shape[0]) <= 1
    assert abs(before.shape[1] - after.shape[1]) <= 1
    high, wide = min(before.shape[0], after.shape[0]), min(before.shape[1], after.shape[1])
    differs = np.abs(before[:high, :wide] - after[:high, :wide]) > 100
    differs[high - int(STAMP[1] * SCALE) :, wide - int(STAMP[0] * SCALE) :] = False
    assert differs.sum() < 0.002 * differs.size


def tuned(data: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The PDF with something done to it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def set_unit(pdf: Pdf) -> None:
    pdf.pages[0].obj.UserUnit = 2


def set_trimbox(pdf: Pdf) -> None:
    pdf.pages[0].trimbox = (100, 100, 200, 200)


def inherit(pdf: Pdf) -> None:
    page, tree = pdf.pages[0].obj, pdf.Root.Pages
    tree.MediaBox, tree.Resources, tree.Rotate = page.MediaBox, page.Resources, 90
    del page.MediaBox, page.Resources


def leave_unbalanced(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b" Q Q Q 0 1 -1 0 300 20 cm 0.2 0 0 0.2 0 0 cm q q q 1 0 0 RG ")


def cut_content(pdf: Pdf) -> None:
    pdf.pages[0].contents_coalesce()
    content = pdf.pages[0].obj.Contents.read_bytes()
    half = content.index(b"ET") + 2
    pdf.pages[0].obj.Contents = pdf.make_indirect(
        Array([Stream(pdf, content[: half - 4]), Stream(pdf, content[half - 4 :])])
    )


# ---------------------------------------------------------------- how pages are shown


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(note(), id="plain"),
        pytest.param(changed(note(), lambda page: page.set_rotation(90)), id="shown on its side"),
        pytest.param(changed(note(), lambda page: page.set_rotation(180)), id="shown on its head"),
        pytest.param(changed(note(), lambda page: page.set_rotation(270)), id="shown on its other side"),
        pytest.param(note(quarters=1), id="written up the page"),
        pytest.param(changed(note(), lambda page: page.set_cropbox(40, 60, 400, 250)), id="cropped"),
        pytest.param(changed(note(), lambda page: page.set_cropbox(-90, -50, 900, 700)), id="crop box off the page"),
        pytest.param(changed(note(), lambda page: page.set_mediabox(-30, -100, 420, 255)), id="page not from zero"),
        pytest.param(
            changed(
                changed(note(), lambda page: page.set_cropbox(40, 60, 400, 250)), lambda page: page.set_rotation(270)
            ),
            id="cropped and on its side",
        ),
        pytest.param(tuned(note(), set_trimbox), id="with marks of where to cut it"),
        pytest.param(tuned(note(), inherit), id="size and fonts said above the page"),
        pytest.param(tuned(note(), leave_unbalanced), id="commands left open at its end"),
        pytest.param(tuned(note(), cut_content), id="commands in two pieces"),
    ],
)
def test_a_page_looks_as_it_did_and_is_stamped_where_it_is_seen(sandbox: Sandbox, data: bytes) -> None:
    bundle = bundle_of(sandbox, "note.pdf", data)
    assert bundle.problems == ()
    looks_the_same(shown(data, 1), shown(bundle.pdf, 2))
    assert stamps_of(bundle.pdf) == ["AB/1 1", "AB/1 2"]


def test_points_of_another_size_are_brought_to_the_usual_one(sandbox: Sandbox) -> None:
    bundle = bundle_of(sandbox, "note.pdf", tuned(note(), set_unit))
    with pypdfium2.PdfDocument(bundle.pdf) as pdf:
        assert pdf[1].get_size() == (840, 520)
    assert stamps_of(bundle.pdf)[1] == "AB/1 2"


@pytest.mark.parametrize(
    ("size", "page"), [((90, 60), (842, 595)), ((14_000, 3000), (842, 595)), ((60, 90), (595, 842))]
)
def test_very_small_and_very_large_pages_are_shown_on_a4(
    sandbox: Sandbox, size: tuple[float, float], page: tuple[int, int]
) -> None:
    sheet = Sheet(size=size)
    sheet.y = size[1] / 2
    sheet.line((5, "Drums."), size=size[1] / 8)
    bundle = bundle_of(sandbox, "plan.pdf", sheet.done())
    with pypdfium2.PdfDocument(bundle.pdf) as pdf:
        assert tuple(round(side) for side in pdf[1].get_size()) == page
    assert "Drums." in texts_of(bundle.pdf)[1]
    assert stamps_of(bundle.pdf)[1] == "AB/1 2"


def test_the_stamp_can_be_read_on_a_black_page(sandbox: Sandbox) -> None:
    sheet = Sheet()
    sheet.line((60, "Drums at ten."))
    sheet.canvas.rect(0, 0, 600, 700, fill=1)
    grey = shown(bundle_of(sandbox, "black.pdf", sheet.done()).pdf, 2)
    corner = grey[-int(28 * SCALE) :, -int(60 * SCALE) :]
    assert (corner > 240).sum() > 500
    assert (corner < 60).sum() > 500


# ---------------------------------------------------------------- what does not come along

SECRET = "Hepplewhite"


def _loaded(pdf: Pdf) -> None:
    """Everything that a PDF may carry beside its pages, each with a word that must not be met again."""
    page = pdf.pages[0].obj
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    pdf.docinfo.Author = String(SECRET)
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [SECRET]
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.attachments[f"{SECRET}.txt"] = SECRET.encode()
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("go"), script]))
    page.AA = Dictionary(O=script)
    page.PieceInfo = Dictionary(Maker=Dictionary(Private=String(SECRET)))
    page.Metadata = Stream(pdf, SECRET.encode())
    page.Resources.Properties = Dictionary(MC0=Dictionary(Metadata=Stream(pdf, SECRET.encode()), Author=SECRET))
    form = Stream(pdf, b"0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]))
    form.Metadata = Stream(pdf, SECRET.encode())
    form.PieceInfo = Dictionary(A=String(SECRET))
    form.Ref = Dictionary(F=String(f"{SECRET}.pdf"), Page=0)
    page.Resources.XObject = Dictionary(A=form)
    page.Annots = Array(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=action)
        for action in (
            Dictionary(S=Name.URI, URI=String(f"https://{SECRET}.example/")),
            Dictionary(S=Name.Launch, F=String(f"{SECRET}.exe")),
            script,
        )
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=Stream(pdf, f"<xdp>{SECRET}</xdp>".encode()), CO=Array())


def test_nothing_comes_with_the_pages_but_what_they_show(sandbox: Sandbox) -> None:
    data = tuned(note(), _loaded)
    assert SECRET.encode() in everything_in(data)
    bundle = bundle_of(sandbox, "note.pdf", data)
    assert bundle.problems == ()
    whole = everything_in(bundle.pdf)
    for word in (SECRET, "JavaScript", "/Launch", "/URI", "OpenAction", "EmbeddedFile", "/XFA", "/AcroForm", "/AA"):
        assert word.encode() not in whole, word
    looks_the_same(shown(data, 1), shown(bundle.pdf, 2))


def test_what_was_filled_in_and_noted_stays_on_the_page(sandbox: Sandbox) -> None:
    sheet = Sheet(size=(420, 260))
    sheet.line((60, "What happened:"), size=11)
    sheet.canvas.acroForm.textfield(
        value="Bottle thrown", x=60, y=100, width=250, height=20, borderWidth=0, fontSize=11
    )
    sheet.canvas.acroForm.checkbox(checked=True, x=60, y=140, size=20)
    data = sheet.done()
    bundle = bundle_of(sandbox, "form.pdf", data)
    assert "Bottle thrown" in texts_of(bundle.pdf)[1]
    looks_the_same(shown(data, 1), shown(bundle.pdf, 2))
    with pikepdf.open(io.BytesIO(bundle.pdf)) as pdf:
        assert "/Annots" not in pdf.pages[1]


def _with_layers(pdf: Pdf) -> None:
    on, off = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(f"{SECRET} {n}"))) for n in (1, 2))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([on, off]), D=Dictionary(OFF=Array([off]), Order=Array([on, off])))
    pdf.pages[0].obj.Resources.Properties = Dictionary(On=on, Off=off)
    pdf.pages[0].contents_add(b" /OC /On BDC 0 0 1 rg 60 100 90 40 re f EMC /OC /Off BDC 60 160 90 40 re f EMC ")


def test_layers_that_were_hidden_stay_hidden(sandbox: Sandbox) -> None:
    data = tuned(note(), _with_layers)
    bundle = bundle_of(sandbox, "plan.pdf", data)
    looks_the_same(shown(data, 1), shown(bundle.pdf, 2))
    assert (shown(data, 1) < 128).sum() > (shown(note(), 1) < 128).sum() + 5000
    assert SECRET.encode() not in everything_in(bundle.pdf)


def test_a_pdf_locked_only_against_change_comes_in_unlocked(sandbox: Sandbox) -> None:
    sheet = Sheet(encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0))
    sheet.line((60, "Drums at ten."))
    bundle = bundle_of(sandbox, "locked.pdf", sheet.done())
    assert "Drums at ten." in texts_of(bundle.pdf)[1]
    with pikepdf.open(io.BytesIO(bundle.pdf)) as pdf:
        assert not pdf.is_encrypted


# ---------------------------------------------------------------- pictures and scans


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 2.0])
def test_what_ocr_read_of_a_scan_can_be_found_where_it_stands(sandbox: Sandbox, turn: int, skew: float) -> None:
    scan = worn(pictures_of(note((595, 842)))[0], turn=skew).rotate(turn, expand=True)
    bundle = bundle_of(sandbox, "scan.pdf", as_pdf([scan]))
    assert bundle.problems == ()
    assert words_of(PASSAGE) in words_of(texts_of(bundle.pdf)[1])
    _words_lie_on_ink(bundle.pdf)
    with pypdfium2.PdfDocument(bundle.pdf) as pdf:
        wide, high = pdf[1].get_size()
    assert wide < high  # upright, as it was read


def _words_lie_on_ink(pdf: bytes) -> None:
    """Each word of the second page has ink under it, and hardly any ink lies elsewhere."""
    with pypdfium2.PdfDocument(pdf) as opened:
        page, text = opened[1], opened[1].get_textpage()
        ink = np.asarray(page.render(scale=SCALE).to_pil().convert("L")) < 110
        ink[-int(30 * SCALE) :] = False
        covered = np.zeros_like(ink)
        for at in range(text.count_rects()):
            left, bottom, right, top = (side * SCALE for side in text.get_rect(at))
            rows = slice(int(ink.shape[0] - top) - 3, int(ink.shape[0] - bottom) + 3)
            place = (rows, slice(int(left) - 3, int(right) + 3))
            assert ink[place].any() or bottom < 30 * SCALE
            covered[place] = True
    assert (ink & covered).sum() > 0.9 * ink.sum()


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        pytest.param("a.png", saved(scan_of_note(), "PNG", dpi=(200, 200)), (842, 595), id="png"),
        pytest.param("a.jpg", as_jpeg(scan_of_note()), (842, 595), id="jpeg"),
        pytest.param("a.png", saved(scan_of_note().convert("P"), "PNG"), (842, 595), id="palette"),
        pytest.param("a.gif", saved(scan_of_note().convert("P"), "GIF"), (842, 595), id="gif"),
        pytest.param("a.webp", saved(scan_of_note(), "WEBP"), (842, 595), id="webp"),
        pytest.param("a.png", saved(scan_of_note().rotate(90, expand=True), "PNG"), (842, 595), id="on its side"),
        pytest.param("a.png", saved(scan_of_note().convert("RGBA"), "PNG"), (842, 595), id="seen through"),
    ],
)
def test_a_picture_fills_a_page_of_a4_and_can_be_searched(
    sandbox: Sandbox, name: str, data: bytes, size: tuple[int, int]
) -> None:
    bundle = bundle_of(sandbox, name, data)
    assert bundle.problems == ()
    with pypdfium2.PdfDocument(bundle.pdf) as pdf:
        assert tuple(round(side) for side in pdf[1].get_size()) == size
    assert words_of(PASSAGE) in words_of(texts_of(bundle.pdf)[1])
    _words_lie_on_ink(bundle.pdf)
    assert stamps_of(bundle.pdf)[1] == "AB/1 2"


def test_every_frame_of_a_fax_is_a_page(sandbox: Sandbox) -> None:
    sheet = Sheet()
    for words in ("Drums at ten.", "Shouts at eleven.", "Bottles at twelve."):
        sheet.line((60, words), size=14)
        sheet.page()
    bundle = bundle_of(sandbox, "fax.tif", as_tiff(pictures_of(sheet.done())[:3]))
    assert bundle.pages.pages == 4
    for word, text in zip(("Drums", "Shouts", "Bottles"), texts_of(bundle.pdf)[1:], strict=True):
        assert word in text
    assert [int(image.BitsPerComponent) for image in pictures_in(bundle)] == [1, 1, 1]


def test_a_photograph_is_turned_as_the_camera_was_held_and_tells_nothing_of_where(sandbox: Sandbox) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010E] = SECRET
    exif[0x8825] = {1: "N", 2: (53.0, 0.0, 0.0)}
    lying = scan_of_note().rotate(90, expand=True)
    data = saved(lying, "JPEG", exif=exif, quality=90)
    assert SECRET.encode() in data
    bundle = bundle_of(sandbox, "photo.jpg", data)
    assert words_of(BEFORE) in words_of(texts_of(bundle.pdf)[1])
    whole = everything_in(bundle.pdf)
    assert SECRET.encode() not in whole
    assert b"Exif" not in whole


def test_a_very_large_photograph_is_made_smaller(sandbox: Sandbox) -> None:
    large = scan_of_note().resize((6000, 3714))
    bundle = bundle_of(sandbox, "photo.jpg", saved(large, "JPEG"))
    (image,) = pictures_in(bundle)
    assert 3000 < max(int(image.Width), int(image.Height)) <= 3508
