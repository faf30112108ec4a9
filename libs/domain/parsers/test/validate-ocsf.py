"""Validates events (NDJSON on standard input) against OCSF by ocsf-json-schema; prints one JSON line per problem.

The `ot` attribute of our extension is allowed where metadata.profiles names `ot`; everything else is strict.
"""
import json
import sys

from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

schemas = {}
ocsf = OcsfJsonSchemaEmbedded(get_ocsf_schema(version="1.8.0"))
for number, line in enumerate(sys.stdin):
    event = json.loads(line)
    profiles = event.get("metadata", {}).get("profiles", [])
    if "ot" in profiles:
        event.pop("ot", None)
    key = (event["class_uid"], tuple(p for p in profiles if p != "ot"))
    if key not in schemas:
        name = ocsf.lookup_class_name_from_uid(key[0])
        if key[0] >= 200000:  # classes of OCSF's Windows extension
            name = f"win/{name}"
        schemas[key] = Draft202012Validator(ocsf.get_class_schema(name, list(key[1])))
    for error in schemas[key].iter_errors(event):
        print(json.dumps({"event": number, "path": error.json_path, "problem": error.message[:300]}))
