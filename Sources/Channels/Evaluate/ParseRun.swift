import Domain
import JSON
import Mail

/// Runs the parse steps of a program one within the other: what a step reads lives while the steps after it and the walk look at it.
struct ParseRun {
    /// Bytes that the steps of one delivery may read: not more than a delivery itself may be.
    static let bytesMax = Limits.bodyBytesMax

    let program: EventProgram
    let receivedAt: Timestamp
    let ownAddresses: [String]
    let body: (Evaluation) throws(NormaliseError) -> Normalised

    init(
        program: EventProgram, receivedAt: Timestamp, ownAddresses: [String],
        _ body: @escaping (Evaluation) throws(NormaliseError) -> Normalised
    ) {
        self.program = program
        self.receivedAt = receivedAt
        self.ownAddresses = ownAddresses
        self.body = body
    }

    /// What the body makes of the evaluation with all names bound.
    func run(_ evaluation: Evaluation) throws(NormaliseError) -> Normalised { try step(0, evaluation, bytes: 0) }

    private func step(_ index: Int, _ evaluation: Evaluation, bytes: Int) throws(NormaliseError) -> Normalised {
        guard index < program.parse.count else { return try body(evaluation) }
        let step = program.parse[index]
        var evaluation = evaluation
        // An earlier step of the same name has found something.
        guard evaluation.bindings[step.place] == nil else { return try self.step(index + 1, evaluation, bytes: bytes) }
        if case .json = step.reading, let value = readable(step.paths, evaluation) {
            evaluation.bindings[step.place] = value
            return try self.step(index + 1, evaluation, bytes: bytes)
        }
        var bytes = bytes
        guard let document = try document(step, &evaluation, &bytes) else {
            return try self.step(index + 1, evaluation, bytes: bytes)
        }
        return try document.withRoot { root throws(NormaliseError) in
            var inner = evaluation
            inner.bindings[step.place] = root
            return try self.step(index + 1, inner, bytes: bytes)
        }
    }

    /// JSON that needs no reading because it stands there as it is.
    private func readable(_ paths: [ValuePath], _ evaluation: Evaluation) -> JSONValue? {
        for path in paths {
            guard let value = path.first(in: evaluation.bindings) else { continue }
            switch value.kind {
            case .object, .array: return value
            case .string: return nil
            default: continue
            }
        }
        return nil
    }

    private func document(
        _ step: ParseStep, _ evaluation: inout Evaluation, _ bytes: inout Int
    ) throws(NormaliseError) -> JSONDocument? {
        for path in step.paths {
            switch step.reading {
            case .json:
                guard let text = try text(path, evaluation, &bytes) else { continue }
                // Not JSON after all is as good as absent, because the text itself stays in the ledger.
                if let document = try? JSONDocument(parsing: Array(text.utf8)) { return document }
            case .mail(let encoding):
                guard let text = try text(path, evaluation, &bytes), let mail = Self.mail(text, encoding) else {
                    continue
                }
                return read(mail)
            case .mailHeaders(let rule):
                guard let value = path.first(in: evaluation.bindings), let block = MailHeaderBlock(value) else {
                    continue
                }
                let mail = mail(block, rule, &evaluation)
                try charge(mail.count, &bytes)
                return read(mail)
            case .pairs(let rule):
                var reader = PairReader(rule, evaluation)
                let document = reader.document(path)
                evaluation.textBytes = reader.evaluation.textBytes
                guard evaluation.textBytes <= Evaluation.textBytesMax else {
                    throw .tooMuchText(bytesMax: Evaluation.textBytesMax)
                }
                if reader.isCut { throw .tooManyNodes(nodesMax: PairReader.membersMax) }
                if let document { return document }
            case .members:
                var list = MemberList(evaluation)
                let document = list.document(path)
                evaluation.textBytes = list.evaluation.textBytes
                guard evaluation.textBytes <= Evaluation.textBytesMax else {
                    throw .tooMuchText(bytesMax: Evaluation.textBytesMax)
                }
                if list.isCut { throw .tooManyNodes(nodesMax: MemberList.countMax) }
                if let document { return document }
            }
        }
        return nil
    }

    private func text(
        _ path: ValuePath, _ evaluation: Evaluation, _ bytes: inout Int
    ) throws(NormaliseError) -> String? {
        guard let text = path.first(in: evaluation.bindings)?.string, !text.isBlank else { return nil }
        try charge(text.utf8.count, &bytes)
        return text
    }

    private func charge(_ count: Int, _ bytes: inout Int) throws(NormaliseError) {
        bytes += count
        guard bytes <= Self.bytesMax else { throw .tooMuchText(bytesMax: Self.bytesMax) }
    }

    private func mail(
        _ block: MailHeaderBlock, _ rule: ParseStep.HeaderRule, _ evaluation: inout Evaluation
    ) -> [UInt8] {
        var block = block
        for (name, expression) in rule.added {
            if let value = evaluation.text(expression) { block.add(name, value) }
        }
        return block.mail(text: rule.text.flatMap { evaluation.text($0) })
    }

    private func read(_ mail: [UInt8]) -> JSONDocument {
        MailReader(ownAddresses: ownAddresses).read(mail, notAfter: receivedAt).document()
    }

    private static func mail(_ text: String, _ encoding: ParseStep.TextEncoding) -> [UInt8]? {
        switch encoding {
        case .text: Array(text.utf8)
        case .base64: Base64Text.bytes(of: text.utf8)
        case .auto: Base64Text.bytes(of: text.utf8) ?? Array(text.utf8)
        }
    }
}
