-- The text of one block while it is read: white space as a reader sees it, and the tokens that the file says.
--
--   local text = flow.new()
--   text:sentence(); text:token("It", { lemma = "it" }); text:space(); text:token("rains"); text:token(".")
--   text:add(document, "paragraph")       "It rains." with three tokens and a sentence
--
-- Text that is no token makes the block one that is cut by the host: its tokens are then left out.
local flow = {}

local methods = {}

function flow.new()
  return setmetatable({ parts = {}, bytes = 0, white = "", tokens = {}, sentences = {} }, { __index = methods })
end

function methods:is_empty() return self.bytes == 0 end

local function put(self, text)
  if self.bytes > 0 and not self.is_joined then text = self.white .. text end
  self.white, self.is_joined = "", false
  self.parts[#self.parts + 1] = text
  self.bytes = self.bytes + #text
end

-- A space before what comes next; a line break; neither, whatever else is said.
function methods:space() if self.white == "" then self.white = " " end end
function methods:line() self.white = "\n" end
function methods:join() self.is_joined = true end

-- Text that is no token.
function methods:text(words)
  local text = words:match "^%s*(.-)%s*$"
  if words:find "^%s" then self:space() end
  if text == "" then return end
  put(self, (text:gsub("%s+", " ")))
  if words:find "%s$" then self:space() end
  self.is_cut = true
end

-- The next token begins a sentence.
function methods:sentence() self.begins = true end

local function note(self, start, stop, values)
  values[1], values[2] = start, stop
  self.tokens[#self.tokens + 1] = values
  if self.begins then self.sentences[#self.sentences + 1] = #self.tokens end
  self.begins = false
end

-- A token, with what the file says of it; the table becomes the token.
function methods:token(form, values)
  put(self, form)
  note(self, self.bytes - #form, self.bytes, values or {})
end

-- A text as it is, with its tokens: of each { start, stop, values }, bytes of it from 0 and what the file says.
function methods:exact(text, tokens)
  put(self, text)
  local base = self.bytes - #text
  for _, token in ipairs(tokens) do note(self, base + token[1], base + token[2], token[3]) end
end

local function empty(self)
  for name, value in pairs(flow.new()) do self[name] = value end
  self.is_cut, self.is_joined = nil, nil
end

-- The text alone, and empties itself.
function methods:take()
  local text = table.concat(self.parts)
  empty(self)
  return text
end

-- Adds the block to a document and empties itself; answers whether there was text. `fields` are those of
-- document:block().
function methods:add(document, kind, fields)
  local has_text = self.bytes > 0
  if has_text then
    fields = fields or {}
    local is_given = not self.is_cut and #self.tokens > 0
    local starts = is_given and #self.sentences > 0 and self.sentences or nil -- without any the host finds them
    if starts and starts[1] ~= 1 then table.insert(starts, 1, 1) end
    document:block(kind, table.concat(self.parts), {
      role = fields.role, level = fields.level, page = fields.page,
      tokens = is_given and self.tokens or nil, sentences = starts,
    })
  end
  empty(self)
  return has_text
end

return flow
