"""Reading a community's own spreadsheets: bytes in, a plan of what would be imported out.

Pure: knows neither the database nor the web. The packages follow the bytes: xlsx, values, schema, plan, table,
planners. Start at `reader.read_workbook`, then `table.choice.find_tables`, then `planners`.
"""
