"""Prints as JSON what a PDF says about itself: XMP claims, language, title, tags, headings, tables and embedded fonts."""

import json
import re
import sys

try:
    import pikepdf
except ImportError:
    sys.exit("pikepdf is missing; run `cargo xtask install` or `pip install pikepdf`")

PROPERTIES = {
    "pdfa_part": "pdfaid:part",
    "pdfa_conformance": "pdfaid:conformance",
    "pdfua_part": "pdfuaid:part",
    "xmp_title": "dc:title",
    "created": "xmp:CreateDate",
}


def xmp(packet):
    """Reads properties from the XMP packet as text; an alternative list gives its first entry."""
    found = {}
    for name, prop in PROPERTIES.items():
        match = re.search(rf"<{prop}>(.*?)</{prop}>", packet, re.DOTALL)
        found[name] = re.sub(r"<[^>]*>", "", match.group(1)).strip() if match else None
    return found


def tags(element, depth=0):
    """Yields (depth, tag, element) in reading order."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from tags(child, depth)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield depth, str(element.S)[1:], element
        if "/K" in element:
            yield from tags(element.K, depth + 1)


def fonts(pdf):
    """Yields name and whether the font program is embedded."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
            embedded = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            yield [str(item.FontName)[1:], embedded]


def scope(element):
    """Returns the scope of a header cell."""
    attributes = element.get("/A", {})
    listed = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((str(entry["/Scope"])[1:] for entry in listed if "/Scope" in entry), None)


def main(path):
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        tree = list(tags(root.StructTreeRoot.K)) if "/StructTreeRoot" in root else []
        facts = xmp(root.Metadata.read_bytes().decode())
        facts["language"] = str(root.get("/Lang", ""))
        facts["marked"] = bool(root.get("/MarkInfo", {}).get("/Marked", False))
        facts["shows_title"] = bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False))
        facts["tags"] = [tag for _, tag, _ in tree]
        facts["header_scopes"] = [scope(element) for _, tag, element in tree if tag == "TH"]
        facts["fonts"] = sorted(fonts(pdf))
        facts["javascript"] = "/JavaScript" in root.get("/Names", {}) or "/OpenAction" in root
    json.dump(facts, sys.stdout)


main(sys.argv[1])
