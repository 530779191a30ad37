"""The words of RTF that stand for characters, for code pages, and for what is no text."""

SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "nestcell": " ", "~": " ", "_": "-",
    "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
SKIPPED = frozenset(
    (
        "annotation", "atnauthor", "atnid", "author", "buptim", "colortbl", "comment", "company", "creatim",
        "doccomm", "fldinst", "footer", "footerf", "footerl", "footerr", "ftncn", "ftnsep", "ftnsepc",
        "header", "headerf", "headerl", "headerr", "info", "keywords", "nonshppict", "nonesttables",
        "objdata", "operator", "pict", "printim", "private", "revtim", "rxe", "shprslt", "sp", "subject",
        "tc", "title", "txe", "upr", "xe",
    )
)  # fmt: skip
ASIDE = {"footnote", "shptxt"}
KEPT = {"shpinst", "shppict", *ASIDE}  # of the groups that say that a program may leave them out
NAMED = {"fonttbl", "stylesheet", "listtext", "pntext"}
SEEN = {"", *ASIDE}
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 161: "cp1253", 162: "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 238: "cp1250", 255: "cp850",
}  # fmt: skip
