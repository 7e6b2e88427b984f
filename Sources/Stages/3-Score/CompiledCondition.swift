import Domain

/// A condition whose word lists are numbers of lists in the matcher.
indirect enum CompiledCondition: Sendable {
    case all([CompiledCondition])
    case any([CompiledCondition])
    case not(CompiledCondition)
    case words(list: Int)
    case language([String])
    case channel([String])
    case account([String])
    case kind([EventKind])
    case form([String])
    case known(SenderField)
    case phonePrefix([String])
    case touch(TouchField, [String])
    case emailDomain([String])
    case companyMail(Bool)
    case answer(String, [String])
    case hours(Hours)
    case statements(atLeast: Int64)
    case afterSilence(seconds: Int64)
    case cycle(atLeast: Int64)
    case past([InquiryEnd])
    case daysSinceFirst(atLeast: Int64)

    init(_ condition: Condition, lists: inout [[String]]) {
        switch condition {
        case .all(let parts): self = .all(parts.map { CompiledCondition($0, lists: &lists) })
        case .any(let parts): self = .any(parts.map { CompiledCondition($0, lists: &lists) })
        case .not(let part): self = .not(CompiledCondition(part, lists: &lists))
        case .words(let phrases):
            let known = lists.firstIndex(of: phrases)
            if known == nil { lists.append(phrases) }
            self = .words(list: known ?? lists.count - 1)
        case .language(let codes): self = .language(codes)
        case .channel(let ids): self = .channel(ids)
        case .account(let ids): self = .account(ids)
        case .kind(let kinds): self = .kind(kinds)
        case .form(let ids): self = .form(ids)
        case .known(let field): self = .known(field)
        case .phonePrefix(let prefixes): self = .phonePrefix(prefixes)
        case .touch(let field, let values): self = .touch(field, values)
        case .emailDomain(let domains): self = .emailDomain(domains.map { $0.lowercased() })
        case .companyMail(let isCompany): self = .companyMail(isCompany)
        case .answer(let name, let values): self = .answer(name, values.map { $0.lowercased() })
        case .hours(let hours): self = .hours(hours)
        case .statements(let count): self = .statements(atLeast: count)
        case .afterSilence(let seconds): self = .afterSilence(seconds: seconds)
        case .cycle(let count): self = .cycle(atLeast: count)
        case .past(let ends): self = .past(ends)
        case .daysSinceFirst(let days): self = .daysSinceFirst(atLeast: days)
        }
    }
}
