-- GETs one of the paths in the file given, each as likely as the next.
-- wrk -s paths.lua URL -- FILE KEY
local paths = {}

function init(args)
  math.randomseed(os.time())
  wrk.headers["Authorization"] = "Bearer " .. args[2]
  for line in io.lines(args[1]) do
    paths[#paths + 1] = wrk.format("GET", line)
  end
end

function request()
  return paths[math.random(#paths)]
end

function done(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read +
              summary.errors.write + summary.errors.timeout
  io.write(string.format('{"requests":%d,"seconds":%.6f,"errors":%d,"bytes":%d,"p99_us":%d}\n',
                         summary.requests, summary.duration / 1e6, bad, summary.bytes,
                         latency:percentile(99)))
end
