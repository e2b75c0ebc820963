import { sign } from "../../src/index.js";

export const secret = "an app's secret";
export const page = "1084";
export const person = "7250";
export const noon = 1_760_000_000_000;

type Members = Readonly<Record<string, unknown>>;

/** An event as Messenger has it: the person's, unless it says otherwise. */
export function told(what: Members): Members {
	return { sender: { id: person }, recipient: { id: page }, timestamp: noon, ...what };
}

/** What the page said, and who of the page. */
export function echoed(message: Members): Members {
	return told({
		sender: { id: page },
		recipient: { id: person },
		message: { mid: "m_echo", is_echo: true, ...message },
	});
}

export function said(text: string, mid = `m_${text}`): Members {
	return told({ message: { mid, text } });
}

/** A request with these events of one page. */
export function body(...events: readonly Members[]): Members {
	return { object: "page", entry: [{ id: page, time: noon, messaging: events }] };
}

export function standby(...events: readonly Members[]): Members {
	return { object: "page", entry: [{ id: page, time: noon, standby: events }] };
}

/** A request as Messenger makes it: characters beyond ASCII are escaped, as on the wire. */
export function asSent(what: unknown): string {
	return JSON.stringify(what).replace(
		/[\u0080-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}

export function signed(text: string, by = secret): RequestInit {
	return { method: "POST", body: text, headers: { "x-hub-signature-256": sign(text, by) } };
}

export function post(what: unknown, by = secret): Request {
	return new Request("https://shop.example/webhook", signed(asSent(what), by));
}
