/// Every bound in one place, each with its unit in the name.
public enum Limits {
    /// Largest body any channel may allow.
    public static let bodyBytesMax = 32 << 20
    /// Body limit of a channel that states none (Meta sends up to 3 MB).
    public static let bodyBytesDefault = 4 << 20
    /// Request line and headers together.
    public static let headBytesMax = 32 << 10
    /// Headers of one request.
    public static let headersMax = 100
    /// Bytes of headers kept with an entry.
    public static let keptHeaderBytesMax = 8 << 10
    /// Items of one delivery; more is a dead letter, because event ids leave 12 bits for the item.
    public static let itemsPerDeliveryMax = 4095
    /// Nodes visited while one delivery is fanned out.
    public static let nodesPerDeliveryMax = 200_000
    /// Bytes of an identifier's value; longer ones are not identifiers.
    public static let identifierBytesMax = 256
    /// Contacts that one telephone or mail address leads to; beyond that it is nobody's.
    public static let ownersMax = 16
    /// Contacts that a program holds for one person; beyond that somebody has to look.
    public static let personContactsMax = 64
    /// Bytes of a name kept in the state.
    public static let nameBytesMax = 200
    /// Bytes of one value of a touch; what is longer is cut.
    public static let touchValueBytesMax = 1024
    /// Bytes of what an explanation quotes.
    public static let quotedBytesMax = 200
    /// Bytes of the reason that somebody gives for an action; what is longer is cut.
    public static let reasonBytesMax = 500
    /// Bytes of a note or of the wording of a consent; what is longer is cut.
    public static let noteBytesMax = 16 << 10
    /// Bytes of the key that a caller gives an action.
    public static let clientKeyBytesMax = 200
    /// Bytes of text that rules look at; the rest of a longer text is stored but not matched.
    public static let matchedTextBytesMax = 64 << 10
    /// Entries folded in one commit. Large, because neighbours in an index are then written together; a batch holds what there is, never waits.
    public static let batchEntriesMax = 4000
    /// Bytes of entries folded in one commit.
    public static let batchBytesMax = 16 << 20
    /// Entries in one durable write of the ledger.
    public static let appendEntriesMax = 1024
    /// Bytes in one durable write of the ledger.
    public static let appendBytesMax = 64 << 20
    /// Addresses of one mail that are remembered as taking part in its thread.
    public static let participantsMax = 32
    /// Messages that one mail may name as what it answers; the nearest count.
    public static let referencesMax = 32
    /// Rules of one scoring configuration.
    public static let scoringRulesMax = 1000
    /// Reps of one workspace.
    public static let repsMax = 5000
    /// Rows one page of a list holds at most.
    public static let pageRowsMax = 500
    /// Bytes of a configuration or channel file.
    public static let configurationBytesMax = 1 << 20
}
