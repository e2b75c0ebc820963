import { z } from "zod";
import { clientFrame } from "./client-frame.js";
import { serverFrame } from "./server-frame.js";

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The frames of both directions as JSON Schemas, for clients in other languages. */
export function frameJsonSchemas(): { readonly client: JsonSchema; readonly server: JsonSchema } {
	return { client: toSchema(clientFrame, "client"), server: toSchema(serverFrame, "server") };
}

/** Members that a schema does not name are allowed: the protocol grows. */
function toSchema(frame: z.ZodType, from: string): JsonSchema {
	return { title: `Frames from the ${from}`, ...z.toJSONSchema(frame, { io: "input" }) };
}
