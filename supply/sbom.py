"""What ships, as a CycloneDX bill of materials: packages with licence, files and needs, and weights."""

import json
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from index.encoding.bundle import find_bundle
from index.files import hash_file
from index.reading.prepare import WEIGHTS
from supply.licences import find_licence
from supply.lock import SHIPPED, Pin, read_pins


def write_sbom() -> str:
    """Return the bill of materials as JSON."""
    bom = Bom()
    pins = {pin.name: pin for pin in read_pins(SHIPPED)}
    components = {name: _describe(pin) for name, pin in pins.items()}
    ours = distribution("partnerbot")
    main = Component(
        name="partnerbot",
        version=ours.version,
        type=ComponentType.APPLICATION,
        licenses=[LicenseExpression(find_licence(ours) or "")],
    )
    bom.metadata.component = main
    weights = _describe_weights()
    for component in [*components.values(), *weights]:
        bom.components.add(component)
    bom.register_dependency(main, [*_find_needed(ours, components), *weights])
    for name, component in components.items():
        bom.register_dependency(component, _find_needed(distribution(name), components))
    return json.dumps(json.loads(JsonV1Dot6(bom).output_as_string()), indent=1) + "\n"


def _describe(pin: Pin) -> Component:
    package = distribution(pin.name)
    url = PackageURL("pypi", name=pin.name, version=package.version)
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=each) for each in pin.hashes]
    # One hash a file: which of them is installed depends on the machine.
    source = ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(str(url)), hashes=hashes)
    licence = find_licence(package)
    return Component(
        name=pin.name,
        version=package.version,
        bom_ref=str(url),
        purl=url,
        licenses=[LicenseExpression(licence)] if licence else [],
        external_references=[source],
    )


def _describe_weights() -> list[Component]:
    shipped = Path(str(WEIGHTS))
    return [
        Component(
            name=path.name,
            bom_ref=path.name,
            type=ComponentType.MACHINE_LEARNING_MODEL,
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=hash_file(path))],
            licenses=[LicenseExpression(licence)],
        )
        for path, licence in ((find_bundle(), "MIT"), (shipped, "Apache-2.0"))
    ]


def _find_needed(package: Distribution, components: Mapping[str, Component]) -> Iterable[Component]:
    """Yield those of `components` that `package` itself asks for, here and without extras."""
    for line in package.requires or []:
        requirement = Requirement(re.sub(r"\s+", " ", line))
        name = canonicalize_name(requirement.name)
        if name in components and (not requirement.marker or requirement.marker.evaluate({"extra": ""})):
            yield components[name]
