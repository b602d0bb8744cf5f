"""The namespaces of the graph and the IRIs that code needs by name; a test proves them equal to ontology/study.ttl."""

GB = "https://w3id.org/graphbuild/ns#"
CONCEPT = "https://w3id.org/graphbuild/concept/"
ID = "https://w3id.org/graphbuild/id/"
SHAPES = "https://w3id.org/graphbuild/shapes#"

PREFIXES = {
    "cito": "http://purl.org/spar/cito/",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "gb": GB,
    "gbc": CONCEPT,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
