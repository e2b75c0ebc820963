import { BatonError } from "@baton/core";
import type { Asked, AskedType } from "../asked.js";
import { digest } from "../ids.js";
import type { Source, WholeMapping } from "./mapping.js";
import { readTime } from "./time.js";

type Incoming = WholeMapping["in"];

/**
 * Reads what came in.
 *
 * @throws BatonError `bad-event` with what is wrong
 */
export function readAsked(incoming: Incoming, value: unknown): Asked {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw bad("it is no JSON object");
	const type = typeOf(incoming, value);
	const conversation = textAt(value, incoming.conversation);
	if (conversation === undefined) throw bad(`there is no ${named(incoming.conversation)}`);
	return {
		type,
		conversation,
		id: textAt(value, incoming.id) ?? digest([value], 32),
		text: textAt(value, incoming.text),
		kind: textAt(value, incoming.kind)?.toLowerCase(),
		media: textAt(value, incoming.media),
		at: timeIn(incoming, value),
		...personIn(incoming, value),
		to: listAt(value, incoming.to),
		note: textAt(value, incoming.note),
		draft: textAt(value, incoming.draft),
		parameters: parametersIn(incoming, value),
	};
}

function typeOf({ event }: Incoming, value: object): AskedType {
	const name = textAt(value, event.from);
	if (name === undefined) throw bad(`there is no ${named(event.from)}`);
	const type = Object.hasOwn(event.values, name) ? event.values[name] : undefined;
	if (type !== undefined) return type;
	const known = Object.keys(event.values).join(", ");
	throw bad(`${JSON.stringify(name.slice(0, 100))} is none of the events that are known: ${known}`);
}

function timeIn({ time }: Incoming, value: object): number | undefined {
	const found = time === undefined ? undefined : at(value, time.from);
	if (time === undefined || found === undefined || found === null || found === "") return undefined;
	const read = readTime(found, time.format);
	if (read === undefined) throw bad(`${named(time.from)} is no time as ${time.format}`);
	return read;
}

function personIn({ person }: Incoming, value: object): Pick<Asked, "person"> {
	const name = textAt(value, person?.name);
	const id = textAt(value, person?.id) ?? name;
	if (id === undefined) return {};
	const avatarImage = textAt(value, person?.avatar);
	return { person: { id: id.slice(0, 256), displayName: (name ?? id).slice(0, 256), avatarImage } };
}

/** All that is text or can be written as such. */
function parametersIn({ parameters }: Incoming, value: object): Readonly<Record<string, string>> | undefined {
	if (parameters === undefined) return undefined;
	const beginning = parameters.endsWith("*") ? parameters.slice(0, -1).toLowerCase() : undefined;
	const found = beginning === undefined ? at(value, parameters) : value;
	if (typeof found !== "object" || found === null) return undefined;
	const members = Object.entries(found)
		.filter(([name]) => beginning === undefined || name.toLowerCase().startsWith(beginning))
		.flatMap(([name, each]) => (isPlain(each) ? [[name, String(each)] as const] : []));
	return members.length === 0 ? undefined : Object.fromEntries(members);
}

function isPlain(value: unknown): value is string | number | boolean {
	return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function textAt(value: object, source: Source | undefined): string | undefined {
	const found = source === undefined ? undefined : at(value, source);
	if (!isPlain(found) || found === "") return undefined;
	return String(found);
}

function listAt(value: object, source: Source | undefined): readonly string[] | undefined {
	const found = source === undefined ? undefined : at(value, source);
	if (typeof found === "string" && found !== "") return found.split(",").map((each) => each.trim());
	return Array.isArray(found) ? found.filter((each) => typeof each === "string") : undefined;
}

function at(value: object, source: Source): unknown {
	for (const path of typeof source === "string" ? [source] : source) {
		const found = memberAt(value, path.split("."));
		if (found !== undefined) return found;
	}
	return undefined;
}

function memberAt(value: unknown, path: readonly string[]): unknown {
	const [name, ...rest] = path;
	if (name === undefined) return value;
	if (typeof value !== "object" || value === null) return undefined;
	if (Object.hasOwn(value, name)) return memberAt(Reflect.get(value, name), rest);
	const found = Object.keys(value).find((each) => each.toLowerCase() === name.toLowerCase());
	return found === undefined ? undefined : memberAt(Reflect.get(value, found), rest);
}

function named(source: Source): string {
	return typeof source === "string" ? `"${source}"` : source.map((each) => `"${each}"`).join(" or ");
}

function bad(why: string): BatonError {
	return new BatonError("bad-event", `Cannot take the event: ${why}`);
}
