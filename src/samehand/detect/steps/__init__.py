"""Steps that detectors stand on; those that links share are in `samehand.steps`.

sighting ── written ── anycast
holding, written ── whose
sighting, file_day ── presence, looked_day ── begun
presence, around, looked_day ── woke ── waker
presence, whose, anycast, as_part, asn_org, asn_relation ── tie ── spell
"""
