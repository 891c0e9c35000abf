"""Steps that links alone stand on; those that detectors share are in `samehand.steps`.

cone, degree, foreign, owners ── role
what the links found ── candidate
"""
