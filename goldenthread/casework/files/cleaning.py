"""Draws a picture or a paper anew, so that nothing travels with it but what can be seen.

Runs as a program of its own (`python -m goldenthread.casework.files.cleaning`), with little memory
and time: a file that is made to harm its reader harms nothing else. Reads the file from standard
input, its kind from the command line; writes the new file to standard output. What cannot be read
ends with 1 and nothing written.
"""

import io
import resource
import sys
from typing import Any

MEMORY, SECONDS = 1_500_000_000, 20  # bytes, of processor
MOST_PIXELS, LONGEST_SIDE, QUALITY = 50_000_000, 2_400, 85
MOST_PAGES, PAGE_SIDE = 20, 1_600


def limit() -> None:
    """Take no more memory and time than these."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def picture(data: bytes) -> bytes:
    """Draw a picture anew as JPEG: the right way up, not too large, without anything beside it."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # it refuses at twice this
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as read:
        if read.width * read.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        read.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        turned = ImageOps.exif_transpose(read)
        plain = Image.new("RGB", turned.size, "white")
        clear = turned.convert("RGBA")
        plain.paste(clear, mask=clear.getchannel("A"))
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _saved([plain], "JPEG")


def paper(data: bytes) -> bytes:
    """Draw each page of a PDF anew as a picture: no script, link, form or hidden file is left."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    if not 1 <= len(document) <= MOST_PAGES:
        raise ValueError("too many pages")
    pages = []
    for page in document:
        longest = max(page.get_size())
        drawn = page.render(scale=PAGE_SIDE / max(longest, 1.0))
        pages.append(drawn.to_pil().convert("RGB"))
    return _saved(pages, "PDF")


def _saved(pages: list[Any], format: str) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if format == "PDF" else {}
    pages[0].save(out, format, quality=QUALITY, **more)
    return out.getvalue()


CLEANERS = {"picture": picture, "paper": paper}


def main() -> int:
    """Draw standard input anew."""
    data = sys.stdin.buffer.read()
    limit()
    try:
        made = CLEANERS[sys.argv[1]](data)
    except Exception:  # noqa: BLE001 - whatever a hostile file makes its reader do ends here
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
