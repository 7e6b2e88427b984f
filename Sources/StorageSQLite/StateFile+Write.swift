import Domain
import GRDBSQLite
import Storage

extension StateFile {
    /// Writes a batch inside the open transaction.
    func write(_ changes: Changes) throws(StorageError) {
        let found = try position()
        guard found == changes.from else { throw .positionMoved(expected: changes.from, found: found) }
        try contacts.write(changes.contacts, with: binder)
        try identifiers.write(changes.identifiers, with: binder)
        try conversations.write(changes.conversations, with: binder)
        try leads.write(changes.leads, with: binder)
        try scoreRows.write(changes.scoreRows, with: binder)
        try assignments.write(changes.assignments, with: binder)
        try repLoads.write(changes.repLoads, with: binder)
        try waiting.write(changes.waiting, with: binder)
        for lead in changes.noLongerWaiting {
            noLongerWaiting.bind(lead.code, at: 1)
            try noLongerWaiting.run()
        }
        try events.write(changes.events, with: binder)
        try seen.write(changes.seen, with: binder)
        try touches.write(changes.touches, with: binder)
        try facts.write(changes.facts, with: binder)
        try cells.write(changes.cells, with: binder)
        try voidCells.run()
        try deadLetters.write(changes.deadLetters, with: binder)
        try outbox.write(changes.outbox, with: binder)
        try configurations.write(changes.configurations, with: binder)
        writePosition.bind(changes.through, at: 1)
        writePosition.bind(Int64(changes.outbox.count), at: 2)
        try writePosition.run()
    }
}
