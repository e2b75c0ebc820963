import type { Posting } from "./post.js";
import type { Settings } from "./settings.js";

interface Envelope {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

const json = { "content-type": "application/json; charset=utf-8" } as const;

/** What is sent, by itself or as a CloudEvent (https://github.com/cloudevents/spec, HTTP binding). */
export function envelope(how: Settings["cloudEvents"], source: string, posting: Posting): Envelope {
	if (how === undefined) return { headers: json, body: JSON.stringify(posting.body) };
	const attributes = {
		specversion: "1.0",
		id: posting.id,
		source,
		type: `baton.${posting.type}`,
		time: new Date(posting.at).toISOString(),
		...(posting.subject === undefined ? {} : { subject: posting.subject }),
	};
	if (how === "binary")
		return { headers: { ...json, ...inHeaders(attributes) }, body: JSON.stringify(posting.body) };
	return {
		headers: { "content-type": "application/cloudevents+json; charset=utf-8" },
		body: JSON.stringify({ ...attributes, datacontenttype: "application/json", data: posting.body }),
	};
}

function inHeaders(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	return Object.fromEntries(
		Object.entries(attributes).map(([name, value]) => [`ce-${name}`, escaped(value)] as const),
	);
}

/** Space, quotation mark, percent and all that is not printable ASCII. */
function escaped(value: string): string {
	return value
		.toWellFormed()
		.replace(/[^\x21\x23\x24\x26-\x7e]/gu, (mark) =>
			[...Buffer.from(mark)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
		);
}

/** What a structured CloudEvent carries; everything else as it is. */
export function unwrap(value: unknown, contentType: string): unknown {
	if (!/^application\/cloudevents\+json\b/i.test(contentType)) return value;
	if (typeof value !== "object" || value === null) return value;
	const { data, data_base64 } = value as { readonly data?: unknown; readonly data_base64?: unknown };
	if (data !== undefined || typeof data_base64 !== "string") return data;
	try {
		return JSON.parse(Buffer.from(data_base64, "base64").toString("utf8"));
	} catch {
		return undefined;
	}
}
