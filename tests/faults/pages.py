"""Pages as word processors and web sites put them on the clipboard, with every way to ask for a picture or address."""

from __future__ import annotations

import html
import random
from dataclasses import dataclass

_TAGS = ("b", "i", "u", "em", "strong", "span", "code", "sup")


@dataclass(frozen=True)
class Traps:
    """What no paste may touch: an address that hears every visitor, and a file that remembers being read."""

    address: str
    file: str

    def one(self, rng: random.Random) -> str:
        """Some element that would fetch one of them."""
        where = rng.choice((self.address, self.file))
        return rng.choice((
            f'<img src="{where}" width=1 height=1>',
            f'<img srcset="{where} 2x" src="{where}">',
            f'<table background="{where}"><tr><td>cell</td></tr></table>',
            f'<p style="background-image:url({where})">on a picture</p>',
            f'<p style="list-style-image:url({where})">with a sign</p>',
            f'<iframe src="{where}"></iframe><object data="{where}"></object><embed src="{where}">',
            f'<link rel="stylesheet" href="{where}"><style>@import url({where});</style>',
            f'<script src="{where}"></script>',
            f'<a href="{where}">a link</a>',
            f'<video poster="{where}"><source src="{where}"></video>',
            f'<svg><image href="{where}"/></svg>',
            f'<v:shape><v:imagedata src="{where}" o:title=""/></v:shape>',
        ))  # fmt: skip


def page(rng: random.Random, words: list[str], traps: Traps) -> str:
    """One page out of a word processor or a web site; `words` stand in it in their order."""
    return (_word_page if rng.random() < 0.5 else _web_page)(rng, words, traps)


def _word_page(rng: random.Random, words: list[str], traps: Traps) -> str:
    lines: list[str] = []
    for text in words:
        level = rng.randrange(1, 5)
        kind = rng.choice(("p", "p", "list", "heading", "table"))
        said = _marked(rng, text)
        if kind == "list":
            sign = rng.choice(("&middot;", "o", "1."))
            lines.append(
                f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
                "<![if !supportLists]>"
                f"<span style='font-family:Symbol'><span style='mso-list:Ignore'>{sign}<span style='font:7.0pt'>"
                f"&nbsp;&nbsp; </span></span></span><![endif]>{said}<o:p></o:p></p>"
            )
        elif kind == "heading":
            lines.append(f"<h{level}>{said}<o:p></o:p></h{level}>")
        elif kind == "table":
            lines.append(
                f"<table class=MsoNormalTable><tr><td><p>{said}<o:p></o:p></p></td><td></td></tr></table>"
            )
        else:
            lines.append(f"<p class=MsoNormal>{said}<o:p></o:p></p>")
        if rng.random() < 0.4:
            lines.append(traps.one(rng))
    style = "<style><!-- p.MsoNormal {margin:0cm; mso-pagination:widow-orphan;} --></style>"
    return (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        f"<head><meta name=Generator content=Word><!--[if gte mso 9]><xml></xml><![endif]-->{style}</head>"
        f"<body lang=EN-GB><!--StartFragment-->{''.join(lines)}<!--EndFragment--></body></html>"
    )


def _web_page(rng: random.Random, words: list[str], traps: Traps) -> str:
    made: list[str] = []
    for text in words:
        said = _marked(rng, text)
        made.append(
            rng.choice((
                f"<p>{said}</p>",
                f"<div><div class='x' onclick='y()'>{said}</div></div>",
                f"<ul><li>{said}</li></ul>",
                f"<ol><li><p>{said}</p></li></ol>",
                f"<blockquote><p>{said}</p></blockquote>",
                f"<h{rng.randrange(1, 7)}>{said}</h2>",
                f"<section><article><p>{said}<br></article>",
                f"<ul><li><input type=checkbox checked>{said}",
            ))
        )  # fmt: skip
        if rng.random() < 0.4:
            made.append(traps.one(rng))
    return f"<meta charset='utf-8'>{''.join(made)}"


def _marked(rng: random.Random, text: str) -> str:
    said = html.escape(text)
    if rng.random() < 0.5:
        tag = rng.choice(_TAGS)
        said = f"<{tag} style='color:red;font-size:30pt'>{said}</{tag}>"
    return said
