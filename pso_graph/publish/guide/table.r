address <- "http://127.0.0.1:8000/queries/response-matrix?document=pso-19-2023&format=csv"
clauses <- read.csv(address)
asked <- clauses[clauses$recommendation == "true", ]
table(asked$type, asked$stance, useNA = "ifany")
