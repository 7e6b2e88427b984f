-- For wrk: posts the signed WhatsApp deliveries of a file, one after the other.
-- Environment: REQUESTS (lines of signature, tab, body), RECEIVE_PATH.
-- All requests are built before the clock starts; while it runs only a table is indexed.

local requests, place = {}, 0

function init()
    local head = "POST " .. os.getenv("RECEIVE_PATH") .. " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        .. "Content-Type: application/json\r\nUser-Agent: facebookexternalua\r\nX-Hub-Signature-256: sha256="
    for line in io.lines(os.getenv("REQUESTS")) do
        local signature, body = line:match("^(%x+)\t(.*)$")
        requests[#requests + 1] = head .. signature .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
    end
    collectgarbage()
    collectgarbage("stop")
end

function request()
    place = place % #requests + 1
    return requests[place]
end

function done(summary, latency)
    io.write(string.format("RESULT requests=%d refused=%d broken=%d microseconds=%d p50=%d p99=%d\n",
        summary.requests, summary.errors.status,
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
        summary.duration, latency:percentile(50), latency:percentile(99)))
end
