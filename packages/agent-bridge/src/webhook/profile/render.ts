import type { Told } from "../told.js";
import type { Lookup, Template } from "./mapping.js";
import { writeTime } from "./time.js";

/** Fills a template with what is told. Members without a value are left out. */
export function render(template: Template, { id, type, at, data }: Told): unknown {
	return fill(template, { id, type, at, ...data });
}

function fill(template: Template, scope: unknown): unknown {
	if (typeof template === "string") return fillText(template, scope);
	if (typeof template !== "object" || template === null) return template;
	if (isList(template)) return template.map((each) => fill(each, scope)).filter((each) => each !== undefined);
	if (isLookup(template)) return lookUp(template, scope);
	const members = Object.entries(template).map(([name, each]) => [name, fill(each, scope)] as const);
	return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** `$$` stands for a dollar sign at the beginning. */
function fillText(text: string, scope: unknown): unknown {
	if (text.startsWith("$$")) return text.slice(1);
	return text.startsWith("$") ? memberAt(scope, text.slice(1)) : text;
}

function lookUp({ from, values, otherwise, time }: Lookup, scope: unknown): unknown {
	const value = memberAt(scope, from.replace(/^\$/, ""));
	if (time !== undefined) return typeof value === "number" ? writeTime(value, time) : undefined;
	if (value === undefined) return otherwise;
	const name = String(value);
	if (values !== undefined && Object.hasOwn(values, name)) return values[name];
	return otherwise ?? value;
}

function memberAt(scope: unknown, path: string): unknown {
	let value = scope;
	for (const name of path.split(".")) {
		if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
		value = (value as Readonly<Record<string, unknown>>)[name];
	}
	return value;
}

function isList(template: Template): template is readonly Template[] {
	return Array.isArray(template);
}

function isLookup(template: object): template is Lookup {
	return "from" in template && typeof template.from === "string" && template.from.startsWith("$");
}
