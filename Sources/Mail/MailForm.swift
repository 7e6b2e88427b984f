/// The answers in a mail by which a website hands on its form.
///
/// Websites send plain lines (`Nama: Siti`), tables, or labels and answers on lines of their own; all come out as the
/// same pairs. What the customer writes may hold lines like these, so only a question that has no answer yet ends the
/// message.
public struct MailForm: Sendable, Hashable {
    /// The customer's name.
    public var name: String?
    /// Lower-cased address.
    public var email: String?
    /// As written.
    public var phone: String?
    /// What the customer wrote.
    public var message: String?
    /// Answers to other questions in the order of the mail, each label once.
    public var fields: [Field] = []

    /// One answer.
    public struct Field: Sendable, Hashable {
        /// As written, without the colon.
        public var label: String
        /// Never empty.
        public var value: String
    }

    private static let fieldsMax = 60
    private static let labelBytesMax = 48
    private static let linesMax = 400

    /// Nil when there are not at least two answers.
    ///
    /// - Parameter text: LF line ends.
    init?(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(Self.linesMax).map {
            $0.trimmedAtStart.trimmedAtEnd
        }
        var count = 0
        var index = 0
        while index < lines.count, count < Self.fieldsMax {
            if Self.isEnd(lines[index]) { break }
            guard let (label, first) = Self.pair(lines, at: &index) else {
                index += 1
                continue
            }
            let role = Role(label)
            var value = first
            if role == .message || first.isEmpty {
                value = rest(lines, &index, first, isMessage: role == .message)
            }
            if !value.isEmpty, take(label, value, role) { count += 1 }
        }
        guard count >= 2 else { return nil }
    }

    private mutating func take(_ label: String, _ value: String, _ role: Role?) -> Bool {
        switch role {
        case .name where name == nil: name = value
        case .sender where name == nil && email == nil:
            let address = HeaderText.addresses(Array(value.utf8)).first
            name = address?.name ?? (address == nil ? value : nil)
            email = address?.address
        case .email where email == nil:
            guard let address = HeaderText.addresses(Array(value.utf8)).first else { return false }
            email = address.address
        case .phone where phone == nil: phone = value
        case .message where message == nil: message = value
        case .footer: return false
        default:
            guard !fields.contains(where: { $0.label == label }) else { return false }
            fields.append(Field(label: label, value: value))
        }
        return true
    }

    /// `Nama: Siti`, or a known label on a line of its own; `index` moves behind the label's line.
    private static func pair(_ lines: [String], at index: inout Int) -> (label: String, value: String)? {
        let line = lines[index]
        if let colon = line.firstIndex(where: { $0 == ":" || $0 == "\u{FF1A}" }) {
            let label = line[..<colon].trimmedAtEnd
            let value = line[line.index(after: colon)...]
            let isWord = label.first?.isLetter == true || label.first == "*"
            let isSpaced = value.isEmpty || value.first == " " || value.first?.isASCII == false || label.last == " "
            guard isWord, isSpaced || Role(label) != nil, label.utf8.count <= labelBytesMax,
                label.split(separator: " ").count <= 6, !value.hasPrefix("//")
            else { return nil }
            index += 1
            return (label.filter { $0 != "*" }.trimmedAtEnd, value.trimmedAtStart)
        }
        guard line.utf8.count <= labelBytesMax, let role = Role(line), role != .footer else { return nil }
        index += 1
        return (line.filter { $0 != "*" }, "")
    }

    /// The answer below its label; a message reaches to a question that has no answer yet.
    private func rest(_ lines: [String], _ index: inout Int, _ first: String, isMessage: Bool) -> String {
        var value = first.isEmpty ? [] : [first]
        while index < lines.count {
            let line = lines[index]
            var next = index
            let isLabel = isMessage ? isOpen(Role(line.labelText)) : Self.pair(lines, at: &next) != nil
            if isLabel || Self.isEnd(line) { break }
            if line.isEmpty, !value.isEmpty, !isMessage { break }
            value.append(line)
            index += 1
        }
        return value.joined(separator: "\n").trimmedAtStart.trimmedAtEnd
    }

    private func isOpen(_ role: Role?) -> Bool {
        switch role {
        case .name: name == nil
        case .email: email == nil
        case .phone: phone == nil
        case .footer: true
        case .message, .sender, nil: false
        }
    }

    /// Rules, and what form programs write below.
    private static func isEnd(_ line: String) -> Bool {
        if line.hasPrefix("--") || line.hasPrefix("__") { return true }
        let lower = line.lowercased()
        return FormPhrases.ends.contains { lower.hasPrefix($0) }
    }

    /// What a question asks for.
    enum Role {
        case name, email, phone, message, sender, footer

        /// Nil for a question that asks for nothing of a person.
        init?(_ label: String) {
            guard label.utf8.count <= labelBytesMax else { return nil }
            let plain = label.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "/" }
            guard let role = FormPhrases.roles[plain.trimmedAtStart.trimmedAtEnd] else { return nil }
            self = role
        }
    }
}

extension String {
    /// What stands before the colon; all of it without one.
    fileprivate var labelText: String {
        firstIndex(where: { $0 == ":" || $0 == "\u{FF1A}" }).map { String(self[..<$0]) } ?? self
    }
}
