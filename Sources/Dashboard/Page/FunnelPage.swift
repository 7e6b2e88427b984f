import Domain

/// The page as markup: a pure function of its model.
struct FunnelPage {
    let model: PageModel

    private var words: Words { model.words }

    var html: HTML {
        """
        <!doctype html>
        <html lang="\(words.language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(words.funnel) \u{00B7} \(model.workspace.name) \u{00B7} Corong</title>
        <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cpath fill='%230f766e' d='M2 3h20l-7.5 9.5v5L9.5 21v-8.5z'/%3E%3C/svg%3E">
        <noscript><meta http-equiv="refresh" content="30"></noscript>
        <style nonce="\(model.nonce)">\(PageStyle.css)</style>
        </head>
        <body>
        <a class="skip" href="#live">\(words.skip)</a>
        \(top)
        <main id="live" data-position="\(model.position)">
        \(head)
        \(funnel)
        \(facts)
        <div class="columns">
        \(ChannelTable(model: model).html)
        \(UncountedTable(model: model).html)
        \(RepTable(model: model).html)
        \(LeadTable(model: model).html)
        </div>
        </main>
        <footer><p>\(words.note) \(model.workspace.zone.name).</p></footer>
        <script nonce="\(model.nonce)">\(PageScript.javaScript)</script>
        </body>
        </html>

        """
    }

    private var top: HTML {
        let languages = Language.allCases.map { language -> HTML in
            let current: HTML = language == words.language ? " aria-current=\"true\"" : ""
            return """
                <a href="\(model.address(language: language))" hreflang="\(language.rawValue)"\(current)>\
                \(language.rawValue.uppercased())</a>
                """
        }
        return """
            <header class="top">
            <p class="brand"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 3h20l-7.5 9.5v5L9.5 21v-8.5z"/></svg>\
            <strong>Corong</strong> <span class="workspace"><bdi>\(model.workspace.name)</bdi></span></p>
            <p class="feed"><span class="on">\(words.live)</span><span class="off">\(words.notLive)</span></p>
            <nav class="switch small" aria-label="\(words.languageLabel)">\(languages)</nav>
            </header>
            """
    }

    private var head: HTML {
        let titles = [words.today, words.sevenDays, words.thirtyDays]
        let periods = zip(PageModel.Period.allCases, titles).map { period, title -> HTML in
            let current: HTML = period == model.period ? " aria-current=\"page\"" : ""
            return "<a href=\"\(model.address(period: period))\"\(current)>\(title)</a>"
        }
        return """
            <div class="head">
            <div><h1>\(words.funnel)</h1><p class="muted">\(words.days(model.report.range))</p></div>
            <nav class="switch" aria-label="\(words.period)">\(periods)</nav>
            </div>
            """
    }

    private var funnel: HTML {
        let steps = model.report.steps
        let most = max(1, steps.map(\.count).max() ?? 1)
        let rows = steps.indices.map { index -> HTML in
            let step = steps[index]
            let next = index + 1 < steps.count ? steps[index + 1].count : step.count
            let text = words.step(step.measure)
            let rate: HTML =
                index == 0
                ? ""
                : """
                <strong>\(words.percent(step.rate))</strong> \
                <small>\(words.of) \(words.step(steps[index - 1].measure).noun)</small>
                """
            return """
                <tr><th scope="row"><div class="step"><span class="label">\(text.title)<small>\(text.hint)</small></span>\
                \(FunnelShape(count: step.count, next: next, most: most, index: index).html)</div></th>\
                <td class="count">\(words.number(step.count))</td><td class="rate">\(rate)</td></tr>
                """
        }
        let empty: HTML =
            model.report.channels.isEmpty ? "<p class=\"empty\">\(words.nothingCounted)</p>" : ""
        return """
            <section class="card funnel" aria-label="\(words.funnel)">
            <table><thead class="unseen"><tr><th scope="col">\(words.step)</th><th scope="col">\(words.count)</th>\
            <th scope="col">\(words.ofPrevious)</th></tr></thead><tbody>\(rows)</tbody></table>
            \(empty)
            </section>
            """
    }

    private var facts: HTML {
        let lag = max(0, model.ledgerPosition - model.position)
        let state: HTML =
            lag == 0
            ? "<li class=\"good\">\(words.upToDate)</li>"
            : "<li class=\"busy\">\(words.behind) <strong>\(words.number(lag))</strong></li>"
        return """
            <ul class="facts">
            <li>\(words.newContacts) <strong>\(words.number(model.report.sums[.contacts]))</strong></li>
            <li>\(words.waiting) <strong>\(words.number(model.waiting))</strong></li>
            <li>\(words.deadLettersOpen) <strong>\(words.number(model.deadLettersOpen))</strong></li>
            \(state)
            </ul>
            """
    }
}

/// One slice of the funnel: as wide as its step above, as the next step below. Sizes are attributes, because inline styles are forbidden.
struct FunnelShape {
    let count: Int64
    let next: Int64
    let most: Int64
    let index: Int

    var html: HTML {
        // In thousandths of the width; what is not zero stays visible.
        let top = width(count)
        let bottom = min(top, width(next))
        return """
            <svg class="bar step\(index)" viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">\
            <polygon points="\(500 - top / 2),0 \(500 + top / 2),0 \(500 + bottom / 2),100 \(500 - bottom / 2),100"/></svg>
            """
    }

    private func width(_ count: Int64) -> Int64 {
        guard count > 0 else { return 0 }
        return max(8, Int64(Double(count) / Double(most) * 1000))
    }
}
