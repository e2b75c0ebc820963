/** The looks of the page, light and dark. */
export const style = `
:root { color-scheme: light dark; --paper: #fbfaf8; --card: #ffffff; --ink: #1d2126; --soft: #646c76; --line: #e4e2dd;
  --right: #2f7d5b; --wrong: #c2412d; --ask: #b98a1c; --person: #5a6acf; --accent: #3b5bdb; }
@media (prefers-color-scheme: dark) { :root { --paper: #14161a; --card: #1b1e24; --ink: #e9ebee; --soft: #9aa3ad; --line: #2c313a;
  --right: #57b98c; --wrong: #f0816d; --ask: #dcb454; --person: #96a4ff; --accent: #8aa2ff; } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
main { max-width: 900px; margin: 0 auto; padding: 48px 20px 80px }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 8px; letter-spacing: -0.01em; text-wrap: balance }
h2 { font-size: 19px; margin: 0 0 4px }
header p { font-size: 17px; margin: 0; max-width: 68ch }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 24px; margin-top: 20px }
.soft, .legend, th, svg text { color: var(--soft); fill: var(--soft) }
p.soft { margin: 0 0 16px; max-width: 68ch }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px; margin: 16px 0 0; padding: 0; list-style: none }
.figures b { display: block; font-size: 30px; font-variant-numeric: tabular-nums; line-height: 1.15 }
.bar { display: flex; height: 22px; border-radius: 8px; overflow: hidden; gap: 2px }
.right { background: var(--right) } .wrong { background: var(--wrong) } .ask { background: var(--ask) } .person { background: var(--person) }
.right-ink { color: var(--right) } .wrong-ink { color: var(--wrong) } .ask-ink { color: var(--ask) } .person-ink { color: var(--person) }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 14.5px }
th { font-weight: 500; text-align: right; padding: 6px 10px; vertical-align: bottom }
td { text-align: right; padding: 6px 10px; border-top: 1px solid var(--line); white-space: nowrap }
th:first-child, td:first-child, td.text { text-align: left } td.text { white-space: normal }
tr.is-chosen td { background: color-mix(in srgb, var(--accent) 12%, transparent); font-weight: 600 }
svg { width: 100%; height: auto; display: block } svg text { font: 12.5px system-ui, sans-serif }
.grid { stroke: var(--line) } .seen { fill: none; stroke: var(--accent); stroke-width: 2.5 }
.bound { fill: none; stroke: var(--accent); stroke-width: 1.5; stroke-dasharray: 5 4 }
.band { fill: var(--accent); opacity: 0.12 } .target { stroke: var(--wrong); stroke-width: 1.5 }
svg text.on-target { fill: var(--wrong) } svg text.on-chosen { fill: var(--ink); font-weight: 600 }
.chosen { stroke: var(--ink); stroke-width: 1 } .dot { fill: var(--accent); stroke: var(--card); stroke-width: 1.5 }
.legend { font-size: 14px; margin: 12px 0 0 } .key { display: inline-block; width: 22px; margin: 0 6px 4px 14px; vertical-align: middle }
.key:first-child { margin-left: 0 } .seen-key { border-top: 3px solid var(--accent) } .bound-key { border-top: 2px dashed var(--accent) }
.chosen-key { width: 10px; height: 10px; border-radius: 50%; background: var(--accent) }
.pair { border-top: 1px solid var(--line); padding: 12px 0 } .pair:first-of-type { border-top: 0 }
.pair h3 { font-size: 15.5px; margin: 0 0 4px; font-weight: 600 } .pair ul { margin: 0; padding-left: 20px }
.pair small { color: var(--soft); font-variant-numeric: tabular-nums }
code { font: 0.93em ui-monospace, monospace } .columns { display: grid; grid-template-columns: 1fr 1fr; gap: 28px; align-items: start }
@media (max-width: 640px) { .figures { grid-template-columns: 1fr 1fr } .columns { grid-template-columns: 1fr }
  .curve { min-width: 34rem } section { padding: 18px 16px } }
`;
