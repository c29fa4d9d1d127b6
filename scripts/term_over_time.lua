#!/usr/bin/env -S moonleaf exec
-- How the use of a term moves over the years: hits of a query per million words, by a key of the metadata that begins
-- with the year (`year`, or another as second argument).
--
--   $ moonleaf exec scripts/term_over_time.lua "terror*"
--   terror*
--   year  documents  words  hits  per million
--   2014          1   1648     7       4247.6  ##########
--   2017          3   3278    43      13117.8  ##############################
--   2021          1   2517    21       8343.3  ###################
local query <const>, key <const> = arg[1], arg[2] or "year"
if not query then error "say what to look for: term_over_time.lua QUERY [KEY]" end

local WIDTH <const> = 30 -- of the longest bar
local NO_YEAR <const> = "none"

-- The year of each document by its id, and the documents and words of each year.
local year_of, years = {}, {}
for row in corpus:sql("SELECT id, words, substr(metadata ->> ?, 1, 4) AS year FROM document", "$." .. key) do
  local name = row.year or NO_YEAR
  years[name] = years[name] or { documents = 0, words = 0, hits = 0 }
  years[name].documents = years[name].documents + 1
  years[name].words = years[name].words + row.words
  year_of[row.id] = name
end

for line in corpus:concordance(query, { context = 0 }) do
  local year = years[year_of[line.document.id]]
  year.hits = year.hits + 1
end

local highest = 0
for _, year in pairs(years) do
  year.rate = year.words > 0 and year.hits / year.words * 1e6 or 0
  highest = math.max(highest, year.rate)
end

print(query)
print "year  documents  words  hits  per million"
for name, year in moonleaf.sorted(years) do
  local bar = ("#"):rep(highest > 0 and math.floor(year.rate / highest * WIDTH + 0.5) or 0)
  local line = ("%4s %10d %6d %5d %12.1f  %s"):format(name, year.documents, year.words, year.hits, year.rate, bar)
  print((line:gsub(" +$", "")))
end
