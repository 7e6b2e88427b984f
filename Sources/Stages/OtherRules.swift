public import Settings

extension RulesInForce {
    /// The same deliveries, decided by other settings: their scoring, their routing, and whatever else is about what was said.
    ///
    /// What a delivery means stays what it was: workspace, channels and mailboxes are those in force, and so are the seed and the version that
    /// rows name. So the events are the same under both, and leads can be compared one by one.
    public func deciding(by others: WorkspaceSettings) -> RulesInForce {
        var settings = others
        settings.workspace = self.settings.workspace
        settings.channels = self.settings.channels
        settings.mailboxes = self.settings.mailboxes
        return RulesInForce(position: position, settings: settings, channels: channels, seed: seed)
    }
}
