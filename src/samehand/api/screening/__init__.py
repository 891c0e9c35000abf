"""Applications looked at before anything is handed out: who shares what with whom, and what rules say.

applications.py  an application as JSON, CSV or a form, each field as documented
forms.py         the fields, what each wants, and the key under which it is compared
index.py         every value of a book with who shares it, kept with the scan
found.py         the links of a few applicants with all holders, by the very rules of a scan
joining.py       the hand that an applicant would be in
registers.py     what company registers say of the applicant on the day
policies.py      what rules of a registry say of a hand, were it one organisation
explanations.py  what an honest applicant could say, and what to ask
requests.py      past requests as applications, by day
replaying.py     `replay`: each past request with only what was known that day
screening.py     `screen`: all of it, an application a row
"""
