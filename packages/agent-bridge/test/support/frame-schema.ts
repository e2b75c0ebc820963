import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { frameJsonSchemas, type JsonSchema } from "../../src/index.js";

/** Who sends a frame. */
export type Sender = "client" | "server";

interface FrameSchema {
	readonly properties: { readonly type: { readonly const: string } };
}

const { client, server } = frameJsonSchemas();
const validators = { client: compile(client), server: compile(server) };

/** A validator by type of frame: it says which member is wrong, and not that none of sixty types fits. */
function compile({ oneOf }: JsonSchema): ReadonlyMap<string, ValidateFunction> {
	const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
	const frames = oneOf as readonly FrameSchema[];
	return new Map(frames.map((frame) => [frame.properties.type.const, ajv.compile(frame)]));
}

/** The types of frames that a schema knows. */
export function typesFrom(sender: Sender): readonly string[] {
	return [...validators[sender].keys()].sort();
}

/** What is wrong with a frame by its published schema; `undefined` if nothing is. */
export function faultOf(text: string, sender: Sender): string | undefined {
	const frame: unknown = JSON.parse(text);
	const { type = "" } = frame as { readonly type?: string };
	const validate = validators[sender].get(type);
	if (validate === undefined) return `${sender}: the schema knows no type "${type}"`;
	if (validate(frame)) return undefined;
	const faults = validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
	return `${sender}: ${type}: ${faults?.join(", ")}: ${text.slice(0, 500)}`;
}
