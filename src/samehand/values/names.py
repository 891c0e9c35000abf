"""Names of organisations, as AS-name lists and registries write them.

Fooled by abbreviations, trading names and typing errors; what is *distinctive* in a name is
decided by how many holders use it, in the data, not here.
"""

import re
import unicodedata

# The commonest endings in the AS-name lists of 2017; longer lists split rare forms better, but
# cost a second of start-up. Each is a word that says how a company is made, not which.
LEGAL_FORMS = frozenset(
    """
    llc inc ltd limited corp corporation co company gmbh ag kg sa sas sarl srl spa bv nv ab as
    oy oyj aps plc pty sl slu sro doo ooo oao zao pao jsc cjsc ojsc pjsc tov fop ip ltda eireli
    me epp cv de cia kft zrt bt sp zoo z o llp lp pt tbk bhd sdn pvt private pte kk ev eg ood
    eood ad dba trading group holding holdings the and of
    """.split()
)
_WORD = re.compile(r"[^\W_]+")
_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b)")


def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded to plain lower-case letters, without legal forms.

    >>> words("Müller & Söhne GmbH")
    ('muller', 'sohne')
    >>> words("Example S.A.")
    ('example',)
    """
    plain = _DOTS.sub("", name).casefold()
    if not plain.isascii():
        letters = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple(word for word in _WORD.findall(plain) if word not in LEGAL_FORMS)


def key(name: str) -> str:
    """One spelling for the names that differ only in case, marks, order of words and legal form.

    Empty when nothing but a legal form is left.

    >>> key("Example Networks, Inc.") == key("EXAMPLE NETWORKS LLC")
    True
    """
    return " ".join(sorted(set(words(name))))
