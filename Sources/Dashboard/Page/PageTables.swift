import Domain
import Storage

/// The funnel of each channel in one row.
struct ChannelTable {
    let model: PageModel

    var html: HTML {
        let words = model.words
        let heads = FunnelReport.stepMeasures.map { measure -> HTML in
            "<th scope=\"col\" class=\"number\">\(words.step(measure).title)</th>"
        }
        let rows = model.report.channels.map { channel -> HTML in
            let counts = FunnelReport.stepMeasures.map { measure -> HTML in
                "<td class=\"number\">\(words.number(channel.sums[measure]))</td>"
            }
            return """
                <tr><th scope="row"><bdi>\(channel.channel)</bdi></th>\(counts)\
                <td class="number">\(words.percent(FunnelReport.leadToSalesQualified(channel.sums)))</td></tr>
                """
        }
        let empty: HTML = "<p class=\"empty\">\(words.nothingCounted)</p>"
        let table: HTML = """
            <div class="scroll" role="region" tabindex="0" aria-label="\(words.channels)">\
            <table class="even"><thead><tr><th scope="col">\(words.channel)</th>\(heads)\
            <th scope="col" class="number">\(words.leadToSales)</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        return """
            <section class="card wide" aria-label="\(words.channels)"><h2>\(words.channels)</h2>
            \(rows.isEmpty ? empty : table)
            </section>
            """
    }
}

/// What came in and was not counted, and why.
struct UncountedTable {
    let model: PageModel

    var html: HTML {
        let words = model.words
        let rows = FunnelReport.uncountedMeasures.map { measure -> HTML in
            let text = words.reasons[measure] ?? (measure.rawValue, "")
            let count = model.report.sums[measure]
            let zero: HTML = count == 0 ? " zero" : ""
            return """
                <tr><th scope="row">\(text.title)<small>\(text.hint)</small></th>\
                <td class="number\(zero)">\(words.number(count))</td></tr>
                """
        }
        return """
            <section class="card" aria-label="\(words.uncounted)"><h2>\(words.uncounted)</h2>
            <p class="muted">\(words.uncountedIntro)</p>
            <table><thead class="unseen"><tr><th scope="col">\(words.reason)</th><th scope="col">\(words.count)</th></tr></thead>\
            <tbody>\(rows)</tbody></table></section>
            """
    }
}

/// Who sells, and how much each has to do.
struct RepTable {
    let model: PageModel

    var html: HTML {
        let words = model.words
        let rows = model.reps.map { rep -> HTML in
            """
            <tr><th scope="row"><bdi>\(rep.name)</bdi>\(note(rep))</th><td class="load">\(load(rep))</td>\
            <td class="number">\(words.number(rep.open))\(capacity(rep))</td></tr>
            """
        }
        let empty: HTML = "<p class=\"empty\">\(words.noReps)</p>"
        let table: HTML = """
            <table><thead><tr><th scope="col">\(words.rep)</th><th scope="col" class="number" colspan="2">\
            \(words.openOfCapacity)</th></tr></thead><tbody>\(rows)</tbody></table>
            """
        return """
            <section class="card" aria-label="\(words.reps)"><h2>\(words.reps)</h2>
            \(rows.isEmpty ? empty : table)
            </section>
            """
    }

    private func capacity(_ rep: RepRow) -> HTML {
        rep.isConfigured ? "<span class=\"of\"> / \(model.words.number(rep.capacity))</span>" : ""
    }

    private func note(_ rep: RepRow) -> HTML {
        guard rep.isConfigured else { return "<small>\(model.words.notConfigured)</small>" }
        var parts: [HTML] = []
        if let team = rep.team { parts.append("<bdi>\(team)</bdi>") }
        if rep.weight == 0 { parts.append("\(model.words.paused)") }
        if let since = rep.onDutySince {
            let time = model.words.moment(since, in: model.workspace.zone)
            parts.append("<span class=\"duty\">\(model.words.onDuty) \(time)</span>")
        }
        guard let first = parts.first else { return "" }
        let line = parts.dropFirst().reduce(into: first) { $0 += " \u{00B7} \($1)" }
        return "<small>\(line)</small>"
    }

    private func load(_ rep: RepRow) -> HTML {
        guard rep.isConfigured else { return "" }
        let share = rep.capacity > 0 ? min(1000, Int64(Double(rep.open) / Double(rep.capacity) * 1000)) : 1000
        let full: HTML = rep.open >= rep.capacity ? " full" : ""
        return """
            <svg class="meter\(full)" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="track" width="1000" height="10"/><rect class="used" width="\(max(share, 0))" height="10"/></svg>
            """
    }
}

/// The newest leads; names only for those who showed a token.
struct LeadTable {
    let model: PageModel

    var html: HTML {
        let words = model.words
        let link: HTML =
            model.showsNames || model.leads.isEmpty
            ? "" : "<a class=\"more\" href=\"\(model.address(names: true))\" rel=\"nofollow\">\(words.showNames)</a>"
        let nameHead: HTML = model.showsNames ? "<th scope=\"col\">\(words.name)</th>" : ""
        let empty: HTML = "<p class=\"empty\">\(words.noLeads)</p>"
        let rows = model.leads.map { row($0) }
        let table: HTML = """
            <div class="scroll" role="region" tabindex="0" aria-label="\(words.newestLeads)">\
            <table><thead><tr><th scope="col">\(words.lead)</th>\(nameHead)<th scope="col">\(words.stage)</th>\
            <th scope="col" class="number">\(words.score)</th><th scope="col">\(words.channel)</th>\
            <th scope="col">\(words.owner)</th><th scope="col" class="number">\(words.opened)</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
        return """
            <section class="card wide" aria-label="\(words.newestLeads)"><div class="title"><h2>\(words.newestLeads)</h2>\(link)</div>
            \(model.leads.isEmpty ? empty : table)
            </section>
            """
    }

    private func row(_ summary: LeadSummary) -> HTML {
        let words = model.words
        let lead = summary.lead
        let id = PublicID.lead(lead.id)
        let name: HTML = model.showsNames ? "<td class=\"name\"><bdi>\(summary.name ?? "\u{2013}")</bdi></td>" : ""
        let title: HTML = model.showsNames ? "<a href=\"api/v1/leads/\(id)/explain\">\(id)</a>" : "\(id)"
        return """
            <tr><th scope="row" class="id">\(title)</th>\(name)\
            <td><span class="stage \(lead.stage.word)">\(words.stages[lead.stage] ?? lead.stage.word)</span></td>\
            <td class="number">\(words.number(lead.score))</td><td><bdi>\(lead.channel)</bdi></td>\
            <td><bdi>\(lead.owner.map { model.repName($0) } ?? "\u{2013}")</bdi></td>\
            <td class="number"><time datetime="\(lead.openedAt.description)">\
            \(words.moment(lead.openedAt, in: model.workspace.zone))</time></td></tr>
            """
    }
}
