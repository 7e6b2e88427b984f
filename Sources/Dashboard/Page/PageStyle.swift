/// How the page looks. One colour with five depths: the further a lead has come, the deeper.
enum PageStyle {
    static let css: HTML = """

        :root{--paper:#f6f5f1;--card:#fff;--ink:#1b2426;--muted:#5a676a;--line:#e4e3dc;--track:#f1f0ea;--accent:#0f766e;
        --s0:#b5dcd4;--s1:#7fc2b7;--s2:#46a295;--s3:#1a7f74;--s4:#0b5a53;--warn:#b45309;--pill:#eceae3;
        --shadow:0 1px 2px rgb(27 36 38/.05),0 8px 24px -16px rgb(27 36 38/.18)}
        @media (prefers-color-scheme:dark){:root{--paper:#111617;--card:#191f21;--ink:#e9eeed;--muted:#9dabab;--line:#2a3335;
        --track:#1f2729;--accent:#5fd4c4;--s0:#24504c;--s1:#2c6f68;--s2:#359388;--s3:#45b8aa;--s4:#7ce3d5;--warn:#f0b35f;
        --pill:#273032;--shadow:none}}
        *{box-sizing:border-box}
        html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Ubuntu,sans-serif;background:var(--paper);
        color:var(--ink);-webkit-text-size-adjust:100%;font-variant-numeric:tabular-nums}
        body{margin:0 auto;max-width:74rem;padding:0 1.5rem 2rem}
        h1,h2,p,ul{margin:0}h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.02em;font-weight:650}
        h2{font-size:1rem;font-weight:650;letter-spacing:-.005em}
        a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
        .duty{color:var(--accent);white-space:nowrap}small{font-size:.8125rem;color:var(--muted);font-weight:400}.muted{color:var(--muted);font-size:.9375rem}
        .unseen,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .skip:focus{position:absolute;top:.5rem;left:.5rem;background:var(--card);padding:.5rem 1rem;z-index:1}
        .top{display:flex;align-items:center;gap:1rem;padding:1.125rem 0;border-bottom:1px solid var(--line)}
        .brand{display:flex;align-items:center;gap:.5rem;min-width:0;flex:1}
        .brand svg{width:1.375rem;height:1.375rem;fill:var(--accent);flex:none}
        .workspace{color:var(--muted);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .workspace::before{content:"/";margin-right:.5rem;color:var(--line)}
        .feed{font-size:.8125rem;color:var(--muted);white-space:nowrap}
        .feed span::before{content:"";display:inline-block;width:.5rem;height:.5rem;border-radius:50%;margin-right:.45rem;
        background:var(--muted)}.feed .on{display:none}[data-live=on] .feed .on{display:inline}
        [data-live=on] .feed .off{display:none}[data-live=on] .feed .on::before{background:var(--s2)}
        .switch{display:flex;gap:.125rem;background:var(--pill);border-radius:.625rem;padding:.1875rem;flex:none}
        .switch a{padding:.3125rem .875rem;border-radius:.5rem;color:var(--muted);text-decoration:none;font-size:.9375rem;
        white-space:nowrap}.switch a:hover{color:var(--ink)}
        .switch [aria-current]{background:var(--card);color:var(--ink);font-weight:550;box-shadow:0 1px 2px rgb(0 0 0/.1)}
        .small a{padding:.125rem .5rem;font-size:.8125rem}
        .head{display:flex;justify-content:space-between;align-items:end;gap:1rem;margin:2rem 0 1.25rem}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.875rem;padding:1.25rem 1.5rem;
        box-shadow:var(--shadow);min-width:0}
        table{width:100%;border-collapse:collapse}th{text-align:left;font-weight:500}td,th{padding:.5rem 0;vertical-align:middle}
        thead th{font-size:.8125rem;color:var(--muted);font-weight:400;padding-top:.25rem}
        tbody tr+tr>*,thead:not(.unseen)+tbody tr:first-child>*{border-top:1px solid var(--line)}
        .number{text-align:right;padding-left:1rem;white-space:nowrap}th small{display:block;line-height:1.35}
        .zero,.of{color:var(--muted)}.empty{color:var(--muted);padding:.75rem 0}
        .funnel tbody tr>*{border:0;padding:0 0 3px}.step{display:flex;align-items:center;gap:1.25rem}
        .label{width:12rem;flex:none;line-height:1.25}.label small{margin-top:.1rem}
        .bar{display:block;flex:1;min-width:0;height:3.5rem}.track{fill:var(--track)}
        .step0 polygon{fill:var(--s0)}.step1 polygon{fill:var(--s1)}.step2 polygon{fill:var(--s2)}
        .step3 polygon{fill:var(--s3)}.step4 polygon{fill:var(--s4)}
        .funnel .count{width:6.5rem;text-align:right;font-size:1.5rem;font-weight:600;letter-spacing:-.02em;padding-left:1.25rem}
        .funnel .rate{width:11rem;padding-left:1.25rem;line-height:1.25;white-space:nowrap}.rate strong{font-weight:600}
        .facts{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.375rem 1.75rem;margin:1rem .25rem 1.75rem;
        color:var(--muted);font-size:.9375rem}.facts strong{color:var(--ink);font-weight:600}
        .good::before,.busy::before{content:"\\2713";color:var(--accent);margin-right:.4rem}
        .busy::before{content:"\\2026";color:var(--warn)}
        .columns{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1.25rem}.wide{grid-column:1/-1}
        .card h2{margin-bottom:.5rem}.card p.muted{margin-bottom:.375rem}.title{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
        .more{font-size:.875rem}.scroll{overflow-x:auto;margin:0 -1.5rem;padding:0 1.5rem}.scroll td,.scroll th{white-space:nowrap}
        .scroll td,.scroll thead th:not(:first-child){padding-left:1.5rem}
        .name{max-width:16rem;overflow:hidden;text-overflow:ellipsis}.id{font-weight:500}time{color:var(--muted)}
        .load{width:34%;padding-left:1rem}.meter{display:block;width:100%;height:.5rem;border-radius:.25rem}
        .used{fill:var(--s2)}.full .used{fill:var(--warn)}
        .stage{display:inline-block;padding:.0625rem .625rem;border-radius:1rem;background:var(--pill);font-size:.8125rem}
        .stage.sales_qualified,.stage.opportunity,.stage.won{background:var(--accent);color:var(--card)}
        .stage.marketing_qualified{box-shadow:inset 0 0 0 1px var(--s2);background:none}
        footer{color:var(--muted);font-size:.8125rem;margin-top:1.5rem}
        @media (max-width:56rem){.columns{grid-template-columns:minmax(0,1fr)}.label{width:8.5rem}
        .funnel .rate{width:5rem}.rate small{display:none}}
        @media (max-width:40rem){body{padding:0 1rem 1.5rem}.card{padding:1rem}.scroll{margin:0 -1rem;padding:0 1rem}
        .head{flex-direction:column;align-items:stretch;margin-top:1.25rem}.switch:not(.small) a{flex:1;text-align:center}
        .feed .off{display:none}.top{gap:.75rem}
        .step{flex-direction:column;align-items:stretch;gap:.375rem}.label{width:auto}.label small{white-space:nowrap}
        .bar{flex:none;width:calc(100% + 8.25rem);max-width:none;height:1.75rem}
        .funnel tbody tr>*{padding-bottom:.625rem;vertical-align:top}.funnel .count{font-size:1.25rem;width:4.5rem;padding-left:.5rem}
        .funnel .rate{width:3.75rem;padding-left:.5rem;text-align:right;line-height:1.875rem}.rate strong{font-weight:500}
        .facts{gap:.25rem 1.25rem}.feed .on{font-size:0}.scroll td,.scroll thead th:not(:first-child){padding-left:1rem}}
        @media (min-width:56.01rem){.even{table-layout:fixed}}
        @media print{.switch,.feed,.more{display:none}.card{break-inside:avoid;box-shadow:none}}

        """
}
