import { createHmac } from "node:crypto";
import type { EdgeRequest } from "@baton/core/http";
import { isJsonObject, tryJson } from "./json.js";
import { refusal } from "./platform-errors.js";
import type { App, Page } from "./state.js";
import type { World } from "./world.js";

/** A call to the Graph API by an app in a page's name. */
export interface GraphCall {
	readonly app: App;
	readonly page: Page;
	readonly method: string;
	/** After the version, `me` replaced by the page: for instance `["1234", "messages"]`. */
	readonly path: readonly string[];
	/** From the query and from the body, however it was encoded. */
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly file: UploadedFile | undefined;
}

export interface UploadedFile {
	readonly name: string;
	readonly type: string;
	readonly bytes: Uint8Array;
}

/** The versions that are served today. https://developers.facebook.com/docs/graph-api/changelog/versions */
const oldest = 20;
const newest = 26;

/**
 * Reads who calls what.
 *
 * @throws BatonError one of the platform's errors: no such version, no token, a wrong proof
 */
export async function readCall(world: World, request: EdgeRequest): Promise<GraphCall> {
	const { version, path } = readPath(request.path);
	const body = await readBody(request);
	const parameters = { ...Object.fromEntries(request.query), ...body.parameters };
	if (version > newest) throw refusal("unknown-path", `Unknown path components: /v${version}.0`);
	const { app, page } = authorize(world, tokenOf(request, parameters), parameters.appsecret_proof);
	const [first = "", ...rest] = path;
	return {
		...{ app, page, parameters, file: body.file, method: request.method },
		path: [first === "me" ? page.id : first, ...rest],
	};
}

function readPath(path: string): { readonly version: number; readonly path: readonly string[] } {
	const [first = "", ...rest] = path.split("/").filter((part) => part !== "");
	const version = /^v(\d+)\.\d+$/.exec(first)?.[1];
	// A version that is no longer served is answered as the oldest that is.
	if (version === undefined) return { version: oldest, path: [first, ...rest] };
	return { version: Math.max(oldest, Number(version)), path: rest };
}

function tokenOf(request: EdgeRequest, parameters: GraphCall["parameters"]): string {
	const bearer = /^(?:Bearer|OAuth) (.+)$/.exec(request.header("authorization") ?? "")?.[1];
	const { access_token: given = bearer } = parameters;
	if (typeof given !== "string" || given === "")
		throw refusal("token-malformed", "An active access token must be used to query information");
	return given;
}

function authorize({ apps, pages, options }: World, token: string, proof: unknown) {
	for (const app of apps.values()) {
		const id = Object.keys(app.tokens).find((page) => app.tokens[page] === token);
		const page = id === undefined ? undefined : pages.get(id);
		if (page === undefined) continue;
		checkProof({ app, token, proof, isRequired: options.requiresProof ?? true });
		return { app, page };
	}
	throw refusal("token-malformed");
}

interface ProofCheck {
	readonly app: App;
	readonly token: string;
	readonly proof: unknown;
	readonly isRequired: boolean;
}

/** https://developers.facebook.com/docs/graph-api/guides/secure-requests */
function checkProof({ app, token, proof, isRequired }: ProofCheck): void {
	if (proof === undefined && !isRequired) return;
	if (proof === undefined)
		throw refusal("bad-parameter", "API calls from the server require an appsecret_proof argument");
	const expected = createHmac("sha256", app.secret).update(token).digest("hex");
	if (proof !== expected)
		throw refusal("bad-parameter", "Invalid appsecret_proof provided in the API argument");
}

interface Body {
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly file?: UploadedFile | undefined;
}

async function readBody({ body, ...request }: EdgeRequest): Promise<Body> {
	if (body.length === 0) return { parameters: {} };
	const type = request.header("content-type") ?? "";
	if (type.startsWith("multipart/form-data")) return readForm(body, type);
	const text = Buffer.from(body).toString("utf8");
	if (type.startsWith("application/x-www-form-urlencoded"))
		return { parameters: parseValues(new URLSearchParams(text)) };
	const parsed = tryJson(text);
	if (!isJsonObject(parsed)) throw refusal("bad-parameter", "(#100) The body is not a JSON object");
	return { parameters: parsed };
}

/** In forms, members that are objects are JSON. */
function parseValues(values: Iterable<[string, string]>): Record<string, unknown> {
	return Object.fromEntries(
		Array.from(values, ([name, value]) => {
			const parsed = /^[[{]/.test(value) ? tryJson(value) : undefined;
			return [name, parsed ?? value];
		}),
	);
}

async function readForm(body: Uint8Array, type: string): Promise<Body> {
	const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } })
		.formData()
		.catch(() => {
			throw refusal("bad-parameter", "(#100) The form cannot be read");
		});
	const texts: [string, string][] = [];
	let file: UploadedFile | undefined;
	for (const [name, value] of form) {
		if (typeof value === "string") texts.push([name, value]);
		else if (name === "filedata")
			file = { name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) };
	}
	return { parameters: parseValues(texts), file };
}
