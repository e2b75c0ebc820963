import {
	comparisonSection,
	comparisonStyle,
	type Html,
	html,
	type KeptCorrection,
} from "@baton/core/learning";
import type { GateView } from "./learning-gate.js";

/**
 * The page for whoever looks after the bot. Plain HTML: it reads itself again every few seconds, which would cut off what
 * takes longer to open, so that opens beside it.
 */
export function gateHtml(view: GateView): string {
	return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>The gate of Toko Senja</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<header>
<h1>The gate of Toko Senja</h1>
<p>In use: the shop's own examples${view.learned === 0 ? "" : ` and ${plural(view.learned, "example")} from people`}.</p>
${view.canGoBack ? button("back", "Go back to the one before") : ""}
<p><a href="thresholds" target="_blank">What each threshold would mean</a></p>
</header>
${taught(view)}
${tried(view)}
</main>
</body>
</html>
`.markup;
}

function taught({ corrections, learned, candidate }: GateView): Html {
	const labelled = corrections.filter(({ intent }) => intent !== undefined).length;
	const isNew = labelled > (candidate?.learned ?? learned);
	return html`<section>
<h2>1. What people said</h2>
${corrections.length === 0 ? html`<p>Nothing yet. Ask the bot what it does not know, then use its draft at the desk and say what the customer meant.</p>` : correctionTable(corrections)}
${isNew ? button("train", `Try a recognizer that has learned from ${plural(labelled, "example")}`) : ""}
</section>`;
}

function correctionTable(corrections: readonly KeptCorrection[]): Html {
	const rows = corrections
		.slice(0, 50)
		.map(
			({ text, recognized, how, intent }) =>
				html`<tr><td><q>${text}</q></td><td>${recognized?.intent ?? "–"} <small>${recognized?.confidence?.toFixed(2) ?? ""}</small></td><td>${deeds[how]}</td><td>${meaning(intent)}</td></tr>\n`,
		);
	return html`<div class="scroll"><table>
<thead><tr><th scope="col">the customer wrote</th><th scope="col">the bot understood</th><th scope="col">then</th><th scope="col">meant was</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

const deeds = {
	sent: "its draft was sent",
	corrected: "its draft was corrected",
	discarded: "its draft was discarded",
	chosen: "the customer chose",
} as const satisfies Record<KeptCorrection["how"], string>;

function meaning(intent: string | null | undefined): Html {
	if (intent === undefined) return html`<small>nobody said</small>`;
	return html`<b>${intent ?? "none of these"}</b>`;
}

function tried({ candidate }: GateView): Html {
	if (candidate === undefined) return html``;
	return html`<section>
<h2>2. Beside the one in use</h2>
<p>The candidate has learned from ${plural(candidate.learned, "example")} from people. It is asked about everything that customers write, and nobody gets its answers yet. What it has learned from flatters it: look at the messages that are not labelled.</p>
${button("use", "Put it in place")}
${comparisonSection(candidate.summary)}
</section>`;
}

function button(action: string, label: string): Html {
	return html`<form method="post" action="${action}"><button>${label}</button></form>`;
}

function plural(count: number, word: string): string {
	return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

const style = `
:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif;background:light-dark(#fbfaf8,#1b1b20);color:light-dark(#1d1d22,#ececf1)}
body{margin:0}
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.6rem;margin:0}
h2{font-size:1.15rem;margin:2.5rem 0 .75rem}
header p{margin:.25rem 0 1rem;color:light-dark(#5b5b66,#a9a9b6)}
button{font:inherit;font-weight:600;padding:.55rem 1rem;border:0;border-radius:.6rem;background:light-dark(#2f6f5e,#6cc3a8);color:light-dark(#fff,#10231d);cursor:pointer}
a{color:light-dark(#2f6f5e,#6cc3a8)}
header button{background:light-dark(#ebe8e2,#2b2b33);color:inherit}
form{margin:1rem 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th{text-align:start;font-weight:600;color:light-dark(#5b5b66,#a9a9b6)}
th,td{padding:.4rem .75rem .4rem 0;border-bottom:1px solid light-dark(#e3e1dc,#34343d);vertical-align:top}
small{color:light-dark(#5b5b66,#a9a9b6)}
td:first-child{min-width:8rem}
q{overflow-wrap:anywhere}
${comparisonStyle}`;
