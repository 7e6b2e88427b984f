/// The last few thousand answers. Bounded: when a generation is full, the one before it is forgotten.
struct PhoneCache {
    struct Key: Hashable {
        let digits: PhoneDigits
        let origin: PhoneOrigin
    }

    private let generationMax: Int
    private var young: [Key: PhoneNumber?] = [:]
    private var old: [Key: PhoneNumber?] = [:]

    init(entriesMax: Int) {
        generationMax = max(1, entriesMax / 2)
    }

    /// The answer remembered for a key; the outer nil means that none is.
    subscript(key: Key) -> PhoneNumber?? {
        mutating get {
            if let answer = young[key] { return answer }
            guard let answer = old[key] else { return nil }
            remember(answer, for: key)
            return answer
        }
    }

    mutating func remember(_ answer: PhoneNumber?, for key: Key) {
        if young.count >= generationMax {
            old = young
            young = [:]
        }
        young[key] = .some(answer)
    }

    /// How many answers are held.
    var count: Int { young.count + old.count }
}
