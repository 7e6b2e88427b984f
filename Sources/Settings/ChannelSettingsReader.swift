import Domain

/// Reads the part `channels`.
///
/// Findings about secrets never show what stands there: somebody may have put the secret itself into the file.
struct ChannelSettingsReader {
    let findings: Findings

    /// The channels in the order of the file, as far as they could be read.
    func channels(from root: inout Fields) -> [ChannelSetting] {
        guard root.requiredNode("channels") != nil else { return [] }
        let members = root.members("channels")
        if members.isEmpty { root.warning(at: "channels", "no channel is switched on; nothing will come in") }
        return members.compactMap { member in
            guard findings.isName(member.key, at: member.keyPlace, "the channel's id") else { return nil }
            return channel(member)
        }
    }

    private func channel(_ member: YAMLNode.Member) -> ChannelSetting? {
        guard member.value.members != nil || member.value.isNull,
            var fields = Fields(member.value, of: "channel \(member.key)", in: findings)
        else {
            findings.error(
                at: member.value,
                "expected the fields of channel \(member.key): secrets, verify_token, origins, insecure, access_token, api_address, reply"
            )
            return nil
        }
        let secrets = sources("secrets", from: &fields)
        let token = sources("verify_token", from: &fields)
        let access = sources("access_token", from: &fields)
        if secrets.count > 4 {
            fields.error(at: "secrets", "at most four secrets can be live, got \(secrets.count); remove the old ones")
        }
        if Set(secrets).count < secrets.count {
            fields.error(at: "secrets", "the same secret stands here twice; keep one")
        }
        if token.count > 1 { fields.error(at: "verify_token", "expected one verify token, got \(token.count)") }
        if access.count > 1 { fields.error(at: "access_token", "expected one access token, got \(access.count)") }
        let origins = origins(from: &fields)
        let apiAddress = fields.address("api_address")
        var parameters: [String: String] = [:]
        for member in fields.members("reply") {
            if let text = member.value.text, !member.value.isNull {
                parameters[member.key] = text
            } else {
                findings.error(at: member.value, "`reply`: expected a text, got \(member.value.summary)")
            }
        }
        let insecure = fields.bool("insecure", default: false)
        if insecure, !secrets.isEmpty {
            fields.error(
                at: "insecure", "the channel has secrets and wants to do without; remove `insecure` or `secrets`")
        }
        fields.finish()
        var setting = ChannelSetting(
            id: member.key, secrets: secrets, verifyToken: token.first, origins: origins, insecure: insecure,
            accessToken: access.first, apiAddress: apiAddress, place: member.keyPlace)
        setting.replyParameters = parameters
        return setting
    }

    /// `{env: NAME}` or `{file: path}`, alone or in a list.
    private func sources(_ name: String, from fields: inout Fields) -> [SecretSource] {
        guard let node = fields.node(name) else { return [] }
        return (node.elements ?? [node]).compactMap { source(at: $0, name) }
    }

    /// `{env: NAME}` or `{file: path}`.
    func source(at node: YAMLNode, _ name: String) -> SecretSource? {
        let advice = "write `{env: NAME}` or `{file: path}`"
        guard node.members != nil, var fields = Fields(node, of: "`\(name)`", in: findings) else {
            findings.error(at: node, "`\(name)`: secrets do not stand in this file; \(advice)")
            return nil
        }
        let variable = fields.node("env")
        let file = fields.node("file")
        fields.finish()
        switch (variable, file) {
        case (let node?, nil):
            if let text = node.text, text.isVariableName { return .environment(text) }
            findings.error(
                at: node,
                "`env`: expected the name of a variable (letters, digits, underscores); the secret itself belongs into the variable"
            )
        case (nil, let node?):
            if let text = node.text, !text.contains("\0") { return .file(text) }
            findings.error(at: node, "`file`: expected the path of a file")
        default:
            findings.error(at: node, "`\(name)`: expected either `env` or `file`; \(advice)")
        }
        return nil
    }

    private func origins(from fields: inout Fields) -> [String] {
        fields.texts("origins").compactMap { text, place in
            let origin = text.lowercased()
            let host =
                ["https://", "http://"].first { origin.hasPrefix($0) }.map { origin.dropFirst($0.count) } ?? ""
            let allowed = host.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || [45, 46, 58, 91, 93].contains($0)
            }
            guard !host.isEmpty, allowed else {
                findings.error(
                    at: place,
                    "`origins`: expected scheme and host like https://example.com without a path, got \"\(shortened(text))\""
                )
                return nil
            }
            if origin.hasPrefix("http://"), !host.hasPrefix("localhost"), !host.hasPrefix("127.0.0.1") {
                findings.warning(
                    at: place, "`origins`: \(shortened(text)) is not encrypted; forms there can be read on the way")
            }
            return origin
        }
    }
}

extension String {
    /// Letters, digits and underscores, no digit first.
    fileprivate var isVariableName: Bool {
        guard let first = utf8.first, !(48...57).contains(first), utf8.count <= 128 else { return false }
        return utf8.allSatisfy {
            (65...90).contains($0) || (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
        }
    }
}
