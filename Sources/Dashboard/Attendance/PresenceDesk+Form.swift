import Domain
import Hummingbird

/// Reports by API and page.
extension PresenceDesk {
    /// The fields of a report.
    static let fields = ["kind", "latitude", "longitude", "accuracy_m", "source", "mock", "at", "lead"]
    private static let sourceBytesMax = 32

    init(_ context: DashboardContext) {
        self.init(
            views: context.views, history: context.history, rules: context.attendance(),
            zone: context.workspace().zone, seal: context.seal)
    }

    /// What a form reports of a rep, judged and sealed; nil after findings.
    ///
    /// - Parameter source: Who tells it where the form does not say.
    func deed(
        of rep: RepID, _ form: inout ActionForm, source: String = "api", _ context: DashboardContext
    ) async throws(APIError) -> Deed? {
        guard context.reps().contains(where: { $0.id == rep }) else { throw .noRep(rep) }
        let kind = kind(&form)
        let lead = form.lead("lead")
        if lead != nil, let kind, kind != .visit { form.fail("lead", "Only a visit is for a lead.") }
        let told = place(&form)
        let said = form.text("source", bytesMax: PresenceDesk.sourceBytesMax)
        if !said.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) {
            form.fail("source", "Expected a word such as browser.")
        }
        let now = context.now()
        var report = PresenceReport(rep: rep, kind: kind ?? .seen, lead: lead, doneAt: form.time("at"))
        do throws(PresenceRefusal) { _ = try report.time(receivedAt: now) } catch {
            form.fail("at", error.description)
        }
        guard kind != nil, form.findings.isEmpty else { return nil }
        do throws(Failure) {
            report = try await self.report(report, at: told, source: said.isEmpty ? source : said, now: now)
        } catch {
            throw APIError(error)
        }
        return .presence(report)
    }

    private func kind(_ form: inout ActionForm) -> PresenceReport.Kind? {
        let words = PresenceReport.Kind.allCases.map(\.rawValue)
        let word = form.text("kind", isRequired: true)
        if let kind = PresenceReport.Kind(rawValue: word) { return kind }
        let hint = nearest(to: word, among: words).map { " Did you mean `\($0)`?" } ?? ""
        if !word.isEmpty { form.fail("kind", "Expected one of: \(words.joined(separator: ", ")).\(hint)") }
        return nil
    }

    private func place(_ form: inout ActionForm) -> ReportedPlace? {
        let former = form.findings.count
        let latitude = form.decimal("latitude", in: -90...90, "degrees from -90 to 90, such as -6.175392")
        let longitude = form.decimal("longitude", in: -180...180, "degrees from -180 to 180, such as 106.827153")
        let accuracy = form.decimal("accuracy_m", in: 0...1e9, "metres from 0")
        let isMock = form.flag("mock", otherwise: false)
        switch (latitude, longitude) {
        case (let latitude?, let longitude?):
            return Place(latitude: latitude, longitude: longitude).map {
                ReportedPlace($0, accuracyMetres: accuracy, isMock: isMock)
            }
        case (nil, nil): break
        case (nil, _): if form.findings.count == former { form.fail("latitude", "This is missing.") }
        case (_, nil): if form.findings.count == former { form.fail("longitude", "This is missing.") }
        }
        return nil
    }
}

extension APIError {
    static func noRep(_ id: RepID) -> APIError {
        APIError(
            status: .notFound, code: "not_found", message: "There is no rep \(id.prefix(100))",
            advice: "Use one of /api/v1/reps")
    }

    /// Why a report was not written.
    init(_ failure: PresenceDesk.Failure) {
        switch failure {
        case .refused(let refusal):
            let sentences = ActionText.sentences(refusal.description)
            let code =
                switch refusal {
                case .future, .tooOld: "not_allowed"
                case .noConsent: "no_consent"
                case .offDuty: "off_duty"
                }
            self.init(status: .conflict, code: code, message: sentences.problem, advice: sentences.advice)
        case .noPlaces:
            self.init(
                status: .conflict, code: "no_places", message: "This server takes no places",
                advice: "Leave out latitude and longitude")
        case .keys(let error):
            self.init(
                status: .serviceUnavailable, code: "position_keys", message: "The place cannot be sealed",
                advice: error.advice)
        case .storage(let error): self = .storage(error)
        }
    }
}
