"""Reading a community's own spreadsheets: bytes in, a plan of what would be imported out.

Pure: knows neither the database nor the web. Start at `reader.read_workbook`, then
`headers.find_layout`, then `plan_units`, `plan_offerings` or `plan_needs`.
"""
