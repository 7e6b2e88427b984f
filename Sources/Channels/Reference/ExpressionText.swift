import Domain
import JSON

/// Compiled expressions in the notation of channel files.
enum ExpressionText {
    static func text(_ expression: TextExpression) -> String {
        switch expression {
        case .path(let path): path.path.text
        case .constant(let text): "{const: \(quoted(text))}"
        case .template(let parts): "{template: \(quoted(parts.map(template).joined()))}"
        case .join(let inner, let separator): "{join: \(list(inner)), with: \(quoted(separator))}"
        case .first(let inner): "{first: \(list(inner))}"
        case .choice(let condition, let then, let otherwise):
            "{if: \(condition.filter.text), then: \(text(then))\(member("else", otherwise))}"
        case .phone(let inner, let spelling):
            "{phone: \(text(inner))\(spelling == .international ? ", origin: international" : "")}"
        case .phoneIn(let inner): "{phone_in: \(text(inner))}"
        case .email(let inner): "{email: \(text(inner))}"
        case .lookup(let inner, let table, let otherwise):
            "{lookup: \(text(inner)), table: {\(pairs(table))}\(member("else", otherwise))}"
        case .stripPrefix(let inner, let prefix): "{strip_prefix: \(text(inner)), prefix: \(quoted(prefix))}"
        case .after(let inner, let prefix): "{after: \(text(inner)), text: \(quoted(prefix))}"
        case .before(let inner, let mark): "{before: \(text(inner)), text: \(quoted(mark))}"
        case .trim(let inner): "{trim: \(text(inner))}"
        case .rewritten(let inner, let rewriting): "{\(rewriting.rawValue): \(text(inner))}"
        case .lineValue(let inner, let names): "{line_value: \(text(inner)), names: [\(fields(names))]}"
        case .pick(let path, let condition, let then):
            "{pick: \(path.path.text)\(member("where", condition)), get: \(text(then))}"
        case .queryParameter(let inner, let name): "{query_param: \(text(inner)), name: \(quoted(name))}"
        case .host(let inner): "{host: \(text(inner))}"
        case .header(let name): "{header: \(name)}"
        case .memberName(let keys, let path):
            "{member: [\(keys.map(\.description).joined(separator: ", "))], of: \(path.path.text)}"
        case .entry(let inner, let path): "{entry: \(text(inner)), of: \(path.path.text)}"
        case .longest(let path): "{longest: \(path.path.text)}"
        case .htmlLines(let inner): "{html_text: \(text(inner)), paragraphs: line}"
        case .keptEmpty(let path): "{keep_empty: \(path.path.text)}"
        case .field(let names): "{field: [\(fields(names))]}"
        }
    }

    static func time(_ expression: TimeExpression) -> String {
        switch expression {
        case .epoch(let inner, let unit): "{epoch: \(text(inner)), unit: \(unit.rawValue)}"
        case .rfc3339(let inner, let assumesUTC): "{rfc3339: \(text(inner))\(assumesUTC ? ", assume_utc: true" : "")}"
        case .mailDate(let inner): "{rfc5322: \(text(inner))}"
        case .snowflake(let inner, let since): "{snowflake: \(text(inner)), since: \(since)}"
        case .first(let inner): "{first: [\(inner.map(time).joined(separator: ", "))]}"
        }
    }

    static func value(_ expression: DetailExpression) -> String {
        switch expression {
        case .text(let inner): text(inner)
        case .time(let inner): time(inner)
        case .raw(let path): "{raw: \(path.path.text)}"
        case .parsed(let inner): "{json: \(text(inner))}"
        case .phonesIn(let inner): "{phones_in: \(text(inner))}"
        case .number(let inner): "{number: \(text(inner))}"
        case .addresses(let sources): "{addresses: [\(sources.map(address).joined(separator: ", "))]}"
        case .strings(let path): "{strings: \(path.path.text)}"
        case .merge(let inner): "{merge: \(list(inner))}"
        case .object(let members):
            "{object: {\(members.map { "\($0.name): \(value($0.value))" }.joined(separator: ", "))}}"
        case .list(let path, let condition, let element):
            "{list: \(path.path.text)\(member("where", condition)), map: \(value(element))}"
        case .first(let inner): "{first: \(list(inner))}"
        case .flag(let condition): "{flag: \(condition.filter.text)}"
        case .present(let inner): "{present: \(text(inner))}"
        }
    }

    static func answers(_ expression: AnswerExpression) -> String {
        switch expression {
        case .otherFields(let named, let phones, let emails):
            "{other_fields: {except: [\(sorted(named.union(phones).union(emails).map(\.text)))]}}"
        case .members(let path, let except): "{members: \(path.path.text)\(exceptions(except))}"
        case .parsed(let inner, let except): "{json: \(text(inner))\(exceptions(except))}"
        }
    }

    static func key(_ rule: EventKeyRule) -> String {
        let parts = rule.parts.map { part in
            switch part {
            case .text(let expression): text(expression)
            case .digest(let expressions): "{digest: \(list(expressions))}"
            case .itemDigest: "{digest: item}"
            case .eventDigest: "{digest: event}"
            }
        }
        let window = rule.windowSeconds.map { " within \($0)s" } ?? ""
        return "[\(parts.joined(separator: ", "))]\(window)"
    }

    private static func address(_ source: AddressSource) -> String {
        switch source {
        case .path(let path): path.path.text
        case .text(let expression): text(expression)
        }
    }

    private static func template(_ part: TemplatePart) -> String {
        switch part {
        case .literal(let text): text
        case .path(let path): "{\(path.path.text)}"
        }
    }

    private static func list(_ expressions: [TextExpression]) -> String {
        "[\(expressions.map(text).joined(separator: ", "))]"
    }

    private static func list(_ expressions: [DetailExpression]) -> String {
        "[\(expressions.map(value).joined(separator: ", "))]"
    }

    private static func member(_ name: String, _ expression: TextExpression?) -> String {
        expression.map { ", \(name): \(text($0))" } ?? ""
    }

    private static func member(_ name: String, _ condition: ValueFilter?) -> String {
        condition.map { ", \(name): \($0.filter.text)" } ?? ""
    }

    private static func fields(_ names: [FormName]) -> String { names.map(\.text).joined(separator: ", ") }

    private static func exceptions(_ names: Set<String>) -> String {
        names.isEmpty ? "" : ", except: [\(sorted(Array(names)))]"
    }

    private static func sorted(_ names: [String]) -> String { names.sorted().joined(separator: ", ") }

    private static func pairs(_ table: [String: String]) -> String {
        table.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(quoted($0.value))" }.joined(separator: ", ")
    }

    /// In quotes where a reader of YAML would want them.
    static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 || $0 == 95 || $0 == 45 || $0 == 46 }
        if isPlain, !text.isEmpty { return text }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            + "\""
    }
}
