import CCurl

extension TransferRequest {
    /// The host, if libcurl may see the request.
    func checkedHost() throws(TransferError) -> String {
        let (scheme, host): (String, String)
        do throws(InvalidURL) {
            (scheme, host) = try CurlLibrary.parts(of: url)
        } catch {
            throw TransferError(.invalidRequest(error.why), host: "")
        }
        guard scheme == "https" || scheme == "http" && allowsUnencrypted else {
            throw TransferError(.invalidRequest("\(scheme):// is not allowed here; use https://"), host: host)
        }
        for header in headers where !header.isSendable {
            throw TransferError(.invalidRequest("a header is not of the form `name: value`"), host: host)
        }
        return host
    }

    /// Gives the request to a handle.
    func configure(_ handle: OpaquePointer, userAgent: String) -> Bool {
        var lines = headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // libcurl would wait for a go-ahead before a large body, and would call any body a form.
        lines.append("Expect:")
        if headers.allSatisfy({ $0.name.lowercased() != "content-type" }) { lines.append("Content-Type:") }
        return corong_transfer_set_address(handle, url, allowsUnencrypted ? "https,http" : "https")
            && corong_transfer_set_limits(
                handle, Int64(max(1, limits.connectMilliseconds)), Int64(max(1, limits.totalMilliseconds)),
                Int64(max(1, limits.responseBytesMax)), Int64(max(0, limits.redirectsMax)))
            && corong_transfer_set_method(handle, method.rawValue, userAgent, body, body.count)
            && lines.allSatisfy { corong_transfer_add_header(handle, $0) }
    }
}

extension TransferRequest.Header {
    /// A token and a value without control characters (RFC 9110 5.1, 5.5): nothing that could end the line.
    fileprivate var isSendable: Bool {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        let isToken = name.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || marks.contains($0)
        }
        return isToken && !name.isEmpty && value.utf8.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 9 }
    }
}
