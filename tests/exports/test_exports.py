"""Every export of a hand: read by the format's own reader, the same bytes on every run, no person in it."""

import io
import json
import os
import shutil
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

import samehand
from samehand.errors import UsageError
from samehand.present.exports import EXPORTS, export
from samehand.present.exports.people import may_be_person
from tests.conftest import Demo

PERSON = "Zdenka Vomáčková"
MAILBOX = "zdenka.secret"
NOTE = "Zdenka told me so on the phone"
JUDGE = "ann.analyst"

FTM_SCHEMA = Path(__file__).parent / "ftm_schema.json"  # of followthemoney 4.11, MIT
Envelope = dict[str, Any]


@pytest.fixture(scope="module")
def envelope(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Envelope:
    """The first hand of the demo, with verdicts, one of them on an outsider."""
    samehand.open(demo.book).hands()
    folder = tmp_path_factory.mktemp("export") / "book"
    shutil.copytree(demo.book, folder)
    book = samehand.open(folder)
    rows = book.hands().results
    one, other, third = (member["holder"] for member in rows[0]["members"][:3])
    outsider = rows[2]["members"][0]["holder"]
    book.judge(one, other, "same", because=("E1",), note=NOTE, by=JUDGE)
    book.judge(third, outsider, "different", by="bob")
    told = book.exported(one).envelope()
    book.desk.close()
    return json.loads(json.dumps(told))  # type: ignore[no-any-return]


@pytest.fixture
def planted(envelope: Envelope) -> Envelope:
    """The same, its second member a person, who is named in sentences too."""
    told: Envelope = json.loads(json.dumps(envelope))
    (row,) = told["results"]
    holder = row["members"][1]["holder"]
    row["names"][holder] = PERSON
    row["members"][1]["name"] = PERSON
    row["members"][0]["why"] = f"with {PERSON}, 9 bits"
    rule = row["links"][0]["rules"][0]
    rule["says"] = f"{holder} and {PERSON.upper()} share {MAILBOX}@example.net"
    for number in row["numbers"]:
        number["name"] = PERSON if number["holder"] == holder else number["name"]
    return told


def links(envelope: Envelope) -> list[Any]:
    return list(envelope["results"][0]["links"])


@pytest.mark.parametrize("name", EXPORTS)
def test_the_same_hand_gives_the_same_bytes(envelope: Envelope, name: str) -> None:
    again = json.loads(json.dumps(envelope))
    assert export(envelope, name) == export(again, name)
    assert b"SYNTHETIC" in export(envelope, name)


@pytest.mark.parametrize("name", EXPORTS)
def test_no_person_is_named_unless_asked_for(planted: Envelope, name: str) -> None:
    raw = export(planted, name).decode()
    plain = raw.casefold() + raw.encode().decode("unicode_escape", "ignore").casefold()
    for secret in (PERSON, PERSON.split()[1], MAILBOX, NOTE, "Zdenka", JUDGE):
        assert secret.casefold() not in plain, secret
    assert "P-1" in raw
    assert "Reviewer 1" in raw
    open_raw = export(planted, name, redact="none").decode()
    assert PERSON in open_raw
    assert JUDGE in open_raw


@pytest.mark.parametrize("name", EXPORTS)
def test_inferred_links_carry_bits_rules_cites_and_days(envelope: Envelope, name: str) -> None:
    raw = export(envelope, name).decode()
    for link in links(envelope)[:4]:
        assert f"{link['weight']:.2f}".rstrip("0").rstrip(".").lstrip("-") in raw
        for rule in link["rules"]:
            assert rule["rule"] in raw
            assert all(cite in raw for cite in rule["cites"])
        assert link["days"]
        assert link["days"][0] in raw
        assert link["days"][-1] in raw


def test_the_number_is_the_one_of_every_other_answer(envelope: Envelope, demo: Demo) -> None:
    book = samehand.open(demo.book)
    for link in links(envelope)[:3]:
        assert book.why(link["one"], link["other"]).results[0]["total"] == link["weight"]


def schema_of(ftm: Any) -> dict[str, dict[str, str]]:
    """Of each schema that an export uses: its properties, each with its type or range."""
    told = {}
    for name in ("Asset", "LegalEntity", "Ownership", "Person", "UnknownLink"):
        properties = ftm.model.get(name).properties.items()
        told[name] = {
            key: f"entity:{prop.range.name}" if prop.type.name == "entity" else prop.type.name
            for key, prop in sorted(properties)
            if not prop.stub
        }
    return told


def test_the_copy_of_followthemoneys_schema_is_its_own() -> None:
    """A copy, so that exports are checked where its reader cannot be installed (it needs ICU)."""
    ftm = pytest.importorskip("followthemoney", reason="the extra `ftm` is not installed")
    now = json.dumps(schema_of(ftm), indent=1, sort_keys=True) + "\n"
    if os.environ.get("BLESS"):
        FTM_SCHEMA.write_text(now)
    assert json.loads(FTM_SCHEMA.read_text()) == json.loads(now)


@pytest.mark.parametrize("redact", ["people", "none"])
def test_every_entity_is_as_followthemoneys_schema_has_it(planted: Envelope, redact: str) -> None:
    schema = json.loads(FTM_SCHEMA.read_text())
    entities = [json.loads(line) for line in export(planted, "ftm", redact).decode().splitlines()]
    by_id = {each["id"]: each for each in entities}
    assert len(by_id) == len(entities)
    fits = {"Thing": {"Asset", "LegalEntity", "Person"}, "LegalEntity": {"LegalEntity", "Person"}}
    for each in entities:
        for name, values in each["properties"].items():
            kind = schema[each["schema"]][name]
            assert all(isinstance(value, str) and value for value in values)
            if kind == "date":
                assert all(date.fromisoformat(value) for value in values)
            if kind.startswith("entity:"):
                wanted = kind.partition(":")[2]
                schemas = {by_id[value]["schema"] for value in values}
                assert schemas <= fits.get(wanted, {wanted}), f"{name}: {schemas}"


@pytest.mark.parametrize("redact", ["people", "none"])
def test_followthemoney_reads_it_and_nobody_is_merged(planted: Envelope, redact: str) -> None:
    ftm = pytest.importorskip("followthemoney", reason="the extra `ftm` is not installed")
    lines = export(planted, "ftm", redact).decode().splitlines()
    entities = [ftm.model.get_proxy(json.loads(line), cleaned=False) for line in lines]
    for entity, line in zip(entities, lines, strict=True):
        told = json.loads(line)
        entity.schema.validate(told)
        cleaned = ftm.model.make_entity(entity.schema)
        cleaned.id = entity.id
        for name, values in told["properties"].items():
            cleaned.add(name, values)
            kept = {*cleaned.get(name)}
            assert len(kept) == len({*values}), f"{name}: {values} became {kept}"
    schemas = [entity.schema.name for entity in entities]
    (row,) = planted["results"]
    holders = [e for e in entities if e.schema.name in ("LegalEntity", "Person")]
    assert {e.first("idNumber") for e in holders} >= {m["holder"] for m in row["members"]}
    assert len({e.id for e in holders}) == len({e.first("idNumber") for e in holders})
    inferred = [e for e in entities if e.schema.name == "UnknownLink"]
    assert len(inferred) == len(row["links"]) + len(row["verdicts"])
    assert all(e.first("role") for e in inferred)
    assert schemas.count("Person") == (redact == "people")
    ids = {e.id for e in entities}
    for entity in entities:
        for prop in entity.schema.properties.values():
            if prop.type.name == "entity" and not prop.stub:
                assert set(entity.get(prop)) <= ids


@pytest.mark.parametrize("redact", ["people", "none"])
def test_stix2_reads_it(planted: Envelope, redact: str) -> None:
    stix2 = pytest.importorskip("stix2", reason="the extra `dev` is not installed")
    raw = export(planted, "stix", redact).decode()
    told = json.loads(raw)
    bundle = stix2.parse(raw, allow_custom=False)
    assert len(bundle.objects) == len(told["objects"])
    by_id = {each["id"]: each for each in told["objects"]}
    assert len(by_id) == len(told["objects"])
    kinds = {each["type"] for each in told["objects"]}
    assert kinds >= {
        "identity",
        "autonomous-system",
        "ipv4-addr",
        "relationship",
        "note",
        "opinion",
    }
    assert kinds >= {"grouping", "extension-definition"}
    for each in told["objects"]:
        for name, value in each.items():
            refs = [value] if name.endswith("_ref") else value if name.endswith("_refs") else []
            assert set(refs) <= set(by_id), f"{each['id']} refers to what is not in the bundle"
        if each["type"] in ("autonomous-system", "ipv4-addr", "ipv6-addr"):
            own = {"number": each["number"]} if "number" in each else {"value": each["value"]}
            made = getattr(stix2, {"a": "AutonomousSystem"}.get(each["type"][0], "IPv4Address"))
            if each["type"] != "ipv6-addr":
                assert made(**own)["id"] == each["id"], "the id every producer gives it"
        assert "confidence" not in each
        for extension in each.get("extensions", {}):
            assert extension in by_id
    same = [each for each in told["objects"] if each["type"] == "opinion"]
    assert sorted(each["opinion"] for each in same) == ["agree", "disagree"]


def test_misp_reads_it(planted: Envelope) -> None:
    pymisp = pytest.importorskip("pymisp", reason="the extra `dev` is not installed")
    told = json.loads(export(planted, "misp"))
    event = pymisp.MISPEvent(strict_validation=True)
    event.load(json.dumps(told))
    assert not event.published
    assert not any(each.to_ids for each in event.attributes)
    root = Path(pymisp.__file__).parent / "data"
    types = json.loads((root / "describeTypes.json").read_text())["result"]
    relations = json.loads(
        (root / "misp-objects" / "relationships" / "definition.json").read_text()
    )
    known = {each["name"] for each in relations["values"]}
    uuids = {each.uuid for each in event.objects}
    for each in event.objects:
        path = root / "misp-objects" / "objects" / each.name / "definition.json"
        template = json.loads(path.read_text())
        assert each.template_uuid == template["uuid"]
        assert {a.object_relation for a in each.attributes} <= set(template["attributes"])
        needed = template.get("requiredOneOf", [])
        assert not needed or {a.object_relation for a in each.attributes} & {*needed}
        for attribute in each.attributes:
            wanted = template["attributes"][attribute.object_relation]["misp-attribute"]
            assert attribute.type == wanted
            assert attribute.type in types["category_type_mappings"][attribute.category]
        for reference in each.references:
            assert reference.referenced_uuid in uuids
            assert reference.relationship_type in known
    (row,) = planted["results"]
    suspected = [
        r for o in event.objects for r in o.references if r.relationship_type == "suspected-link"
    ]
    assert len(suspected) == len(row["links"])
    every = [told["Event"]["uuid"], *(o["uuid"] for o in told["Event"]["Object"])]
    every += [a["uuid"] for o in told["Event"]["Object"] for a in o["Attribute"]]
    every += [a["uuid"] for a in told["Event"]["Attribute"]]
    assert len(every) == len(set(every)), "no two things have one id"


@pytest.mark.parametrize("name", ["graphml", "gexf", "dot"])
def test_graphs_are_read_with_all_nodes_and_edges(planted: Envelope, name: str) -> None:
    nx = pytest.importorskip("networkx", reason="the extra `dev` is not installed")
    raw = export(planted, name)
    (row,) = planted["results"]
    if name == "dot":
        pydot = pytest.importorskip("pydot", reason="the extra `dev` is not installed")
        (parsed,) = pydot.graph_from_dot_data(raw.decode())
        graph = nx.nx_pydot.from_pydot(parsed)
        nodes = {each.strip('"') for each in graph.nodes}
    elif name == "graphml":
        graph = nx.read_graphml(io.BytesIO(raw))
        nodes = set(graph.nodes)
    else:
        graph = nx.read_gexf(io.BytesIO(raw), version="1.3")
        nodes = set(graph.nodes)
    assert {member["holder"] for member in row["members"]} <= nodes
    assert graph.number_of_edges() == len(row["links"]) + len(row["verdicts"])
    if name != "dot":
        data = [each for _, _, each in graph.edges(data=True)]
        kinds = [each["kind"] for each in data]
        assert kinds.count("inferred") == len(row["links"])
        bits = sorted(each["bits"] for each in data if each["kind"] == "inferred")
        assert bits == sorted(link["weight"] for link in row["links"])


def test_rdap_has_the_holders_over_time(planted: Envelope) -> None:
    told = json.loads(export(planted, "rdap"))
    (row,) = planted["results"]
    assert {each["handle"] for each in told["ipSearchResults"]} == {
        b["block"] for b in row["blocks"]
    }
    past = [each for net in told["ipSearchResults"] for each in net["samehand_history"]]
    assert len(past) == len(row["blocks"])
    for net in told["ipSearchResults"]:
        assert net["objectClassName"] == "ip network"
        days = [each["applicableFrom"] for each in net["samehand_history"]]
        assert days == sorted(days)
        assert int(ip_address(net["startAddress"])) <= int(ip_address(net["endAddress"]))
    (gone,) = told["redacted"]
    assert gone["method"] == "replacementValue"
    assert "redacted" not in json.loads(export(planted, "rdap", redact="none"))
    assert {each["handle"] for each in told["autnumSearchResults"]} == {
        f"AS{number['asn']}" for number in row["numbers"]
    }


def test_text_of_a_record_breaks_no_format(envelope: Envelope) -> None:
    """Quotes, angle brackets, escapes, line ends and control characters in a name."""
    nx = pytest.importorskip("networkx", reason="the extra `dev` is not installed")
    pydot = pytest.importorskip("pydot", reason="the extra `dev` is not installed")
    told: Envelope = json.loads(json.dumps(envelope))
    (row,) = told["results"]
    holder = row["members"][0]["holder"]
    row["names"][holder] = 'A "B" <c> & \\ \x1b[31m\nGmbH; } ]'
    assert nx.read_graphml(io.BytesIO(export(told, "graphml"))).nodes[holder]["label"]
    assert nx.read_gexf(io.BytesIO(export(told, "gexf")), version="1.3").nodes[holder]["label"]
    (parsed,) = pydot.graph_from_dot_data(export(told, "dot").decode())
    assert len(parsed.get_node_list()) >= len(row["members"])
    for name in ("stix", "misp", "rdap"):
        json.loads(export(told, name))


def test_there_is_no_other_export(envelope: Envelope) -> None:
    with pytest.raises(UsageError, match="ftm"):
        export(envelope, "docx")


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Erika B. Musterfrau", True),
        ("Mustermann, Max", True),
        ("Иван Петров", True),
        ("Dr. Muster", True),
        ("Max Mustermann trading as Example Hosting, Einzelunternehmen", True),
        ("Example", False),
        ("Example Telecom", False),
        ("Example & Sons Ltd.", False),
        ("EXAMPLE-NET", False),
        ("ООО Пример", False),
        ("University of Example", False),
        ("", False),
    ],
)
def test_which_names_may_be_persons(name: str, person: bool) -> None:
    assert may_be_person(name) is person
