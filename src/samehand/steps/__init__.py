"""Steps: tables that rules stand on, derived once for a question, in plain SQL.

holding, asn_holding, asn_name ── as_part ── space ── intake ── party
asn_relation, as_part ── bought ── degree, inside ── cone
sighting, space, as_part ── foreign ── owners
company_place ── address_role        officer ── officer_role
"""
