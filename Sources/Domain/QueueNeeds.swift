/// How much of the queue a batch has to know because its statements make one person of two, which frees a rep.
///
/// Few statements can: most senders go by what is one contact's alone. So the queue, which can be long, is seldom asked for.
public enum QueueNeeds {
    /// Most leads of the queue that are given away after one statement.
    public static let perUnion = 2

    /// How many leads of the queue the statements of a batch can give away at most.
    ///
    /// - Parameters:
    ///   - senders: What the sender of each statement goes by.
    ///   - known: What the state knew before the batch.
    public static func leads(for senders: [[Identifier]], _ known: Known) -> Int {
        let shared = shared(within: senders)
        return perUnion
            * senders.count { sender in
                if sender.contains(where: shared.contains) { return true }
                var contact: ContactID?
                for link in sender.lazy.flatMap({ known.identifiers[$0] ?? [] }) {
                    if let contact, contact != link.contact { return true }
                    contact = link.contact
                }
                // A new account beside what is another's already makes a second contact, which later statements can tie to the first.
                let accounts = sender.filter(\.kind.isAccount)
                return contact != nil && !accounts.isEmpty && accounts.allSatisfy { known.identifiers[$0] == nil }
            }
    }

    /// What may become several contacts' within the batch: what its senders share.
    ///
    /// Whoever goes by the same account and by the same things each time stays one contact; without an account, somebody else can have typed it.
    private static func shared(within senders: [[Identifier]]) -> Set<Identifier> {
        var first: [Identifier: Int] = [:]
        var shared: Set<Identifier> = []
        for (index, sender) in senders.enumerated() {
            for identifier in sender {
                let earlier = first[identifier] ?? index
                first[identifier] = earlier
                guard earlier != index else { continue }
                if senders[earlier] != sender || !sender.contains(where: \.kind.isAccount) { shared.insert(identifier) }
            }
        }
        return shared
    }
}
