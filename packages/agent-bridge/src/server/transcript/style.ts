/** Light and dark, narrow and wide, and on paper. */
export const style = `
:root {
	color-scheme: light dark;
	--page: light-dark(#f5f3ee, #131412);
	--sheet: light-dark(#fffefc, #1a1b19);
	--line: light-dark(#e3ded3, #2c2e2a);
	--ink: light-dark(#211e18, #ecebe5);
	--ink-2: light-dark(#575145, #b4b2a8);
	--human: light-dark(#0b6854, #5bc8aa);
	--human-soft: light-dark(#e1efe9, #15302a);
	--bot: light-dark(#5f47b8, #b5a5f4);
	--bot-soft: light-dark(#f3f0fb, #211e30);
	--user-soft: light-dark(#ece8e0, #262723);
	--wait-soft: light-dark(#fbf1dd, #2e2617);
	--alarm: light-dark(#ac2b26, #f28e84);
}
* { box-sizing: border-box; }
body {
	margin: 0; background: var(--page); color: var(--ink);
	font: 1rem/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 48rem; margin: 2rem auto; padding: 2rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 16px; }
h1 { margin: 0 0 0.25rem; font-size: 1.4rem; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 0; font-size: 1rem; color: var(--ink-2); font-weight: 500; overflow-wrap: anywhere; }
.about, .event, footer, .kind, time { color: var(--ink-2); }
.about { margin: 0; overflow-wrap: anywhere; }
.tools { display: flex; gap: 1.25rem; flex-wrap: wrap; margin: 1rem 0 0; }
a { color: var(--human); }
.day { margin: 2rem 0 1rem; padding-bottom: 0.4rem; border-bottom: 1px solid var(--line); font-size: 0.85rem; font-weight: 600; color: var(--ink-2); }
article { width: fit-content; max-width: 85%; margin: 0 0 0.75rem; padding: 0.6rem 0.9rem; border-radius: 12px; background: var(--user-soft); }
article.bot { background: var(--bot-soft); margin-left: auto; }
article.human { background: var(--human-soft); margin-left: auto; }
article.note, article.draft { background: var(--wait-soft); max-width: 100%; width: auto; }
article.draft { background: none; border: 1px dashed var(--line); }
header { display: flex; gap: 0.5rem; align-items: baseline; flex-wrap: wrap; font-size: 0.85rem; }
header b { overflow-wrap: anywhere; }
time { font-size: 0.8rem; font-variant-numeric: tabular-nums; }
.label { font-size: 0.68rem; font-weight: 700; letter-spacing: 0.06em; padding: 0 0.4rem; border: 1px solid; border-radius: 6px; }
.bot .label { color: var(--bot); }
.human .label { color: var(--human); }
article p { margin: 0.15rem 0 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
footer { font-size: 0.8rem; margin-top: 0.25rem; }
footer.failed, footer.unknown { color: var(--alarm); font-weight: 600; }
.event { margin: 0 0 0.75rem; text-align: center; font-size: 0.85rem; overflow-wrap: anywhere; }
.kind { font-size: 0.85rem; overflow-wrap: anywhere; }
figure { margin: 0.4rem 0 0; }
img { display: block; max-width: 100%; max-height: 22rem; border-radius: 8px; }
.cards { display: flex; flex-wrap: wrap; gap: 0.6rem; margin-top: 0.4rem; }
.card { flex: 1 1 12rem; max-width: 20rem; padding: 0.7rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; }
.card h4 { margin: 0.3rem 0 0; font-size: 0.95rem; overflow-wrap: anywhere; }
.subtitle { color: var(--ink-2); font-size: 0.85rem; }
.choices { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 0.5rem 0 0; padding: 0; list-style: none; font-size: 0.85rem; }
.choices li { padding: 0.1rem 0.6rem; border: 1px solid var(--line); border-radius: 99px; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 0.8rem; margin: 0.4rem 0 0; font-size: 0.85rem; }
dt { color: var(--ink-2); } dd { margin: 0; overflow-wrap: anywhere; }
details { font-size: 0.85rem; margin-top: 0.25rem; } summary { cursor: pointer; color: var(--ink-2); }
@media (max-width: 40rem) { main { margin: 0; padding: 1rem; border: 0; border-radius: 0; } article { max-width: 95%; } }
@media print {
	:root { color-scheme: light; }
	body, main { background: none; } main { margin: 0; padding: 0; border: 0; max-width: none; }
	article, .card { break-inside: avoid; border: 1px solid #ccc; } .tools { display: none; } details:not([open]) { display: none; }
}
`;
