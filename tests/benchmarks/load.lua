-- What wrk asks, with one thread: the targets of a file in turn, round and round.
-- Arguments: file with a target on each line; a mark, with which a comment that no other request
-- has is put at the end of each query (without it the texts are sent as they are).

local targets, mark, count = {}, nil, 0

function init(args)
  for target in io.lines(args[1]) do
    targets[#targets + 1] = target
  end
  mark = args[2]
end

function request()
  local target = targets[count % #targets + 1]
  count = count + 1
  if mark then
    target = target .. "%20%23" .. mark .. "-" .. count
  end
  return wrk.format("GET", target)
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format(
    '{"requests": %d, "failures": %d, "seconds": %.6f, "p50": %.3f, "p95": %.3f, "p99": %.3f}\n',
    summary.requests,
    failed.connect + failed.read + failed.write + failed.status + failed.timeout,
    summary.duration / 1e6,
    latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3
  ))
end
