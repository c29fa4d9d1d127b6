-- Units among pieces: the forms of a language's table, the symbols that every language writes (SI Brochure 2019, ISO
-- 4217), and what is made of both by rule: prefixes, powers, rates.
--
--   "5 km³", "6 km^3", "cubic kilometres"  --> km³
--   "3.2 GWh", "45 nanometers"             --> GWh, nm
--   "HK$10", "10 CHF"                      --> HKD, CHF
--   units:rate(list, 4)                    --> "kg", last piece, of "350 $ per kg"
--
-- Symbols count as they are printed: mW is no MW, and "all" is no Albanian money.

local forms = require "forms"

local units = {}
units.__index = units

-- Symbols to the prefixes that they take.
local PREFIXES <const> = {
  m = "n µ μ m c d k", g = "µ μ m k", t = "k M G", W = "m k M G T", Wh = "k M G T P", J = "k M G T P", Hz = "k M G T",
  V = "m k M", A = "m k", Pa = "h k M G", B = "k M G T P E Z", bit = "k M G T", l = "m c d h", L = "m c d h",
  s = "n µ μ m", eV = "k M G T", bar = "m", cal = "k", N = "k M", Bq = "k M G T", Sv = "µ μ m", bps = "k M G",
}
-- Those that stand for themselves; single letters are left to the tables, which know the words beside them.
local ALONE <const> = {
  Wh = "Wh", Hz = "Hz", Pa = "Pa", rpm = "rpm", dB = "dB", ppm = "ppm", ppb = "ppb", oz = "oz", lb = "lb", bbl = "bbl",
  nmi = "nmi", mph = "mph", kph = "km/h", bps = "bps", dpi = "dpi",
}
local SPELT_ALIKE <const> = { ["μ"] = "µ", L = "l" } -- Greek letter and sign of micro; litres
local MONEY <const> = [[AED AMD AOA ARS AUD AZN BDT BGN BHD BRL BYN CAD CHF CLP CNY COP CZK DKK DZD EGP ETB EUR GBP GEL
  GHS HKD HUF IDR ILS INR IQD IRR ISK JOD JPY KES KGS KRW KWD KZT LBP LKR MAD MDL MMK MNT MXN MYR NGN NOK NPR NZD OMR
  PEN PHP PKR PLN PYG QAR RON RSD RUB SAR SEK SGD SYP THB TJS TMT TND TRY TWD TZS UAH UGX USD UYU UZS VND XAF XOF YER
  ZAR ZMW]]
-- Signs of money that every language writes.
local SIGNS <const> = {
  ["%"] = { "%", "％", "٪" }, ["‰"] = { "‰" }, USD = { "$", "US$", "＄" }, EUR = { "€" }, GBP = { "£", "￡" },
  HKD = { "HK$" }, AUD = { "A$", "AU$" }, CAD = { "C$", "CA$" }, NZD = { "NZ$" }, TWD = { "NT$" }, SGD = { "S$" },
  BRL = { "R$" }, MXN = { "MX$" }, INR = { "₹" }, RUB = { "₽" }, UAH = { "₴" }, KZT = { "₸" }, TRY = { "₺" },
  KRW = { "₩" }, ILS = { "₪" }, VND = { "₫" }, NGN = { "₦" }, PHP = { "₱" }, THB = { "฿" },
  AZN = { "₼" }, GEL = { "₾" },
  JPY = { "¥", "￥" }, CNY = { "CN¥", "RMB¥" }, ["°"] = { "°" }, ["°C"] = { "°C", "℃", "° C" },
  ["°F"] = { "°F", "℉", "° F" },
}
local LENGTHS <const> = { m = true, mi = true, ft = true, ["in"] = true, yd = true }
local BELOW <const> = { l = "l", L = "l", s = "s", h = "h", m = "m", d = "day", g = "g", t = "t" } -- "5 mg/l"
local POWERS <const> = { ["²"] = "²", ["³"] = "³", ["2"] = "²", ["3"] = "³" }
local SHORT <const> = { hour = "h", minute = "min", second = "s" } -- times below a fraction bar
local TIMES <const> = {
  year = true, month = true, week = true, day = true, hour = true, minute = true, second = true,
}
local LEAST_STEM <const> = 3 -- letters behind a prefix: "kilo|watt", not "peta|ls"

local symbols = {}
for symbol, prefixes in pairs(PREFIXES) do
  for prefix in prefixes:gmatch "%S+" do
    symbols[prefix .. symbol] = (SPELT_ALIKE[prefix] or prefix) .. (SPELT_ALIKE[symbol] or symbol)
  end
end
for form, symbol in pairs(ALONE) do symbols[form] = symbol end
local money = {}
for code in MONEY:gmatch "%u+" do money[code], symbols[code] = code, code end

local function is_length(unit)
  if LENGTHS[unit] then return true end
  local prefix = unit:match "^(.+)m$"
  return prefix ~= nil and (" " .. PREFIXES.m .. " "):find(" " .. prefix .. " ", 1, true) ~= nil
end

