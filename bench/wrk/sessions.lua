-- POSTs /v1/chatkit/sessions.
-- wrk -s sessions.lua URL -- KEY
function init(args)
  wrk.method = "POST"
  wrk.path = "/v1/chatkit/sessions"
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  wrk.headers["Content-Type"] = "application/json"
  wrk.body = '{"user":"user_12345","workflow":{"id":"demo","state_variables":{"context":"bench"}}}'
end

function done(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read +
              summary.errors.write + summary.errors.timeout
  io.write(string.format('{"requests":%d,"seconds":%.6f,"errors":%d,"bytes":%d,"p99_us":%d}\n',
                         summary.requests, summary.duration / 1e6, bad, summary.bytes,
                         latency:percentile(99)))
end
