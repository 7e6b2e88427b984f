import Channels
import Metrics

/// The counters of one channel, made when the channel is put in force and never per request.
struct ChannelCounters: Sendable {
    let accepted: Counter
    let handshake: Counter
    let tooLarge: Counter
    let busy: Counter
    let notStored: Counter
    let bytes: Counter
    let confirmations: Counter
    private let refused: [GateRefusal: Counter]

    init(channel: String) {
        func requests(_ result: String) -> Counter {
            Counter(label: "corong_receive_requests_total", dimensions: [("channel", channel), ("result", result)])
        }
        accepted = requests("accepted")
        handshake = requests("handshake")
        tooLarge = requests("too_large")
        busy = requests("busy")
        notStored = requests("not_stored")
        bytes = Counter(label: "corong_receive_bytes_total", dimensions: [("channel", channel)])
        confirmations = Counter(label: "corong_receive_confirmations_total", dimensions: [("channel", channel)])
        refused = Dictionary(uniqueKeysWithValues: GateRefusal.allCases.map { ($0, requests($0.rawValue)) })
    }

    func count(_ refusal: GateRefusal) { refused[refusal]?.increment() }
}

/// Counters of what belongs to no channel.
struct IntakeCounters: Sendable {
    let connections = Gauge(label: "corong_receive_connections")
    let refusedConnections = Counter(label: "corong_receive_connections_refused_total")
    let unknownPath = Counter(label: "corong_receive_unknown_path_total")
    let malformed = Counter(label: "corong_receive_malformed_total")
    let timedOut = Counter(label: "corong_receive_timed_out_total")
}

/// Counters of the durable writes.
struct CommitCounters: Sendable {
    let entries = Recorder(label: "corong_receive_commit_entries")
    let unacknowledged = Counter(label: "corong_receive_unacknowledged_total")
}
