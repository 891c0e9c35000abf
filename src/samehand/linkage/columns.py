"""Columns that are compared, made from the columns of a table: folded, parted, counted.

| kind | column | holds |
|---|---|---|
| organisation | `f`, `f_at`, `f_rare` | its key, the place of its reading, the rarest words |
| person | `f`, `f_rare`, `f_text` | words as codes, the rarest, all of them sorted |
| words, items | `f`, `f_rare` | words or values as codes, the rarest |
| name, phrase | `f` | folded text |
| date | `f`, `f_year` | `2017-03-21`, `2017` |
| code | `f`, `f_start` | letters and digits, the same without the last three |
| email | `f`, `f_domain` | lower case, what follows the `@` |

A *code* is the number of a word times 64 plus its rarity in bits: log2 of all records over those
that have it. So the bits that two lists share are added up without a look-up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import polars as pl

from samehand.linkage.plan import Field, Kind
from samehand.names import lists
from samehand.names.fold import fold
from samehand.names.reading import Name, read
from samehand.names.words import sound

MOST_BITS = 63
"""The rarest that a code can say; a value of one record in ten million has 23."""
RARE = 100
"""Records, or distinct names, that share a word and still all meet by it: 4,950 pairs."""
RAREST = 3
"""Words of a record that it can be met by."""
TAIL = 3
"""Signs at the end that codes of one beginning differ in: an extension, half a British postcode."""

Columns = Mapping[str, pl.Series]


def columns(field: Field, table: pl.DataFrame, names: Sequence[Name] = ()) -> Columns:
    """The columns of a field, by name, one value a record, null where it says nothing; of an
    organisation by its `readings`."""
    texts = _texts(field, table)
    if field.kind is Kind.ORGANISATION:
        return dict(_organisation(field.name, texts, names or readings(field, table)))
    return dict(_MAKERS[field.kind](field.name, texts))


def readings(field: Field, table: pl.DataFrame) -> list[Name]:
    """The distinct names of an organisation field, read, at the places that `f_at` gives."""
    return [read(text) for text in _texts(field, table).drop_nulls().unique().sort()]


def _texts(field: Field, table: pl.DataFrame) -> pl.Series:
    """The values of a field; of several columns, joined by a space; null where all are empty."""
    if field.kind is Kind.ITEMS:
        return table[field.sources[0]].alias(field.name)
    parts = [pl.col(column).cast(pl.String).fill_null("") for column in field.sources]
    joined = table.select(pl.concat_str(parts, separator=" ").str.strip_chars().alias(field.name))
    return _filled(joined[field.name])


def _filled(texts: pl.Series) -> pl.Series:
    return texts.set(texts == "", None)


def _folded(texts: pl.Series) -> pl.Series:
    """Texts folded; of those in ASCII only the case has to be."""
    strange = texts.filter(texts.str.contains(r"[^\x00-\x7f]").fill_null(False)).unique()
    plain = texts.replace(strange, [fold(text) for text in strange]) if len(strange) else texts
    return plain.str.to_lowercase()


def _organisation(
    name: str, texts: pl.Series, names: Sequence[Name]
) -> Iterator[tuple[str, pl.Series]]:
    words = pl.Series([_telling(each) for each in names], dtype=pl.List(pl.String))
    distinct = _coded(words).select(
        pl.Series("text", [each.text for each in names], dtype=pl.String),
        pl.Series(name, [each.key or None for each in names], dtype=pl.String),
        pl.col("record").cast(pl.Int64).alias(f"{name}_at"),
        pl.col("rare").alias(f"{name}_rare"),
        pl.col("rare").list.first().alias(f"{name}_rarest"),
    )
    records = texts.alias("text").to_frame()
    found = records.join(distinct, on="text", how="left", maintain_order="left")
    yield from ((column, found[column]) for column in found.columns[1:])


def _telling(name: Name) -> list[str]:
    """The sounds of the words that tell an organisation; of a name without them, all."""
    told = [word for word in name.words if word not in lists.common() and not word.isdigit()]
    return sorted({sound(word) for word in told or name.words})


def _person(name: str, texts: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    words = _parted(texts)
    yield from _items(name, words)
    yield f"{name}_text", _filled(words.list.join(" "))


def _words(name: str, texts: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    yield from _items(name, _parted(texts))


def _parted(texts: pl.Series) -> pl.Series:
    """The words of every text, each once."""
    return _folded(texts).str.extract_all(r"[a-z0-9]+").list.unique().list.sort()


def _items(name: str, values: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    coded = _coded(values)
    yield name, coded["codes"]
    yield f"{name}_rare", coded["rare"]
    yield f"{name}_rarest", coded["rare"].list.first()


def _coded(values: pl.Series) -> pl.DataFrame:
    """Lists as `codes`, and the codes of the values to meet by as `rare`; null for no value."""
    whole = pl.DataFrame({"record": range(len(values)), "value": values})
    each = whole.explode("value").drop_nulls("value").unique(maintain_order=False)
    having = max(1, each["record"].n_unique())
    each = each.with_columns(
        number=pl.col("value").rank("dense").cast(pl.Int64), shared=pl.len().over("value")
    )
    bits = (having / pl.col("shared")).log(2).round().clip(0, MOST_BITS).cast(pl.Int64)
    each = each.with_columns(code=pl.col("number") * (MOST_BITS + 1) + bits)
    meeting = pl.col("code").sort_by("shared", "code").filter(_meets()).head(RAREST)
    lists_of = each.group_by("record").agg(
        pl.col("code").sort().alias("codes"), meeting.alias("rare")
    )
    return whole.select("record").join(lists_of, on="record", how="left", maintain_order="left")


def _meets() -> pl.Expr:
    return pl.col("shared").sort_by("shared", "code").is_between(2, RARE)


def _phrase(name: str, texts: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    yield name, _filled(_folded(texts).str.replace_all(r"\s+", " "))


def _date(name: str, texts: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    digits = texts.str.replace_all("[^0-9]", "")
    whole = digits.set(digits.str.len_chars() != 8, None)
    written = whole.str.replace(r"^(\d{4})(\d{2})(\d{2})$", "$1-$2-$3")
    yield name, written
    yield f"{name}_year", written.str.slice(0, 4)


def _code(name: str, texts: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    signs = _filled(_folded(texts).str.replace_all("[^a-z0-9]", ""))
    yield name, signs
    yield f"{name}_start", _filled(signs.str.head(-TAIL))


def _email(name: str, texts: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    lower = texts.str.to_lowercase()
    yield name, lower
    yield f"{name}_domain", lower.str.extract(r"@([^@\s]+)$")


_Maker = Callable[[str, pl.Series], Iterator[tuple[str, pl.Series]]]
_MAKERS: Mapping[Kind, _Maker] = {
    Kind.PERSON: _person,
    Kind.WORDS: _words,
    Kind.ITEMS: _items,
    Kind.NAME: _phrase,
    Kind.PHRASE: _phrase,
    Kind.DATE: _date,
    Kind.CODE: _code,
    Kind.EMAIL: _email,
}
