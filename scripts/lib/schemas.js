import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./run.js";

const dist = join(root, "packages/agent-bridge/dist");

/** Writes the frames of the bridge as JSON Schemas beside the compiled code, one file for each direction. */
export async function writeSchemas() {
	const { frameJsonSchemas } = await import(pathToFileURL(join(dist, "protocol/json-schema.js")).href);
	mkdirSync(join(dist, "schemas"), { recursive: true });
	for (const [sender, schema] of Object.entries(frameJsonSchemas())) {
		writeFileSync(join(dist, "schemas", `${sender}.json`), `${JSON.stringify(schema, undefined, "\t")}\n`);
	}
}