local function with_signs(names)
  local all = {}
  for symbol, list in pairs(SIGNS) do all[symbol] = table.move(list, 1, #list, 1, {}) end
  for symbol, list in pairs(names or {}) do
    all[symbol] = table.move(list, 1, #list, #(all[symbol] or {}) + 1, all[symbol] or {})
  end
  return all
end

-- Spelt prefixes as an array of { form, symbol }.
local function spelt(prefixes)
  local list = {}
  for form, symbol in moonleaf.sorted(prefixes or {}) do list[#list + 1] = { form, symbol } end
  return list
end

-- The units of a language's table; nil stands for a language without one.
function units.of(language, elisions)
  local rules = language.unit_rules or {}
  return setmetatable({
    names = forms.book(with_signs(language.units), false, elisions),
    prefixes = spelt(rules.prefixes), unprefixed = {}, -- words met that no prefix makes a unit of
    squares = forms.list(rules.squares, elisions), cubes = forms.list(rules.cubes, elisions),
    squares_after = forms.list(rules.squares_after, elisions), cubes_after = forms.list(rules.cubes_after, elisions),
    per = forms.list(rules.per, elisions), per_things = forms.list(rules.per_things, elisions),
    rates_before = forms.book(rules.rates_before, false, elisions),
  }, units)
end

-- "nanometers": a prefix and a form of the table whose symbol takes it.
function units:prefixed(list, at)
  local piece = list[at]
  if self.unprefixed[piece.folded] then return nil end
  for _, prefix in ipairs(self.prefixes) do
    local form, symbol = prefix[1], prefix[2]
    if #piece.folded >= #form + LEAST_STEM and piece.folded:sub(1, #form) == form then
      local rest = { folded = piece.folded:sub(#form + 1), form = piece.form:sub(#form + 1) }
      local base, last = self.names:at({ rest, list[at + 1], list[at + 2] }, 1)
      local taken = base and PREFIXES[base]
      local fits = taken and (" " .. taken .. " "):find(" " .. symbol .. " ", 1, true)
      if fits then return symbol .. base, at + last - 1 end
      if base then return nil end
    end
  end
  self.unprefixed[piece.folded] = true
end

-- A unit without a power in front.
function units:simple(list, at)
  local piece = list[at]
  local name, last = self.names:at(list, at)
  local symbol = piece.kind == "word" and symbols[piece.form]
  if symbol and (not last or last == at) then return symbol, at end
  if name or piece.kind ~= "word" then return name, last end
  return self:prefixed(list, at)
end

-- "km²", "km2", "km^3", "kilomètres carrés".
function units:raised(list, unit, last)
  if not unit or not is_length(unit) then return unit, last end
  local after = list[last + 1]
  if not after then return unit, last end
  local at = after.form == "^" and not after.space and last + 2 or last + 1
  local power = list[at] and not list[at].space and POWERS[list[at].form]
  if power then return unit .. power, at end
  local _, reach = self.squares_after:at(list, last + 1)
  if reach then return unit .. "²", reach end
  _, reach = self.cubes_after:at(list, last + 1)
  if reach then return unit .. "³", reach end
  return unit, last
end

local function behind(self, list, at, sign)
  local unit, last = self:simple(list, at)
  if unit and is_length(unit) then return unit .. sign, last end
end

-- The unit that begins with piece `at`, and its last piece.
function units:at(list, at)
  if not list[at] then return nil end
  local unit, last = self:raised(list, self:simple(list, at))
  if unit then return unit, last end
  if not (self.squares:may_begin(list[at]) or self.cubes:may_begin(list[at])) then return nil end
  local _, reach = self.squares:at(list, at)
  if reach and list[reach + 1] then return behind(self, list, reach + 1, "²") end
  _, reach = self.cubes:at(list, at)
  if reach and list[reach + 1] then return behind(self, list, reach + 1, "³") end
end

-- The unit that a rate is by, behind "/" or a word like "per", and its last piece.
function units:rate(list, at)
  local bar = list[at]
  if not bar then return nil end
  local _, reach = self.per:at(list, at)
  if not reach and bar.form == "/" and list[at + 1] and not list[at + 1].space then reach = at end
  local unit, last = nil, nil
  local letter = reach == at and list[at + 1] and BELOW[list[at + 1].form]
  if letter and bar.form == "/" then return self:raised(list, letter, at + 1) end
  if reach and list[reach + 1] and list[reach + 1].kind == "word" then unit, last = self:at(list, reach + 1) end
  if not reach then
    _, reach = self.per_things:at(list, at)
    if reach and list[reach + 1] then unit, last = self:at(list, reach + 1) end
    if TIMES[unit] then unit = nil end -- "за год" is within a year
  end
  if unit and unit ~= "%" then return SHORT[unit] or unit, last end
end

-- The unit that ends with piece `at`, and its first piece.
function units:ending(list, at)
  local name, first = self.names:ending(list, at)
  if name then return name, first end
  local code = list[at] and money[list[at].form]
  if code then return code, at end
end

function units:has(folded)
  return self.names:has(folded)
end

return units
