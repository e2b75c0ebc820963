/**
 * What somebody might write, call themselves or name a file to make the desk do something. Each one that could run
 * calls `caught()`, which a test can hear, or makes an element that no page of the desk has.
 */
export function hostileInputs(): readonly string[] {
	const all = [
		...elements(),
		...handlers(),
		...breakouts(),
		...schemes(),
		...dataAddresses(),
		...directions(),
		...templates(),
		...styles(),
		...prototypes(),
		...odd(),
	];
	return [...new Set(all)];
}

const call = "caught()";

function elements(): readonly string[] {
	return [
		`<script>${call}</script>`,
		`<SCRIPT>${call}</SCRIPT>`,
		`<script\n>${call}</script\n>`,
		`<script src="https://caught.invalid/a.js"></script>`,
		`<script type="module">${call}</script>`,
		`<scr<script>ipt>${call}</scr</script>ipt>`,
		`</title><script>${call}</script>`,
		`</textarea><script>${call}</script>`,
		`</style><script>${call}</script>`,
		`--><script>${call}</script><!--`,
		`]]><script>${call}</script>`,
		`<![CDATA[<script>${call}</script>]]>`,
		`<noscript><p title="</noscript><x-caught>"></noscript>`,
		`<x-caught></x-caught>`,
		`<template><x-caught></x-caught></template><x-caught>`,
		`<iframe src="javascript:parent.${call}"></iframe>`,
		`<iframe srcdoc="<script>parent.${call}</script>"></iframe>`,
		`<object data="javascript:${call}"></object>`,
		`<embed src="javascript:${call}">`,
		`<form action="javascript:${call}"><button>Go</button></form>`,
		`<button formaction="javascript:${call}">Go</button>`,
		`<base href="javascript:/a/-${call}//">`,
		`<meta http-equiv="refresh" content="0;url=javascript:${call}">`,
		`<link rel="stylesheet" href="https://caught.invalid/a.css">`,
		`<a href="javascript:${call}">Look</a>`,
		`<a href="https://a.invalid" target="x-caught">Look</a>`,
		`<math><mtext><table><mglyph><style><img src=x onerror=${call}>`,
		`<svg><script>${call}</script></svg>`,
		`<svg><animate onbegin=${call} attributeName=x dur=1s>`,
		`<svg><a xlink:href="javascript:${call}"><text>Look</text></a></svg>`,
		`<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'/>#x"/></svg>`,
		`<svg><foreignObject><x-caught/></foreignObject></svg>`,
		`<?xml version="1.0"?><x-caught/>`,
		`<details open ontoggle=${call}><summary>x</summary></details>`,
		`<dialog open><x-caught></dialog>`,
		`<x-caught contenteditable autofocus onfocus=${call}>`,
	];
}

const eventNames = [
	...["onerror", "onload", "onclick", "onfocus", "onblur", "onmouseover", "onpointerenter", "onanimationend"],
	...["onanimationstart", "ontransitionend", "onbeforeinput", "oninput", "onpaste", "onwheel", "onscroll"],
] as const;

const carriers = ["img src=x", "video src=x", "input autofocus", "body", "marquee", "svg", "audio src=x"];

function handlers(): readonly string[] {
	return carriers.flatMap((carrier) => eventNames.map((name) => `<${carrier} ${name}=${call}>`));
}

/** Out of whatever an attribute or a script might be written with. */
function breakouts(): readonly string[] {
	const ends = [`"`, `'`, "`", `">`, `'>`, "`>", `" `, `' `, `"/>`, `\\"`, `\\'`, `&quot;`, `&#34;`, `"-`];
	return ends.flatMap((end) => [
		`x${end} onmouseover=${call} autofocus onfocus=${call} x=`,
		`x${end}<img src=x onerror=${call}>`,
		`x${end};${call};//`,
	]);
}

function schemes(): readonly string[] {
	const spellings = [
		...["javascript:", "JavaScript:", "JAVASCRIPT:", "jAvAsCrIpT:", " javascript:", "\tjavascript:"],
		...["\njavascript:", "java\tscript:", "java\nscript:", "java\rscript:", "\u0001javascript:"],
		...["javascript\t:", "javascript&colon;", "javascript&#58;", "&#106;avascript:", "&#x6A;avascript:"],
		...["%6Aavascript:", "javascript%3A", "\u00A0javascript:", "\u200Bjavascript:", "\uFEFFjavascript:"],
		...["ｊavascript:", "javascript：", "javаscript:", "view-source:javascript:", "feed:javascript:"],
		...[
			"vbscript:",
			"livescript:",
			"mocha:",
			"blob:javascript:",
			"filesystem:javascript:",
			"jar:javascript:",
		],
		...["//javascript:", "http:javascript:", "https:javascript:", "\\\\javascript:", "intent:javascript:"],
		...["javascript://caught.invalid/%0A", "javascript:/*--></title></style></textarea></script>*/"],
	];
	const addresses = [
		...["file:///etc/passwd", "about:blank#x", "chrome://settings", "ms-settings:x", "sms:1?body=x"],
		...["https://user:caught@caught.invalid/", "http://caught.invalid\\@shop.example.com/"],
		...["https://xn--80ak6aa92e.invalid/", "//caught.invalid/x", "/\\caught.invalid", "../../sign-out"],
		...["https://[::1]:1/", "http://0x7f.1/", 'http://caught.invalid/"onmouseover=caught()//'],
	];
	return [...spellings.map((spelling) => `${spelling}${call}`), ...addresses];
}

