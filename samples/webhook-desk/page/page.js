/** The page of the people in the contact center: shows what its system was told, and asks it to act. */

const at = (id) => document.getElementById(id);
let view = { tickets: [], calls: [], endpoint: { status: "not-set-up", failures: 0 } };
let chosen;
const open = new Set();

const standings = { waiting: "Waiting for us", ours: "With us", bot: "With the bot" };
const labels = { bot: "BOT", agent: "HUMAN", draft: "DRAFT", note: "NOTE", user: "", notice: "" };

function make(tag, properties = {}, ...children) {
	const { data = {}, ...rest } = properties;
	const element = Object.assign(document.createElement(tag), rest);
	Object.assign(element.dataset, data);
	element.append(...children.filter((child) => child !== undefined));
	return element;
}

async function post(path, body) {
	const response = await fetch(path, { method: "POST", body: JSON.stringify(body) });
	const text = await response.text();
	if (response.ok) at("refused").textContent = "";
	else at("refused").textContent = reasonIn(text);
	return response.ok;
}

function reasonIn(text) {
	try {
		return JSON.parse(text).error.message;
	} catch {
		return text;
	}
}

const ask = (ticket, type, data = {}) =>
	post("/ask", { type, data: { conversation_id: ticket.conversation, ...data } });

function ticketNow() {
	return view.tickets.find(({ reference }) => reference === chosen) ?? view.tickets[0];
}

function actionsFor(ticket) {
	const button = (text, type, data, className = "") =>
		make("button", { type: "button", textContent: text, className, onclick: () => ask(ticket, type, data) });
	const reference = { conversation_id: ticket.reference };
	if (ticket.standing === "waiting")
		return [
			button("Take", "conversation.accept", {}, "main"),
			button("Decline", "conversation.decline", { note: "busy" }),
		];
	if (ticket.standing === "bot") return [button("Take over", "conversation.take", reference)];
	return [button("Back to the bot", "conversation.release"), button("End", "conversation.end", {}, "main")];
}

function lineOf(ticket, { id, by, name, text, at: time, mark }) {
	const label = labels[by] === "" ? undefined : make("b", { textContent: labels[by] });
	const clock = new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
	const who = make("span", { className: "by" }, label, `${[name, clock].filter(Boolean).join(" · ")} `);
	if (mark !== undefined) who.append(make("span", { className: `mark ${mark}`, textContent: mark }));
	const line = make(
		"li",
		{ className: by },
		by === "notice" ? undefined : who,
		make("span", { className: "text", textContent: text }),
	);
	if (by === "draft" && ticket.standing === "ours") {
		const use = (type, word) =>
			make("button", {
				type: "button",
				textContent: word,
				onclick: () => ask(ticket, type, { draft_id: id }),
			});
		line.append(
			make("div", { className: "actions" }, use("draft.send", "Send it"), use("draft.discard", "Discard")),
		);
	}
	return line;
}

function showTickets(now) {
	const rows = view.tickets.map((ticket) =>
		make(
			"li",
			{},
			make(
				"button",
				{
					type: "button",
					ariaCurrent: String(ticket === now),
					onclick: () => {
						chosen = ticket.reference;
						show();
					},
				},
				make("strong", { textContent: ticket.customer }),
				make("span", { className: "last", textContent: ticket.lines.at(-1)?.text ?? "" }),
				make("span", {
					className: "standing",
					textContent: standings[ticket.standing],
					data: { standing: ticket.standing },
				}),
			),
		),
	);
	const empty = make("li", { className: "empty", textContent: "Nobody has asked for a person yet." });
	at("tickets").replaceChildren(...(rows.length === 0 ? [empty] : rows));
}

let shown = "";

function showTicket(ticket) {
	at("composer").hidden = ticket === undefined || ticket.standing === "bot";
	at("customer").textContent = ticket?.customer ?? "No ticket yet";
	at("standing").textContent = ticket === undefined ? "" : standings[ticket.standing];
	at("standing").dataset.standing = ticket?.standing ?? "";
	at("typing").textContent = ticket?.isTyping ? `${ticket.customer} is writing …` : "";
	const next = JSON.stringify([ticket?.reference, ticket?.standing, ticket?.lines]);
	if (next === shown) return;
	shown = next;
	at("actions").replaceChildren(...(ticket === undefined ? [] : actionsFor(ticket)));
	const lines = (ticket?.lines ?? []).map((line) => lineOf(ticket, line));
	at("lines").replaceChildren(...lines);
	at("lines").scrollTop = at("lines").scrollHeight;
}

function showCalls() {
	const rows = view.calls.map(({ direction, type, status, at: time, body }) => {
		const key = `${time}${type}`;
		const arrow = direction === "in" ? "← Baton" : "→ Baton";
		const details = make(
			"details",
			{ open: open.has(key) },
			make(
				"summary",
				{},
				make("span", { className: direction, textContent: arrow }),
				make("code", { textContent: type }),
				make("span", { className: `status ${status < 300 ? "" : "wrong"}`, textContent: String(status) }),
			),
			make("pre", { tabIndex: 0, textContent: JSON.stringify(JSON.parse(body), undefined, 2) }),
		);
		details.addEventListener("toggle", () => (details.open ? open.add(key) : open.delete(key)));
		return make("li", {}, details);
	});
	at("calls").replaceChildren(...rows);
}

function showEndpoint({ status, why, failures }) {
	const trouble = failures > 0 ? `: ${failures} failed, ${why}` : "";
	at("endpoint").textContent = `Baton finds us ${status.replaceAll("-", " ")}${trouble}`;
	at("endpoint").dataset.status = status;
	at("set-up").hidden = status === "active";
	for (const radio of document.querySelectorAll("[name=behavior]"))
		radio.checked = radio.value === view.behavior;
}

function show() {
	const ticket = ticketNow();
	showTickets(ticket);
	showTicket(ticket);
	showCalls();
	showEndpoint(view.endpoint);
}

async function send() {
	const ticket = ticketNow();
	const text = at("words").value.trim();
	if (ticket === undefined || text === "") return;
	// What is refused stays with whoever wrote it.
	if (await ask(ticket, "agent.message", { text })) at("words").value = "";
}

at("composer").addEventListener("submit", (event) => {
	event.preventDefault();
	void send();
});
at("words").addEventListener("keydown", (event) => {
	if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
	event.preventDefault();
	void send();
});
at("behavior").addEventListener("change", ({ target }) => {
	void post("/behavior", { behavior: target.value });
});
at("set-up").addEventListener("click", () => {
	void post("/set-up", {});
});

new EventSource("/updates").addEventListener("message", ({ data }) => {
	view = JSON.parse(data);
	show();
});
