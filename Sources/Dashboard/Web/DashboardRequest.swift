import Hummingbird
import Logging

/// The name of a header.
typealias FieldName = HTTPFields.Element.Name

/// What belongs to one request while it is answered.
struct DashboardRequest: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who asks; nil until that is known.
    var access: Access?

    init(source: ApplicationRequestContextSource) { coreContext = CoreRequestContextStorage(source: source) }

    /// A request that came in without a connection, for calls from within the program.
    init(logger: Logger) { coreContext = CoreRequestContextStorage(source: DetachedSource(logger: logger)) }

    private struct DetachedSource: RequestContextSource {
        let logger: Logger
    }
}
