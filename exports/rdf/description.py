"""The description that stands beside every export: VoID, DCAT and PROV, in Turtle.

It says what was written (counts by class and property, files with checksums), from what (sources with hashes),
by what (version, options) and under which licence. Its time is that of the graph, never the clock's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from graphkit.engine_session import Session
from graphkit.exports.rdf.provenance import source_iri
from graphkit.exports.rdf.sink import WrittenFile
from graphkit.exports.rdf.syntax import Syntax
from graphkit.exports.rdf.template import Element
from graphkit.vocabulary import PREFIXES, expand

_PREFIXES = {
    **{name: PREFIXES[name] for name in ("rdf", "rdfs", "xsd", "dcterms", "foaf", "prov", "gk")},
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "spdx": "http://spdx.org/rdf/terms#",
}
_MEDIA = {".gz": "application/gzip", ".zst": "application/zstd"}
Counts = Counter[tuple[str, str, str]]


def description_path(path: Path) -> Path:
    """Where the description of an export stands: `out.nt.gz.void.ttl` beside `out.nt.gz`."""
    return path.with_name(f"{path.name}.void.ttl")


class Description:
    """The description of one export.

    Args:
        session: the graph's session.
        base: base of minted IRIs.
        syntax: the format written.
        licence: IRI of the licence of the data; None where the user gave none, since graphkit cannot know it.
        title: title of the dataset.
    """

    def __init__(
        self, session: Session, base: str, syntax: Syntax, licence: str | None, title: str | None
    ) -> None:
        self._session, self._base, self._syntax = session, base, syntax
        self._licence, self._title = licence, title

    def text(self, files: Sequence[WrittenFile], elements: Sequence[Element], counts: Counts) -> str:
        """The Turtle document."""
        dataset = f"{self._base}dataset/{files[0].sha256[:16]}"
        meta = {
            key: json.loads(value)
            for key, value in self._session.rows("SELECT key, value FROM meta ORDER BY key")
        }
        prefixes = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in _PREFIXES.items())
        blocks = [
            *self._dataset(dataset, files, elements, counts, meta.get("time")),
            *self._files(dataset, files),
            *self._run(dataset, meta),
        ]
        return prefixes + "\n" + "\n".join(blocks) + "\n"

    def _dataset(
        self,
        dataset: str,
        files: Sequence[WrittenFile],
        elements: Sequence[Element],
        counts: Counts,
        time: str | None,
    ) -> Iterator[str]:
        classes, properties, entities = _partitions(elements, counts)
        if (
            self._syntax.quads
        ):  # a subject is described in several graphs: the counts tell no number of entities
            classes, entities = Counter(), 0
        names = sorted({predicate.partition(":")[0] for predicate in properties})
        parts = {
            **{
                name: (f"{dataset}/class/{name.replace(':', '-')}", number)
                for name, number in classes.items()
            },
            **{
                name: (f"{dataset}/property/{name.replace(':', '-')}", number)
                for name, number in properties.items()
            },
        }
        yield _sentence(dataset, [
            ("a", "void:Dataset, dcat:Dataset"),
            ("dcterms:title", _string(self._title or "Co-authorship graph")),
            ("dcterms:issued", _time(time)),
            ("dcterms:modified", _time(time)),
            ("dcterms:license", f"<{self._licence}>" if self._licence else ""),
            ("void:triples", str(sum(file.triples for file in files))),
            ("void:entities", str(entities) if entities else ""),
            ("void:uriSpace", _string(self._base)),
            ("void:vocabulary", ", ".join(f"<{PREFIXES[name]}>" for name in names)),
            ("void:feature", f"<{_FEATURES[self._syntax.name]}>" if self._syntax.name in _FEATURES else ""),
            ("void:classPartition", ", ".join(f"<{parts[name][0]}>" for name in classes)),
            ("void:propertyPartition", ", ".join(f"<{parts[name][0]}>" for name in properties)),
            ("dcat:distribution", ", ".join(f"<{_file_iri(dataset, file)}>" for file in files)),
            ("prov:wasGeneratedBy", f"<{dataset}/run>"),
        ])  # fmt: skip
        for name, number in classes.items():
            yield _sentence(
                parts[name][0], [("void:class", f"<{expand(name)}>"), ("void:entities", str(number))]
            )
        for name, number in properties.items():
            yield _sentence(
                parts[name][0], [("void:property", f"<{expand(name)}>"), ("void:triples", str(number))]
            )

    def _files(self, dataset: str, files: Sequence[WrittenFile]) -> Iterator[str]:
        for file in files:
            iri = _file_iri(dataset, file)
            yield _sentence(iri, [
                ("a", "dcat:Distribution"),
                ("dcterms:title", _string(file.path.name)),
                ("dcat:mediaType", f"<https://www.iana.org/assignments/media-types/{self._syntax.media_type}>"),
                ("dcat:compressFormat", _compression(file.path)),
                ("dcat:byteSize", f'"{file.bytes}"^^xsd:nonNegativeInteger'),
                ("void:triples", str(file.triples)),
                ("dcterms:license", f"<{self._licence}>" if self._licence else ""),
                ("spdx:checksum", f"<{iri}/checksum>"),
            ])  # fmt: skip
            yield _sentence(f"{iri}/checksum", [
                ("a", "spdx:Checksum"),
                ("spdx:algorithm", "spdx:checksumAlgorithm_sha256"),
                ("spdx:checksumValue", f'"{file.sha256}"^^xsd:hexBinary'),
            ])  # fmt: skip

    def _run(self, dataset: str, meta: dict[str, Any]) -> Iterator[str]:
        sources = self._session.rows(
            f"SELECT {source_iri('s', self._base)}, path, sha256 FROM source s ORDER BY source_id"
        )
        agent = f"{dataset}/graphkit"
        yield _sentence(f"{dataset}/run", [
            ("a", "prov:Activity"),
            ("prov:used", ", ".join(f"<{iri}>" for iri, _, _ in sources)),
            ("prov:endedAtTime", _time(meta.get("time"))),
            ("prov:wasAssociatedWith", f"<{agent}>"),
            ("gk:options", _string(json.dumps(meta.get("options"), sort_keys=True, ensure_ascii=False))),
        ])  # fmt: skip
        yield _sentence(agent, [
            ("a", "prov:SoftwareAgent"),
            ("foaf:name", _string(f"graphkit {meta.get('graphkit_version', version('graphkit'))}")),
        ])  # fmt: skip
        for iri, path, sha256 in sources:
            yield _sentence(
                iri, [("a", "prov:Entity"), ("gk:path", _string(path)), ("gk:sha256", _string(sha256))]
            )


_FEATURES = {
    "ntriples": "http://www.w3.org/ns/formats/N-Triples",
    "nquads": "http://www.w3.org/ns/formats/N-Quads",
    "turtle": "http://www.w3.org/ns/formats/Turtle",
    "trig": "http://www.w3.org/ns/formats/TriG",
    "jsonld": "http://www.w3.org/ns/formats/JSON-LD",
    "rdfxml": "http://www.w3.org/ns/formats/RDF_XML",
}


def _partitions(elements: Sequence[Element], counts: Counts) -> tuple[Counter[str], Counter[str], int]:
    """Entities by class, triples by property, and entities in all; classes by value are left out."""
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    entities = 0
    for element in elements:
        for block in element.blocks:
            for template in dict.fromkeys(template.predicate for template in block.templates):
                properties[template] += counts[element.name, block.subject, template]
            types = [t for t in block.templates if t.predicate == "rdf:type"]
            if types:
                number = counts[element.name, block.subject, "rdf:type"] // len(types)
                entities += number
                classes.update({t.column: number for t in types if t.kind == "constant"})
    used = {name: number for name, number in sorted(properties.items()) if number}
    return Counter({n: k for n, k in sorted(classes.items()) if k}), Counter(used), entities


def _sentence(subject: str, pairs: Sequence[tuple[str, str]]) -> str:
    """One subject in Turtle; pairs without an object are left out."""
    return f"<{subject}> " + " ;\n\t".join(f"{verb} {term}" for verb, term in pairs if term) + " .\n"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _time(text: str | None) -> str:
    return f'"{text}"^^xsd:dateTime' if text else ""


def _file_iri(dataset: str, file: WrittenFile) -> str:
    return f"{dataset}/file/{file.sha256[:16]}"


def _compression(path: Path) -> str:
    media = _MEDIA.get(path.suffix)
    return f"<https://www.iana.org/assignments/media-types/{media}>" if media else ""
