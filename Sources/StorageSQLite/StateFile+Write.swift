import Domain
import GRDBSQLite
import Storage

extension StateFile {
    /// Writes a batch inside the open transaction.
    func write(_ changes: Changes) throws(StorageError) {
        let found = try position()
        guard found == changes.from else { throw .positionMoved(expected: changes.from, found: found) }
        // A contact or lead bears the number of the event that brought it: one from this batch was not there before.
        try writers.contacts.write(changes.contacts, with: binder) { $0.id.position > changes.from }
        try writers.identifiers.write(changes.identifiers, with: binder)
        try writers.ties.write(changes.ties, with: binder)
        try writers.consents.write(changes.consents, with: binder)
        try writers.conversations.write(changes.conversations, with: binder)
        try writers.leads.write(changes.leads, with: binder) { $0.id.position > changes.from }
        try writers.newScoreRows.write(
            changes.scoreRows, with: binder, replacingBy: writers.scoreRows
        ) { $0.evidence.position > changes.from }
        try writers.assignments.write(changes.assignments, with: binder)
        try writers.repStates.write(changes.repStates, with: binder)
        for row in changes.repStates where row.isVoid {
            writers.voidRepState.bind(row.rep, at: 1)
            try writers.voidRepState.run()
        }
        try writers.repTurns.write(changes.repTurns, with: binder)
        try writers.waiting.write(changes.waiting, with: binder)
        for lead in changes.noLongerWaiting {
            writers.noLongerWaiting.bind(lead.code, at: 1)
            try writers.noLongerWaiting.run()
        }
        try writers.timers.write(changes.timers, with: binder)
        for key in changes.noLongerTimed {
            writers.noLongerTimed.bind(key.kind.rawValue, at: 1)
            writers.noLongerTimed.bind(key.lead.code, at: 2)
            try writers.noLongerTimed.run()
        }
        try writers.attendance.write(changes.attendance, with: binder)
        try writers.newEvents.write(
            changes.events, with: binder, replacingBy: writers.events
        ) { $0.id.position > changes.from }
        try writers.seen.write(changes.seen, with: binder)
        try writers.touches.write(changes.touches, with: binder)
        try writers.facts.write(changes.facts, with: binder)
        try writers.cells.write(changes.cells, with: binder)
        try writers.voidCells.run()
        try writers.deadLetters.write(changes.deadLetters, with: binder)
        try writers.outbox.write(changes.outbox, with: binder)
        try writers.settledOutbox.write(changes.settledOutbox, with: binder)
        try writers.configurations.write(changes.configurations, with: binder)
        try writers.messages.write(changes.messages, with: binder)
        try writers.fetches.write(changes.fetches, with: binder)
        try writers.mailboxes.write(changes.mailboxes, with: binder)
        try writers.actions.write(changes.actions, with: binder)
        try writers.actionKeys.write(changes.actionKeys, with: binder)
        if let time = changes.windowsOverBy {
            writers.windowsOver.bind(time.microseconds, at: 1)
            try writers.windowsOver.run()
        }
        try writers.windows.write(changes.windows, with: binder)
        writers.writePosition.bind(changes.through, at: 1)
        writers.writePosition.bind(Int64(changes.outbox.count), at: 2)
        try writers.writePosition.run()
    }
}
