"""GraphML, GEXF and DOT: holders as nodes, links as edges with bits, rules, cites and days.

GEXF has spells: from the first to the last file day on which a link was read. A holder without a
link in the hand, and one that is only an end of a verdict, is a node too.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from samehand.present.exports.parts import Holder, Parts, Row

NODE = ("label", "holder", "asns", "addresses", "member", "kind")
EDGE = ("label", "kind", "bits", "judged", "rules", "says", "cites", "first_day", "last_day", "by")
NUMBERS = {"addresses": "long", "bits": "double", "member": "boolean"}
Told = dict[str, str]
_DROPPED = {code: None for code in range(32) if code not in (9, 10, 13)}


def _node(each: Holder) -> Told:
    return {
        "label": each.name or each.holder,
        "holder": each.holder,
        "asns": " ".join(f"AS{number}" for number in each.asns),
        "addresses": str(each.addresses),
        "member": "true" if each.member else "false",
        "kind": "name left out" if each.left_out else "holder",
    }


def _edges(parts: Parts) -> Iterator[tuple[str, str, Told]]:
    """Inferred links, then verdicts."""
    for link in parts.links:
        yield (
            link.one,
            link.other,
            {
                "label": f"{link.bits:+.2f} bits",
                "kind": "inferred",
                "bits": f"{link.bits:.2f}",
                "judged": link.judged,
                "rules": " ".join(link.names),
                "says": link.says(),
                "cites": " ".join(link.cites),
                "first_day": link.days[0] if link.days else "",
                "last_day": link.days[-1] if link.days else "",
            },
        )
    for row in parts.verdicts:
        yield row["one"], row["other"], _judged(row)


def _judged(row: Row) -> Told:
    return {
        "label": f"V{row['number']} {row['verdict']}",
        "kind": "verdict",
        "judged": row["verdict"],
        "says": row["note"],
        "cites": " ".join(cite for item in row["because"] for cite in item["cites"]),
        "first_day": row["day"],
        "last_day": row["day"],
        "by": row["by"],
    }


def _xml(text: str) -> str:
    return escape(text.translate(_DROPPED))


def _attr(text: str) -> str:
    return quoteattr(text.translate(_DROPPED))


def graphml(parts: Parts) -> str:
    """The graph in GraphML."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
    for kind, names in (("node", NODE), ("edge", EDGE)):
        for name in names:
            key = f'for="{kind}" attr.name="{name}" attr.type="{NUMBERS.get(name, "string")}"'
            lines.append(f'  <key id="{kind}_{name}" {key}/>')
    lines.append('  <key id="graph_title" for="graph" attr.name="title" attr.type="string"/>')
    lines.append(f'  <graph id={_attr(parts.hand)} edgedefault="undirected">')
    title = "\n".join((parts.title, *parts.caveats))
    lines.append(f'    <data key="graph_title">{_xml(title)}</data>')
    for each in parts.holders:
        lines += [f"    <node id={_attr(each.holder)}>", *_data("node", _node(each)), "    </node>"]
    for number, (one, other, told) in enumerate(_edges(parts)):
        ends = f"source={_attr(one)} target={_attr(other)}"
        lines += [f'    <edge id="e{number}" {ends}>', *_data("edge", told), "    </edge>"]
    return "\n".join([*lines, "  </graph>", "</graphml>"]) + "\n"


def _data(kind: str, told: Told) -> Iterator[str]:
    for name, value in told.items():
        if value:
            yield f'      <data key="{kind}_{name}">{_xml(value)}</data>'


def gexf(parts: Parts) -> str:
    """The graph in GEXF 1.3, its edges with spells."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<gexf xmlns="http://gexf.net/1.3" version="1.3">')
    told = " ".join((parts.title, *parts.caveats))
    lines += [f'  <meta lastmodifieddate="{parts.known_on}">', "    <creator>samehand</creator>"]
    lines += [f"    <description>{_xml(told)}</description>", "  </meta>"]
    lines.append('  <graph defaultedgetype="undirected" mode="dynamic" timeformat="date">')
    for kind, names in (("node", NODE[1:]), ("edge", EDGE[1:])):
        lines.append(f'    <attributes class="{kind}" mode="static">')
        for name in names:
            form = NUMBERS.get(name, "string")
            lines.append(f'      <attribute id="{kind}_{name}" title="{name}" type="{form}"/>')
        lines.append("    </attributes>")
    lines += ["    <nodes>", *_gexf_nodes(parts), "    </nodes>"]
    lines += ["    <edges>", *_gexf_edges(parts), "    </edges>"]
    return "\n".join([*lines, "  </graph>", "</gexf>"]) + "\n"


def _gexf_nodes(parts: Parts) -> Iterator[str]:
    for each in parts.holders:
        told = _node(each)
        yield f"      <node id={_attr(each.holder)} label={_attr(told['label'])}>"
        yield from _values("node", told)
        yield "      </node>"


def _gexf_edges(parts: Parts) -> Iterator[str]:
    for number, (one, other, told) in enumerate(_edges(parts)):
        weight = max(0.0, float(told.get("bits") or 0.0))
        ends = f"source={_attr(one)} target={_attr(other)}"
        label = _attr(told["label"])
        yield f'      <edge id="e{number}" {ends} weight="{weight}" label={label}>'
        yield from _values("edge", told)
        if told["first_day"]:
            begun, ended = _attr(told["first_day"]), _attr(told["last_day"])
            yield f"        <spells><spell start={begun} end={ended}/></spells>"
        yield "      </edge>"


def _values(kind: str, told: Told) -> Iterator[str]:
    yield "        <attvalues>"
    for name, value in told.items():
        if value and name != "label":
            yield f'          <attvalue for="{kind}_{name}" value={_attr(value)}/>'
    yield "        </attvalues>"


def dot(parts: Parts) -> str:
    """The graph in DOT; lines as wide as their bits, dashed where a person judged."""
    lines = [f"graph {_quoted(parts.hand)} {{"]
    lines.append(f"  label={_quoted(chr(10).join((parts.title, *parts.caveats)))};")
    lines.append("  node [shape=box];")
    for each in parts.holders:
        told = {**_node(each), "style": "solid" if each.member else "dotted"}
        lines.append(f"  {_quoted(each.holder)} [{_listed(told)}];")
    for one, other, told in _edges(parts):
        width = (
            1 + max(0.0, float(told.get("bits") or 0.0)) / 4
        )  # four bits a point: 20 bits, 6 points
        style = "dashed" if told["kind"] == "verdict" else "solid"
        shown = {**told, "style": style, "penwidth": f"{width:.1f}"}
        lines.append(f"  {_quoted(one)} -- {_quoted(other)} [{_listed(shown)}];")
    return "\n".join([*lines, "}"]) + "\n"


def _listed(told: Told) -> str:
    return ", ".join(f"{name}={_quoted(value)}" for name, value in told.items() if value)


def _quoted(text: str) -> str:
    """A quoted id of DOT."""
    safe = text.translate(_DROPPED).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{safe}"'
