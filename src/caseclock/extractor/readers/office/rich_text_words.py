"""The control words of rich text that matter for its words: marks, groups that are no text, charsets."""

import codecs

MARKS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018",
    "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "bullet": "\u2022", "emspace": " ",
    "enspace": " ", "qmspace": " ", "nestcell": "\t", "nestrow": "\n",
}  # fmt: skip

# Groups that hold no words of the paper.
_SKIPPED_TEXT = """
colortbl author operator company subject category keywords manager creatim revtim printim buptim hlinkbase
nonshppict listtable listoverridetable rsidtbl generator xmlnstbl themedata colorschememapping datastore
latentstyles bkmkstart bkmkend ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn atnid atnref atnicn atntime
atrfstart atrfend atnparent template filetbl pn pnseclvl panose falt comment doccomm xe tc rxe objdata objclass
objname sn sv shprslt nonesttables nesttableprops mmathPr userprops docvar password passwordhash private
wgrffmtfilter ffname formfield datafield background do mmath pgptbl htmltag mhtmltag
"""
SKIPPED = frozenset(_SKIPPED_TEXT.split())

# What a control word does: the name of the method of the walker.
WORDED = {
    "par": "_end_line", "sect": "_end_line", "cell": "_end_cell", "row": "_end_row", "trowd": "_new_row",
    "cellx": "_edge", "pard": "_new_paragraph", "clvmrg": "_merge_below", "clmrg": "_merge_beside",
    "trhdr": "_mark_row", "trleft": "_left_edge", "intbl": "_in_table", "plain": "_plain_words", "b": "_bold",
    "strike": "_strike", "striked": "_strike", "v": "_hide", "deleted": "_delete", "revised": "_insert", "s": "_style",
    "outlinelevel": "_outline", "ilvl": "_list_level", "fcharset": "_font_charset",
    "ftnalt": "_at_end", "ffres": "_form_result", "ffdefres": "_form_result", "deff": "_default_font",
}  # fmt: skip

# \fcharset numbers to codecs; those not listed are the file's own code page.
CHARSETS = {
    77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip


def code_page(number: int) -> str:
    """The codec for a Windows code page, cp1252 where there is none."""
    name = {65001: "utf-8", 10000: "mac-roman", 20127: "cp1252", 28591: "cp1252"}.get(number, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def moment(packed: int) -> str:
    """The day of a date as Word packs it into a number, as "2024-05-03"; "" if it is none."""
    packed %= 1 << 32
    day, month, year = packed >> 11 & 31, packed >> 16 & 15, (packed >> 20 & 511) + 1900
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
