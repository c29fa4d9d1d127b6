-- A plugin whose file does not end: nobody can even ask what it is.
while true do pcall(error) end
