import Domain
import JSON

/// Reads what a request wants to be done, and finds all that is wrong with it at once.
struct ActionForm {
    /// Something that is wrong, and what would be right.
    struct Finding: Sendable, Equatable {
        /// The field of the body, or the header.
        var field: String
        /// One sentence or two.
        var problem: String
    }

    /// A body has a few short fields and at most one note.
    static let bodyBytesMax = 64 << 10

    private let texts: [String: String]
    private let numbers: [String: String]
    private let flags: [String: Bool]
    private(set) var findings: [Finding] = []

    /// Reads a body: one JSON object, or nothing.
    ///
    /// - Parameter known: The fields that the address takes.
    init(_ body: [UInt8], known: [String]) throws(APIError) {
        var (texts, numbers, flags) = ([String: String](), [String: String](), [String: Bool]())
        var findings: [Finding] = []
        if !body.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
            let document: JSONDocument
            do throws(JSONError) { document = try JSONDocument(parsing: body) } catch {
                throw .badBody(error.problem, advice: error.advice)
            }
            var names: Set<String> = []
            let isObject = document.withRoot { root in
                root.forEachMember { key, value in
                    let name = key.string ?? ""
                    guard known.contains(name) else {
                        findings.append(ActionForm.unknown(name, known))
                        return
                    }
                    guard names.insert(name).inserted else {
                        findings.append(Finding(field: name, problem: "It is there more than once. Send it once."))
                        return
                    }
                    switch value.kind {
                    case .string: texts[name] = value.string
                    case .int, .uint, .double: numbers[name] = value.scalarText
                    case .bool: flags[name] = value.bool
                    case .null: break
                    case .object, .array: findings.append(Finding(field: name, problem: "Expected a single value."))
                    }
                }
                return root.kind == .object
            }
            guard isObject else { throw .badBody("The body is no JSON object", advice: "Send an object such as {}") }
        }
        (self.texts, self.numbers, self.flags, self.findings) = (texts, numbers, flags, findings)
    }

    private static func unknown(_ name: String, _ known: [String]) -> Finding {
        let name = name.cut(toBytes: 100)
        let hint = nearest(to: name, among: known).map { " Did you mean `\($0)`?" } ?? ""
        return Finding(field: name, problem: "There is no such field here.\(hint)")
    }

    mutating func fail(_ field: String, _ problem: String) { findings.append(Finding(field: field, problem: problem)) }

    /// A text of so many bytes at most; empty where it is missing.
    mutating func text(_ name: String, bytesMax: Int = Limits.reasonBytesMax, isRequired: Bool = false) -> String {
        if numbers[name] != nil || flags[name] != nil { fail(name, "Expected a text.") }
        let text = texts[name] ?? ""
        if text.utf8.count > bytesMax { fail(name, "The text is longer than \(bytesMax) bytes. Shorten it.") }
        let isBlank = text.allSatisfy(\.isWhitespace)
        if isRequired, isBlank, !findings.contains(where: { $0.field == name }) { fail(name, "This is missing.") }
        return isBlank ? "" : text
    }

    /// A whole number from 1; nil where it is missing.
    mutating func version(_ name: String) -> Int64? {
        guard let text = numbers[name] ?? texts[name] else { return nil }
        guard let number = Int64(text), number > 0 else {
            fail(name, "Expected the version of the lead that you saw, a number from 1.")
            return nil
        }
        return number
    }

    /// True or false.
    mutating func flag(_ name: String, otherwise fallback: Bool?) -> Bool {
        if let flag = flags[name] { return flag }
        if texts[name] != nil || numbers[name] != nil {
            fail(name, "Expected true or false.")
        } else if fallback == nil {
            fail(name, "This is missing. Say true or false.")
        }
        return fallback ?? false
    }

    /// An instant; nil where it is missing.
    mutating func time(_ name: String) -> Timestamp? {
        guard let text = texts[name] ?? numbers[name] else { return nil }
        guard let time = Timestamp(rfc3339: text) else {
            fail(name, "Expected a time such as 2024-06-10T13:45:00+07:00.")
            return nil
        }
        return time
    }

    /// A number that may have decimals, as a number or as a text; nil where it is missing.
    mutating func decimal(_ name: String, in range: ClosedRange<Double>, _ expected: String) -> Double? {
        guard let text = numbers[name] ?? texts[name] else {
            if flags[name] != nil { fail(name, "Expected \(expected).") }
            return nil
        }
        let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || [43, 45, 46, 69, 101].contains($0) }
        guard isPlain, let number = Double(text), range.contains(number) else {
            fail(name, "Expected \(expected).")
            return nil
        }
        return number
    }

    /// A lead; nil where it is missing.
    mutating func lead(_ name: String) -> LeadID? {
        guard let text = texts[name] ?? numbers[name] else { return nil }
        guard let id = PublicID.readLead(text) else {
            fail(name, "Expected the id of a lead, such as L41 or L41.2.")
            return nil
        }
        return id
    }

    /// A contact.
    mutating func contact(_ name: String, isRequired: Bool = true) -> ContactID? {
        guard let text = texts[name] ?? numbers[name] else {
            if isRequired { fail(name, "This is missing. Name a contact such as C41.") }
            return nil
        }
        guard let id = PublicID.readContact(text) else {
            fail(name, "Expected the id of a contact, such as C41 or C41.2.")
            return nil
        }
        return id
    }

    /// `amount`, a number or a text as people write it, in `currency` or that of the workspace.
    mutating func money(_ workspaceCurrency: String, isRequired: Bool) -> Money? {
        let currency = texts["currency"]?.uppercased()
        guard texts["amount"] != nil || numbers["amount"] != nil else {
            if isRequired {
                fail("amount", "This is missing. Say what the customer pays, in whole \(workspaceCurrency).")
            }
            return nil
        }
        do throws(MoneyError) {
            if let number = numbers["amount"] {
                return try Money.read(decimal: number, currency: currency ?? workspaceCurrency)
            }
            return try Money.read(texts["amount"] ?? "", currency: currency, otherwise: workspaceCurrency)
        } catch {
            fail(error.isAboutCurrency ? "currency" : "amount", error.description)
            return nil
        }
    }
}
