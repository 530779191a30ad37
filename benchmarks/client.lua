-- What wrk asks, and what it counts: one connection a thread, so that each answer meets its own question.
-- Arguments: the file of the questions (written by client.py), the mean pause of a connection in milliseconds,
-- how many connections there are. Together they ask all questions before one is asked again.
local ffi = require("ffi")
ffi.cdef([[
  typedef struct { long seconds; long nanoseconds; } moment;
  int clock_gettime(int clock, moment *result);
]])

local moment = ffi.new("moment")
local threads = {}

local function tell_time()
  ffi.C.clock_gettime(1, moment) -- the monotonic clock
  return tonumber(moment.seconds) * 1000 + tonumber(moment.nanoseconds) / 1e6
end

local function add(counts, name)
  counts[name] = (counts[name] or 0) + 1
end

function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
end

function init(arguments)
  cases = dofile(arguments[1])
  local pause = tonumber(arguments[2])
  step = tonumber(arguments[3])
  accepted, others, milliseconds, refused, turn = {}, {}, {}, 0, number - step
  math.randomseed(number)
  if pause > 0 then
    -- As independent readers ask: whenever they like, whether others have just asked or not.
    function delay()
      return math.random(0, math.floor(2 * pause))
    end
  end
end

function request()
  turn = (turn + step - 1) % #cases + 1
  begun = tell_time()
  return wrk.format("POST", "/api/ask", { ["Content-Type"] = "application/json" }, cases[turn].asked)
end

function response(status, headers, body)
  local answer = cases[turn].answers[body] or cases[turn].answers.any
  if status == 200 and answer then
    add(accepted, answer)
    table.insert(milliseconds, tell_time() - begun)
  elseif status == 503 and headers["retry-after"] then
    refused = refused + 1
  else
    add(others, status == 200 and "wrong" or tostring(status))
  end
end

local function merge(name)
  local merged = {}
  for _, thread in ipairs(threads) do
    for key, count in pairs(thread:get(name)) do
      merged[key] = (merged[key] or 0) + count
    end
  end
  return merged
end

local function write(counts)
  local parts = {}
  for key, count in pairs(counts) do
    table.insert(parts, string.format('"%s":%d', key, count))
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

function done(summary)
  local refusals, times = 0, {}
  for _, thread in ipairs(threads) do
    refusals = refusals + thread:get("refused")
    for _, time in ipairs(thread:get("milliseconds")) do
      table.insert(times, string.format("%.2f", time))
    end
  end
  local failed = merge("others")
  for kind, count in pairs(summary.errors) do
    if kind ~= "status" and count > 0 then -- the statuses are counted above
      failed[kind] = count
    end
  end
  io.write(string.format(
    '\n{"accepted":%s,"refused":%d,"others":%s,"seconds":%f,"milliseconds":[%s]}\n',
    write(merge("accepted")), refusals, write(failed), summary.duration / 1e6, table.concat(times, ",")
  ))
end
