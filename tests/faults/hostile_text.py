"""Hostile text for pages: made anew from a seed, and sixty attacks on a page's makers that are known from elsewhere."""

from __future__ import annotations

import random

_PARTS = (
    *("<b>", "</b>", "<i>", "<para>", "</para>", "<br/>", "<u>", "<font color=red>", "</font>", "<img/>"),
    *("&", "&amp;", "&#0;", "&#x202e;", "&lt;", "<", ">", "<<", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "\\"),
    *("{holder}", "{0}", "%s", "%(a)s", "$HOME", "`id`", "__import__('os')", "'", '"', "=1+1", "@", "#"),
    *("\x00", "\x07", "\x1b[0m", "\x7f", "\x85", "\u2028", "\ud800", "\udfff", "\ufeff", "\uffff", "\U000e0041"),
    *("\u202e", "\u2066", "\u200f", "\u200d", "a\u0301\u0301\u0301", "שלום", "مرحبا", "田中", "½", "ﬁ"),
    *("🙂", "👩‍👩‍👧", "🇫🇷", "<a href='x'>"),
    *("\n", "\r\n", "\t", " ", "   ", "W" * 90, "word " * 30, "Ada", "said", "so.", "-", "–"),
)  # fmt: skip


def texts(seed: int, count: int) -> list[str]:
    """So many texts; the same seed gives the same ones."""
    rng = random.Random(seed)
    made = ["".join(rng.choices(_PARTS, k=rng.randint(1, 14))) for _ in range(count)]
    for place in range(0, count, 100):  # one long one now and then
        made[place] = "".join(rng.choices(_PARTS, k=400))
    return made


def attacks(target: str) -> list[str]:
    """What was tried against makers of pages; `target` is a picture's path that must never be opened."""
    sources = (
        target,
        f"file://{target}",
        f"file:{target}",
        "http://127.0.0.1:9/a.png",
        "https://example.org/a.png",
    )
    sources += (
        "data:image/png;base64,iVBORw0KGgo=",
        "ftp://127.0.0.1/x",
        "\\\\host\\share\\a.png",
        "/dev/zero",
    )
    images = [f'<img src="{one}" width="20" height="20"/>' for one in sources]
    links = [
        f'<a href="{one}">here</a>'
        for one in ("javascript:alert(1)", f"file://{target}", "http://127.0.0.1:9/")
    ]
    code = "[[[getattr(pow,W('__globals__'))['os'].system('id') for W in [orgTypeFun('W',(str,),{})]]]]"
    colours = [
        f'<font color="{one}">x</font>' for one in (code, "rgb(1,2)", "#zz", "open('/etc/passwd')", "red")
    ]
    sizes = [f'<font size="{one}">x</font>' for one in ("99999999", "-1", "1e400", "nan", "abc")]
    faces = [f'<font face="{one}">x</font>' for one in (target, "../../x", "Courier", "")]
    special = [
        '<onDraw name="x" label="y"/>',
        '<seq id="x"/>',
        '<seqreset id="x"/>',
        '<seqdefault id="x"/>',
        '<unichar name="LATIN SMALL LETTER A"/>',
        '<unichar code="0x110000"/>',
        "<greek>a</greek>",
        "<super>a</super><sub>b</sub>",
        '<bullet bulletText="x"/>',
        f'<bullet><img src="{target}"/></bullet>',
        '<para align="center" leftIndent="99999999">x</para>',
        f'<para backColor="{code}">x</para>',
        '<index item="x"/>',
        '<evalstring code="open(1)" imports="os"/>',
        "<script>x</script>",
        "<style>x</style>",
        f'<include file="{target}"/>',
        f'<!DOCTYPE x [<!ENTITY y SYSTEM "file://{target}">]><x>&y;</x>',
        '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>&b;',
        f'<xi:include href="file://{target}"/>',
    ]
    shapes = [
        "<b>" * 3000,
        "<b>" * 3000 + "x" + "</b>" * 3000,
        "<b><i></b></i>",
        "<b",
        "</para>",
        "&" * 3000,
        "&bogus;",
        "A\x00B",
        "\ud800",
        "\u202e\u2066" * 200 + "x",
        "W" * 5000,
        "\n" * 500,
        f"%include {target}",
        f"![x]({target})",
        f"{{{{ {target} }}}}",
        f"file://{target}",
        f"@{target}",
    ]  # fmt: skip
    return images + links + colours + sizes + faces + special + shapes
