import { strike } from "./connection.js";
import { element, found, keyed, setText } from "./element.js";
import { icon } from "./icons.js";
import { rateOf, sparkline, topOf } from "./sparkline.js";

/** @typedef {import("../view/screen.js").NodeCard} NodeCard */
/** @typedef {import("../view/screen.js").ProcessCard} ProcessCard */

const states = { starting: "starting", running: "running", frozen: "frozen", dead: "dead" };

/** @param {string} name */
function buttons(name) {
	return element(
		"div",
		{ class: "buttons" },
		element(
			"button",
			{ class: "kill", "aria-label": `Kill ${name}`, onclick: () => strike({ target: name, what: "kill" }) },
			icon("kill"),
			"kill -9",
		),
		element(
			"button",
			{
				class: "freeze",
				"aria-label": `Freeze ${name}`,
				onclick: () => strike({ target: name, what: "freeze" }),
			},
			icon("freeze"),
			"freeze",
		),
	);
}

/**
 * What processes and nodes have in common: a name, a state, a pid, two buttons.
 *
 * @param {"bot" | "bridge" | "redis"} kind
 * @param {string} name
 * @param {...HTMLElement} body
 */
function machine(kind, name, ...body) {
	const state = element("span", { class: "state" });
	const pid = element("span", { class: "pid" });
	const head = element("h3", {}, icon(kind), name);
	const card = element(
		"article",
		{ class: "machine", "data-kind": kind, "data-name": name, "aria-label": name },
		element("header", {}, head, state),
		...body,
		element("footer", {}, pid, buttons(name)),
	);

	/** @param {ProcessCard | NodeCard} shown */
	function update(shown) {
		card.dataset.state = shown.state;
		setText(state, states[shown.state]);
		setText(pid, shown.pid === undefined ? "no process" : `pid ${shown.pid}`);
		for (const button of card.querySelectorAll("button")) button.disabled = shown.state === "dead";
	}
	return { card, update };
}

/** @param {string} label */
function measure(label) {
	const { svg, draw } = sparkline();
	const rate = element("span", { class: "rate" });
	const row = element("div", { class: "measure" }, element("span", {}, label), svg, rate);

	/**
	 * @param {readonly number[]} values
	 * @param {number} top
	 */
	function update(values, top) {
		draw(values, top);
		setText(rate, `${rateOf(values)}/s`);
	}
	return { row, update };
}

/** Bots and bridges, with what each does in a second. */
export function workersView() {
	const place = found("workers");
	let tops = { turns: 1, commits: 1, sends: 1 };

	const show = keyed(
		/** @param {ProcessCard} process */
		({ name, role }) => {
			const [turns, commits, sends] = [measure("turns"), measure("commits"), measure("sends")];
			const desk = element("p", { class: "desk" });
			const body =
				role === "bot"
					? element("div", { class: "measures" }, turns.row, commits.row, sends.row)
					: element("div", { class: "measures" }, commits.row, desk);
			const { card, update } = machine(role, name, body);
			place.append(card);
			return { turns, commits, sends, desk, update };
		},
		(view, process) => {
			view.update(process);
			view.turns.update(process.turns, tops.turns);
			view.commits.update(process.commits, tops.commits);
			view.sends.update(process.sends, tops.sends);
			setText(view.desk, process.hasDesk ? "The desk is connected here" : "Stands by for the desk");
			view.desk.dataset.here = String(process.hasDesk);
		},
	);

	/** @param {readonly ProcessCard[]} processes */
	return (processes) => {
		tops = {
			turns: topOf(processes.map(({ turns }) => turns)),
			commits: topOf(processes.map(({ commits }) => commits)),
			sends: topOf(processes.map(({ sends }) => sends)),
		};
		for (const process of processes) show(process.name, process);
	};
}

/** The nodes of the cluster, those of one part of the data beside each other. */
export function nodesView() {
	const place = found("parts");
	/** @type {Map<number, HTMLElement>} */
	const parts = new Map();
	let top = 1;

	/** @param {number} part */
	function partOf(part) {
		const known = parts.get(part);
		if (known !== undefined) return known;
		const made = element(
			"div",
			{ class: "part" },
			element("p", { class: "part-name" }, `Part ${part} of the data`),
		);
		parts.set(part, made);
		place.append(made);
		return made;
	}

	const show = keyed(
		/** @param {NodeCard} node */
		({ name, part }) => {
			const commands = measure("commands");
			const role = element("span", { class: "role" });
			const { card, update } = machine("redis", name, commands.row);
			card.querySelector("h3")?.after(role);
			partOf(part).append(card);
			return { commands, role, card, update };
		},
		({ commands, role, card, update }, node) => {
			update(node);
			commands.update(node.commands, top);
			card.dataset.role = node.role;
			setText(role, node.role);
		},
	);

	/** @param {readonly NodeCard[]} nodes */
	return (nodes) => {
		top = topOf(nodes.map(({ commands }) => commands));
		for (const node of nodes) show(node.name, node);
	};
}
