"""What SELECTs of sources may call to say what a record states: one spelling of each value.

The same as `values.phones`, `values.mailboxes` and `values.withheld`, in SQL:

- `phone_key(text)`, `mailbox_key(text)`, `mail_domain(text)` VARCHAR or NULL;
- `withheld(kind, text)` BOOLEAN: a placeholder stands where the value was;
- `stated_key(kind, text)` VARCHAR or NULL: the spelling that values of a kind share.

`ROWS` goes on from a step `said(line, registry, record, kind, part, value, keyed, gone)` to rows
of `stated`: `keyed` is what the key is made of, `gone` a value known to be kept back. A mailbox
states its domain too.
"""

from samehand.values.withheld import DIGITS, WORDS

KEYS = rf"""
CREATE MACRO phone_plain(text) AS regexp_replace(lower(trim(text)), '^tel:', '');
CREATE MACRO phone_extension(plain) AS
  regexp_extract(plain, '[\s,;(]*(?:ext(?:ension)?|x|#)[\s.:=]*([0-9]{{1,6}})[\s)]*$', 1);
CREATE MACRO phone_number(plain) AS
  regexp_replace(
    regexp_replace(plain, '[\s,;(]*(?:ext(?:ension)?|x|#)[\s.:=]*[0-9]{{1,6}}[\s)]*$', ''),
    '^((?:\+|00)[\s(]*[0-9]{{1,3}}[\s.)-]*)\(0\)', '\1');
CREATE MACRO phone_abroad(number) AS regexp_matches(number, '^[\s(]*(?:\+|00)');
CREATE MACRO phone_digits(number) AS
  CASE WHEN phone_abroad(number)
       THEN regexp_replace(regexp_replace(number, '[^0-9]', '', 'g'), '^00', '')
       ELSE regexp_replace(number, '[^0-9]', '', 'g')
  END;
CREATE MACRO phone_joined(number, digits, extension) AS
  CASE WHEN len(digits) BETWEEN 5 AND 15
       THEN CASE WHEN phone_abroad(number) THEN '+' ELSE '' END || digits
            || CASE WHEN extension <> '' THEN 'x' || extension ELSE '' END
  END;
CREATE MACRO phone_key(text) AS
  phone_joined(phone_number(phone_plain(text)), phone_digits(phone_number(phone_plain(text))),
               phone_extension(phone_plain(text)));
CREATE MACRO mailbox_plain(text) AS
  rtrim(regexp_replace(lower(trim(text)), '^mailto:', ''), '.');
CREATE MACRO mailbox_key(text) AS
  CASE WHEN regexp_full_match(mailbox_plain(text), '[^@\s]+@[^@\s]+\.[^@\s.]+')
       THEN mailbox_plain(text)
  END;
CREATE MACRO mail_domain(text) AS split_part(mailbox_key(text), '@', 2);
CREATE MACRO withheld(kind, text) AS
  regexp_full_match(lower(trim(text)), '{WORDS.pattern}')
  OR kind = 'phone' AND regexp_full_match(regexp_replace(text, '[^0-9]', '', 'g'), '{DIGITS.pattern}');
CREATE MACRO stated_key(kind, text) AS
  CASE kind WHEN 'phone' THEN phone_key(text)
            WHEN 'mailbox' THEN mailbox_key(text)
            WHEN 'address' THEN address_key(text)
            WHEN 'domain' THEN registrable(text)
            WHEN 'nameserver' THEN nullif(rtrim(lower(trim(text)), '.'), '')
            ELSE nullif(upper(trim(text)), '')
  END;
"""

ROWS = """
, each_value AS (
  SELECT * FROM said WHERE gone OR trim(value) <> ''
  UNION ALL
  SELECT * REPLACE ('domain' AS kind, mail_domain(value) AS value, mail_domain(value) AS keyed)
  FROM said
  WHERE kind = 'mailbox' AND NOT gone AND mail_domain(value) <> ''
), judged AS (
  SELECT DISTINCT * REPLACE (gone OR withheld(kind, value) AS gone)
  FROM each_value
)
SELECT line, registry, record, kind, part, CASE WHEN NOT gone THEN value END AS value,
       CASE WHEN NOT gone THEN stated_key(kind, keyed) END AS value_key, gone AS withheld
FROM judged
"""
