/// Why what a rep reports is not taken, or not the place that comes with it.
public enum PresenceRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// It is said to happen later.
    case future
    /// It was told too late.
    case tooOld
    /// The rep has not agreed to tell where he is.
    case noConsent
    /// It was not in working time.
    case offDuty

    /// What is the matter, and what to do.
    public var description: String {
        switch self {
        case .future: "The time of the report lies in the future. Set the clock of the device right."
        case .tooOld:
            "The report is more than 24 hours old. Tell it to whoever settles the attendance."
        case .noConsent:
            "The rep has not agreed to tell where he is. Take down the consent first, or leave the place out."
        case .offDuty: "Places are only taken on duty. Check in first, or leave the place out."
        }
    }
}

extension PresenceReport {
    /// How far the clock of a device may be ahead.
    public static let secondsAheadMax: Int64 = 300
    /// How much later something may be told: a day out of reach.
    public static let secondsLateMax: Int64 = 86_400

    /// When it was: by the device, and never after it came in.
    public func time(receivedAt: Timestamp) throws(PresenceRefusal) -> Timestamp {
        guard let doneAt else { return receivedAt }
        guard doneAt <= receivedAt.adding(seconds: PresenceReport.secondsAheadMax) else { throw .future }
        guard doneAt >= receivedAt.adding(seconds: -PresenceReport.secondsLateMax) else { throw .tooOld }
        return min(doneAt, receivedAt)
    }
}

extension RepState {
    /// Why the place may not be taken that comes with a report; nil where it may.
    ///
    /// What happened before the rep last came or went cannot be told from this alone; such reports are looked into before they are written.
    public func refusal(ofPlaceAt time: Timestamp, in kind: PresenceReport.Kind) -> PresenceRefusal? {
        guard consentsToPosition else { return .noConsent }
        switch kind {
        case .checkIn, .checkOut: return nil
        case .visit, .seen:
            if let dutyChangedAt, time < dutyChangedAt { return nil }
            return onDutySince == nil ? .offDuty : nil
        }
    }
}
