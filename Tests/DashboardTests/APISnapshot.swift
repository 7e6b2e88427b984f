/// What an address of the API answers, byte for byte: these strings are what programs out there read.
struct APISnapshot: Sendable, CustomStringConvertible {
    var path: String
    var body: String

    var description: String { path }

    static let all: [APISnapshot] = [
        APISnapshot(
            path: "/leads?limit=2",
            body: #"""
                {"leads":[{"id":"L52","contact":"C52","cycle":1,"joined":null,"stage":"new","score":0,"grade":null,"owner":null,\#
                "channel":"webform","opened_at":"2024-06-10T02:00:00Z","marketing_qualified_at":null,\#
                "sales_qualified_at":null,"assigned_at":null,"accepted_at":null,"value":null,"version":1,"signals":[],"clocks":[],"name":null,"last_at":null},\#
                {"id":"L41.2","contact":"C41.2","cycle":1,"joined":null,"stage":"sales_qualified","score":45,"grade":null,"owner":"ana",\#
                "channel":"whatsapp","opened_at":"2024-06-10T01:00:00Z",\#
                "marketing_qualified_at":"2024-06-10T01:00:00Z","sales_qualified_at":"2024-06-10T01:20:00.500Z",\#
                "assigned_at":"2024-06-10T01:20:01Z","accepted_at":null,"value":null,"version":3,"signals":[],"clocks":[],"name":"Siti \"Q\" <script>",\#
                "last_at":"2024-06-10T01:00:00Z"}],"next_before":"L41.2"}
                """#),
        APISnapshot(
            path: "/leads/L41.2",
            body: #"""
                {"lead":{"id":"L41.2","contact":"C41.2","cycle":1,"joined":null,"stage":"sales_qualified","score":45,"grade":null,"owner":"ana",\#
                "channel":"whatsapp","opened_at":"2024-06-10T01:00:00Z","marketing_qualified_at":"2024-06-10T01:00:00Z",\#
                "sales_qualified_at":"2024-06-10T01:20:00.500Z","assigned_at":"2024-06-10T01:20:01Z","accepted_at":null,\#
                "value":null,"version":3,"signals":[],"clocks":[]},"contact":{"id":"C41.2","name":"Siti \"Q\" <script>","channel":"whatsapp",\#
                "since":"2024-06-10T01:00:00Z"},"identifiers":[{"kind":"phone","value":"+6281234567890",\#
                "match":"+6281234567890","contact":"C41.2","strength":"provider","evidence":"41.2",\#
                "since":"2024-06-10T01:00:00Z","ended_by":null}],"conversations":[{"channel":"whatsapp","account":"1",\#
                "address":null,"messages":1,"first":"41.2","last":"41.2","last_at":"2024-06-10T01:00:00Z"}],\#
                "score_rows":[{"number":1,"rule":"asks-price","group":"engagement","points":50,"matched":"harga",\#
                "evidence":"41.2","at":"2024-06-10T01:00:00Z","configuration":1},{"number":2,"rule":"free-mail",\#
                "group":"negative","points":-5,"matched":null,"evidence":"41.2","at":"2024-06-10T01:00:00Z",\#
                "configuration":1}],"assignments":[{"number":1,"rep":"ana","at":"2024-06-10T01:00:00Z","cause":"41.2",\#
                "configuration":1,"reason":"pool","pool":null,"candidates":[{"rep":"ana","open":1,"weight":1,"capacity":2,"verdict":"picked",\#
                "detail":null,"words":"the only one who could: picked"},\#
                {"rep":"budi","open":0,"weight":0,"capacity":10,"verdict":"paused",\#
                "detail":null,"words":"paused: weight 0"}]}],"touches":[{"event":"41.2",\#
                "lead":"L41.2","at":"2024-06-10T01:00:00Z","referral":{"utm_source":"ig","ctwa_clid":"abc"}}],\#
                "facts":[{"event":"41.2","number":0,"kind":"lead","channel":"whatsapp","rep":null,\#
                "at":"2024-06-10T01:00:00Z","recorded_at":"2024-06-10T06:45:00Z","configuration":1,"inferred":false,\#
                "retraction":false,"value":null}],"history":{"stages":[{"stage":"new","at":"2024-06-10T01:00:00Z",\#
                "cause":"41.2","configuration":1,"inferred":false,"rep":null,"value":null,"reason":null},\#
                {"stage":"marketing_qualified","at":"2024-06-10T01:00:00Z","cause":"41.2","configuration":1,\#
                "inferred":false,"rep":null,"value":null,"reason":null},{"stage":"sales_qualified",\#
                "at":"2024-06-10T01:20:00.500Z","cause":"41.2","configuration":1,"inferred":false,"rep":null,\#
                "value":null,"reason":null}],"actions":[]},"events":[{"id":"41.2","kind":"message","channel":"whatsapp",\#
                "outcome":"counted","reason":"wa_id","at":"2024-06-10T01:00:00Z","contact":"C41.2","lead":"L41.2",\#
                "event":{"kind":"message","text":"Berapa harga <b>?"}}]}
                """#),
        APISnapshot(
            path: "/leads/L41.2/explain",
            body: #"""
                {"lead":"L41.2","stage":"sales_qualified","score":{"points":45,"scored_at":"2024-06-10T01:00:00Z",\#
                "at":"2024-06-10T01:00:00Z","sum_of_rows":45,"adds_up":true,"rows":[{"points":50,"value":50,\#
                "total":50,"rule":"asks-price","group":"engagement","weight":50,"cut":null,"decay":null,\#
                "matched":"harga","evidence":"41.2","lead":"L41.2","at":"2024-06-10T01:00:00Z",\#
                "configuration":1},{"points":-5,"value":-5,"total":45,"rule":"free-mail","group":"negative",\#
                "weight":-5,"cut":null,"decay":null,"matched":null,"evidence":"41.2","lead":"L41.2",\#
                "at":"2024-06-10T01:00:00Z","configuration":1}]},"counted_with":null,"joined":[],"alone":null,\#
                "stages":[{"stage":"new",\#
                "at":"2024-06-10T01:00:00Z"},{"stage":"marketing_qualified","at":"2024-06-10T01:00:00Z"},\#
                {"stage":"sales_qualified","at":"2024-06-10T01:20:00.500Z"}],"route":{"number":1,"rep":"ana",\#
                "at":"2024-06-10T01:00:00Z","cause":"41.2","configuration":1,"reason":"pool","pool":null,"candidates":[{"rep":"ana",\#
                "open":1,"weight":1,"capacity":2,"verdict":"picked",\#
                "detail":null,"words":"the only one who could: picked"},{"rep":"budi","open":0,"weight":0,\#
                "capacity":10,"verdict":"paused",\#
                "detail":null,"words":"paused: weight 0"}]}}
                """#),
        APISnapshot(
            path: "/leads/L52/explain",
            body: #"""
                {"lead":"L52","stage":"new","score":{"points":0,"scored_at":"2024-06-10T02:00:00Z",\#
                "at":"2024-06-10T02:00:00Z","sum_of_rows":0,"adds_up":true,"rows":[]},"counted_with":null,\#
                "joined":[],"alone":null,"stages":[{"stage":"new","at":"2024-06-10T02:00:00Z"}],"route":null}
                """#),
        APISnapshot(
            path: "/funnel",
            body: #"""
                {"from":"2024-06-10","to":"2024-06-11","zone":"Asia/Jakarta","steps":[{"step":"touches",\#
                "count":8,"rate":null},{"step":"leads","count":4,"rate":{"numerator":4,"denominator":8,\#
                "percent":50.0}},{"step":"marketing_qualified","count":2,"rate":{"numerator":2,"denominator":4,\#
                "percent":50.0}},{"step":"sales_qualified","count":1,"rate":{"numerator":1,"denominator":2,\#
                "percent":50.0}},{"step":"assigned","count":1,"rate":{"numerator":1,"denominator":1,\#
                "percent":100.0}}],"contacts":3,"received":{"deliveries":9,"items":10},\#
                "not_counted":{"duplicates":2,"noted":1,"awaited":0,"quarantined":1,"ignored":0,"unknown":0,\#
                "dead_letters":0},"channels":[{"channel":"whatsapp","steps":[{"step":"touches","count":6,\#
                "rate":null},{"step":"leads","count":3,"rate":{"numerator":3,"denominator":6,"percent":50.0}},\#
                {"step":"marketing_qualified","count":2,"rate":{"numerator":2,"denominator":3,"percent":66.7}},\#
                {"step":"sales_qualified","count":1,"rate":{"numerator":1,"denominator":2,"percent":50.0}},\#
                {"step":"assigned","count":1,"rate":{"numerator":1,"denominator":1,"percent":100.0}}]},\#
                {"channel":"webform","steps":[{"step":"touches","count":2,"rate":null},{"step":"leads",\#
                "count":1,"rate":{"numerator":1,"denominator":2,"percent":50.0}},{"step":"marketing_qualified",\#
                "count":0,"rate":{"numerator":0,"denominator":1,"percent":0.0}},{"step":"sales_qualified",\#
                "count":0,"rate":{"numerator":0,"denominator":0,"percent":null}},{"step":"assigned","count":0,\#
                "rate":{"numerator":0,"denominator":0,"percent":null}}]}]}
                """#),
        APISnapshot(
            path: "/kpi?from=2024-06-08&to=2024-06-11",
            body: #"""
                {"from":"2024-06-08","to":"2024-06-11","zone":"Asia/Jakarta","by":"channel",\#
                "definitions":[{"id":"touches","version":1,"formula":"counted"},{"id":"contacts","version":1,\#
                "formula":"contacts"},{"id":"leads","version":1,"formula":"leads"},{"id":"marketing_qualified",\#
                "version":1,"formula":"marketing_qualified"},{"id":"sales_qualified","version":1,\#
                "formula":"sales_qualified"},{"id":"assigned","version":1,"formula":"assigned"},\#
                {"id":"marketing_qualified_rate","version":1,"formula":"marketing_qualified / leads"},\#
                {"id":"sales_qualified_rate","version":1,"formula":"sales_qualified / marketing_qualified"},\#
                {"id":"lead_to_sales_qualified_rate","version":1,"formula":"sales_qualified / leads"},\#
                {"id":"assigned_rate","version":1,"formula":"assigned / sales_qualified"}],\#
                "rows":[{"channel":"email","touches":0,"contacts":0,"leads":0,"marketing_qualified":0,\#
                "sales_qualified":0,"assigned":0,"marketing_qualified_rate":{"numerator":0,"denominator":0,\#
                "percent":null},"sales_qualified_rate":{"numerator":0,"denominator":0,"percent":null},\#
                "lead_to_sales_qualified_rate":{"numerator":0,"denominator":0,"percent":null},\#
                "assigned_rate":{"numerator":0,"denominator":0,"percent":null}},{"channel":"webform",\#
                "touches":2,"contacts":0,"leads":1,"marketing_qualified":0,"sales_qualified":0,"assigned":0,\#
                "marketing_qualified_rate":{"numerator":0,"denominator":1,"percent":0.0},\#
                "sales_qualified_rate":{"numerator":0,"denominator":0,"percent":null},\#
                "lead_to_sales_qualified_rate":{"numerator":0,"denominator":1,"percent":0.0},\#
                "assigned_rate":{"numerator":0,"denominator":0,"percent":null}},{"channel":"whatsapp",\#
                "touches":10,"contacts":3,"leads":3,"marketing_qualified":2,"sales_qualified":1,"assigned":1,\#
                "marketing_qualified_rate":{"numerator":2,"denominator":3,"percent":66.7},\#
                "sales_qualified_rate":{"numerator":1,"denominator":2,"percent":50.0},\#
                "lead_to_sales_qualified_rate":{"numerator":1,"denominator":3,"percent":33.3},\#
                "assigned_rate":{"numerator":1,"denominator":1,"percent":100.0}}],"total":{"touches":12,\#
                "contacts":3,"leads":4,"marketing_qualified":2,"sales_qualified":1,"assigned":1,\#
                "marketing_qualified_rate":{"numerator":2,"denominator":4,"percent":50.0},\#
                "sales_qualified_rate":{"numerator":1,"denominator":2,"percent":50.0},\#
                "lead_to_sales_qualified_rate":{"numerator":1,"denominator":4,"percent":25.0},\#
                "assigned_rate":{"numerator":1,"denominator":1,"percent":100.0}}}
                """#),
        APISnapshot(
            path: "/kpi?by=day&from=2024-06-09&to=2024-06-11",
            body: #"""
                {"from":"2024-06-09","to":"2024-06-11","zone":"Asia/Jakarta","by":"day",\#
                "definitions":[{"id":"touches","version":1,"formula":"counted"},{"id":"contacts","version":1,\#
                "formula":"contacts"},{"id":"leads","version":1,"formula":"leads"},{"id":"marketing_qualified",\#
                "version":1,"formula":"marketing_qualified"},{"id":"sales_qualified","version":1,\#
                "formula":"sales_qualified"},{"id":"assigned","version":1,"formula":"assigned"},\#
                {"id":"marketing_qualified_rate","version":1,"formula":"marketing_qualified / leads"},\#
                {"id":"sales_qualified_rate","version":1,"formula":"sales_qualified / marketing_qualified"},\#
                {"id":"lead_to_sales_qualified_rate","version":1,"formula":"sales_qualified / leads"},\#
                {"id":"assigned_rate","version":1,"formula":"assigned / sales_qualified"}],\#
                "rows":[{"day":"2024-06-09","touches":0,"contacts":0,"leads":0,"marketing_qualified":0,\#
                "sales_qualified":0,"assigned":0,"marketing_qualified_rate":{"numerator":0,"denominator":0,\#
                "percent":null},"sales_qualified_rate":{"numerator":0,"denominator":0,"percent":null},\#
                "lead_to_sales_qualified_rate":{"numerator":0,"denominator":0,"percent":null},\#
                "assigned_rate":{"numerator":0,"denominator":0,"percent":null}},{"day":"2024-06-10","touches":8,\#
                "contacts":3,"leads":4,"marketing_qualified":2,"sales_qualified":1,"assigned":1,\#
                "marketing_qualified_rate":{"numerator":2,"denominator":4,"percent":50.0},\#
                "sales_qualified_rate":{"numerator":1,"denominator":2,"percent":50.0},\#
                "lead_to_sales_qualified_rate":{"numerator":1,"denominator":4,"percent":25.0},\#
                "assigned_rate":{"numerator":1,"denominator":1,"percent":100.0}}],"total":{"touches":8,\#
                "contacts":3,"leads":4,"marketing_qualified":2,"sales_qualified":1,"assigned":1,\#
                "marketing_qualified_rate":{"numerator":2,"denominator":4,"percent":50.0},\#
                "sales_qualified_rate":{"numerator":1,"denominator":2,"percent":50.0},\#
                "lead_to_sales_qualified_rate":{"numerator":1,"denominator":4,"percent":25.0},\#
                "assigned_rate":{"numerator":1,"denominator":1,"percent":100.0}}}
                """#),
        APISnapshot(
            path: "/dead-letters",
            body: #"""
                {"dead_letters":[{"position":50,"channel":"email","received_at":"2024-06-08T01:00:00Z",\#
                "problem":"This is not JSON","advice":"Look at the body","attempts":0,"resolved_by":null}]}
                """#),
        APISnapshot(
            path: "/dead-letters?all=true&limit=2",
            body: #"""
                {"dead_letters":[{"position":50,"channel":"email","received_at":"2024-06-08T01:00:00Z",\#
                "problem":"This is not JSON","advice":"Look at the body","attempts":0,"resolved_by":null},\#
                {"position":40,"channel":"email","received_at":"2024-06-07T01:00:00Z","problem":"No id",\#
                "advice":"Fix the channel file","attempts":1,"resolved_by":55}]}
                """#),
        APISnapshot(
            path: "/quarantine",
            body: #"""
                {"quarantine":[{"id":"45","kind":"spam","channel":"webform","outcome":"quarantined",\#
                "reason":"trap","at":"2024-06-10T06:45:00Z","contact":null,"lead":null,"event":null}],"next_before":null}
                """#),
        APISnapshot(
            path: "/quarantine?before=45&limit=1", body: #"{"quarantine":[],"next_before":null}"#),
        APISnapshot(
            path: "/entries/41",
            body: #"""
                {"position":41,"kind":"delivery","channel":"whatsapp","received_at":"2024-06-10T06:45:00Z",\#
                "headers":[{"name":"content-type","value":"application/json"},{"name":"x-hub-signature-256",\#
                "value":"sha256=ab"},{"name":"authorization","value":null}],"body_bytes":7,\#
                "body_base64":"eyJhIjoxfQ==","events":[{"id":"41.2","kind":"message","channel":"whatsapp",\#
                "outcome":"counted","reason":"wa_id","at":"2024-06-10T01:00:00Z","contact":"C41.2",\#
                "lead":"L41.2"}],"dead_letter":null}
                """#),
        APISnapshot(
            path: "/entries/50",
            body: #"""
                {"position":50,"kind":"delivery","channel":"email","received_at":"2024-06-10T06:45:00Z",\#
                "headers":[],"body_bytes":1,"body_base64":"/w==","events":[],"dead_letter":{"position":50,\#
                "channel":"email","received_at":"2024-06-08T01:00:00Z","problem":"This is not JSON",\#
                "advice":"Look at the body","attempts":0,"resolved_by":null}}
                """#),
        APISnapshot(
            path: "/reps",
            body: #"""
                {"reps":[{"id":"ana","name":"Ana Putri","team":"Jakarta","open":2,"capacity":2,"weight":1,\#
                "configured":true,"on_duty_since":null,"seen_at":null,\#
                "site":null,"consents_to_position":false},{"id":"budi","name":"Budi","team":null,"open":0,"capacity":10,"weight":0,\#
                "configured":true,"on_duty_since":null,"seen_at":null,\#
                "site":null,"consents_to_position":false},{"id":"gone","name":"gone","team":null,"open":1,"capacity":0,"weight":0,\#
                "configured":false,"on_duty_since":null,"seen_at":null,\#
                "site":null,"consents_to_position":false}],"waiting_leads":1}
                """#),
        APISnapshot(
            path: "/status",
            body: #"""
                {"workspace":"toko","zone":"Asia/Jakarta","now":"2024-06-10T06:45:02Z","state_position":60,\#
                "ledger_position":62,"lag_entries":2,"waiting_leads":1,"outbox_items":4,"ready":true,\#
                "reasons":[]}
                """#),
    ]
}