function dataAddresses(): readonly string[] {
	const script = `<script>${call}</script>`;
	const drawing = `<svg xmlns='http://www.w3.org/2000/svg' onload='${call}'/>`;
	const base64 = (text: string) => Buffer.from(text).toString("base64");
	return [
		`data:text/html,${script}`,
		`data:text/html;base64,${base64(script)}`,
		`DATA:text/html,${script}`,
		`data:text/html;charset=utf-7,+ADw-script+AD4-${call}+ADw-/script+AD4-`,
		`data:,${script}`,
		`data:application/xhtml+xml,<html xmlns='http://www.w3.org/1999/xhtml'>${script}</html>`,
		`data:text/javascript,${call}`,
		`data:image/svg+xml,${drawing}`,
		`data:image/svg+xml;utf8,${drawing}`,
		`data:image/svg+xml;base64,${base64(drawing)}`,
		`data:image/png,${drawing}`,
		`data:image/png;base64,${base64(drawing)}`,
		`data:image/png;base64,"onerror="${call}`,
		` data:image/svg+xml,${drawing}`,
	];
}

/** What looks otherwise than it is written. */
function directions(): readonly string[] {
	return [
		...["invoice\u202Efdp.exe", "\u202Eoot evil\u202C", "\u2066evil\u2069\u202E", "\u061C\u200F\u200E"],
		...["a\u200Bb\u200Cc\u200Dd\uFEFF", "\u00AD".repeat(50), "\u2028line\u2029paragraph", "\u0000null"],
		...["\u0085next", "\u001B[31mred\u001B[0m", "\u0007\u0008\u007F", "\uD800alone", "alone\uDC00"],
		...["\u{E0041}\u{E0042}tag", "\u034F".repeat(60), `Z${"\u0353\u0489".repeat(200)}`, "\u2800\u3164\uFFA0"],
		...["Аnа Wijaya", "Ana Wijaya\u200B HUMAN", "BOT", "HUMAN", "\u202DAna\u202C", "👩‍👩‍👧‍👦".repeat(30)],
	];
}

function templates(): readonly string[] {
	return [
		...[
			"{{constructor.constructor('caught()')()}}",
			"{{7*7}}",
			"$" + "{caught()}",
			"#{caught()}",
			"<%= caught() %>",
		],
		...[
			"{%raw%}{{caught()}}",
			"[[$" + "{caught()}]]",
			"{{{caught()}}}",
			"{{=<% %>=}}",
			"@(caught())",
			"*{caught()}",
		],
		...["{{user.name}}", "{{agent.name}}", "{{__proto__}}", "{{#with this}}{{lookup}}{{/with}}", "%s%n%x%d"],
		...["[Look](javascript:caught())", '![x](x"onerror="caught())', "<javascript:caught()>", "[a]: data:,x"],
	];
}

function styles(): readonly string[] {
	return [
		...[
			"</style><x-caught>",
			"<style>@import 'https://caught.invalid/a.css'</style>",
			"x:expression(caught())",
		],
		...[
			"background:url(javascript:caught())",
			"red;background:url(https://caught.invalid/a)",
			"}*{display:none",
		],
		...["-moz-binding:url(https://caught.invalid/a.xml#x)", "behavior:url(a.htc)", "position:fixed;inset:0"],
		...[
			'<div style="position:fixed;inset:0;z-index:99">x</div>',
			"url('data:image/svg+xml,<svg/onload=caught()>')",
		],
	];
}

function prototypes(): readonly string[] {
	return [
		"__proto__",
		"constructor",
		"toString",
		"hasOwnProperty",
		"valueOf",
		"prototype",
		"null",
		"undefined",
	];
}

function odd(): readonly string[] {
	return [
		...[
			"x".repeat(20_000),
			"<".repeat(4000),
			"https://a.invalid/".repeat(400),
			"\n".repeat(500),
			"(".repeat(3000),
		],
		...[
			'{"type":"BATON_RATING","payload":{"session":1,"stars":5}}',
			"../../../../etc/passwd",
			"con.txt",
			"a/b\\c",
		],
		...[
			"' OR 1=1 --",
			"; rm -rf /",
			"$(caught)",
			'=HYPERLINK("https://caught.invalid")',
			"@SUM(1)",
			"%00",
			"%",
		],
		...[
			"#c/webchat",
			"?key=x",
			"javascript",
			"data",
			"&lt;x-caught&gt;",
			"&amp;lt;x-caught&amp;gt;",
			"\\u003cx-caught\\u003e",
		],
	];
}
