"""What applicants share in a registry's own files, and how rare it is. All of it is restricted.

An applicant is `registry:id` as in the delegated file. Where that is an account split into parts,
what was handed in for it stands for the account as a whole, which is a party beside its parts.
A value counts the applicants who show it; roles are told from that, never from a list: a payment
agent, an online notary and a shared office stand behind many who have nothing else in common.

Fooled by a payment agent with few clients yet, and by a notary whose other clients never came to
this registry: both look like a hand's own from here.
"""

from samehand.rules import Step
from samehand.steps.parties import NoNumbers
from samehand.steps.values import SHARING, StandingNumbers, called
from samehand.tables.internal import Attestation, Payment, Request, Submission
from samehand.tables.records import Organisation

# A payment is the applicant's whose request it names; the name on it need not be the applicant's.
INSIDE_VALUE = """
WITH asked AS (
  SELECT request, min(applicant) AS applicant FROM request GROUP BY request
), paid AS (
  SELECT asked.applicant, payment.payer, payment.payer_key, payment.instrument, payment.cite
  FROM payment
  JOIN asked ON asked.request = payment.request
), told AS (
  SELECT 'instrument' AS kind, applicant, instrument AS value, instrument AS value_key, cite FROM paid
  UNION ALL
  SELECT 'payer', applicant, payer, payer_key, cite FROM paid
  UNION ALL
  SELECT 'notary', applicant, coalesce(commission, notary), coalesce(commission, notary_key), cite
  FROM attestation
  UNION ALL
  SELECT 'signatory', applicant, person, person_key, cite FROM attestation
  UNION ALL
  SELECT 'account', applicant, account, account, cite FROM submission
  UNION ALL
  SELECT 'submitting_address', applicant, address, lower(address), cite FROM submission
  UNION ALL
  SELECT 'device', applicant, device, device, cite FROM submission
)
SELECT kind, value_key, applicant AS holder, min(value) AS value, min(cite) AS cite
FROM told
WHERE value_key IS NOT NULL
GROUP BY kind, value_key, applicant
"""

inside_value = Step(
    name="inside_value",
    says="every value by which an applicant is known in a registry's own files, once an applicant",
    reads=(Request, Payment, Attestation, Submission),
    numbers=NoNumbers(),
    find=INSIDE_VALUE,
)

inside_sharing = Step(
    name="inside_sharing",
    says="how many applicants show each value, and whether they are few, a group, or a role's",
    reads=(Request, Payment, Attestation, Submission, Organisation),
    needs=(inside_value, called),
    numbers=StandingNumbers(),
    find=SHARING.replace("holder_value", "inside_value"),
)
