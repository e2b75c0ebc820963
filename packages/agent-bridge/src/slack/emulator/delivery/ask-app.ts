import type { App, Json } from "../state.js";
import type { Addresses } from "./carry.js";
import type { PostOptions } from "./post-signed.js";
import { postSigned } from "./post-signed.js";
import type { Sockets } from "./sockets.js";

/** What an app answered to a command or an interaction, or how it failed to. */
export type AppAnswer =
	| { readonly ok: true; readonly text: string; readonly json: Json | undefined }
	/** In Slack's words: what the person is told. */
	| { readonly ok: false; readonly error: "dispatch_failed" | "operation_timeout" };

export interface AppLine {
	readonly app: App;
	readonly addresses: Addresses;
	readonly sockets: Sockets;
	readonly post: PostOptions;
}

/** Asks an app, over HTTP or its sockets. Nothing of this is tried twice. */
export async function askApp(
	line: AppLine,
	type: "slash_commands" | "interactive",
	payload: Json,
): Promise<AppAnswer> {
	const { app, addresses, sockets, post } = line;
	if (app.manifest.settings.socket_mode_enabled) {
		if (sockets.count === 0) return { ok: false, error: "dispatch_failed" };
		const asked = await sockets.ask(type, payload);
		if (asked === undefined) return { ok: false, error: "operation_timeout" };
		return { ok: true, text: "", json: Object.keys(asked.answer).length > 0 ? asked.answer : undefined };
	}
	const url = type === "slash_commands" ? addresses.commands : addresses.interactivity;
	if (url === undefined) return { ok: false, error: "dispatch_failed" };
	const body = type === "slash_commands" ? toForm(payload) : toForm({ payload: JSON.stringify(payload) });
	const answer = await postSigned(post, { url, body, contentType: "application/x-www-form-urlencoded" });
	if (answer.failure === "http_timeout") return { ok: false, error: "operation_timeout" };
	if (answer.status !== 200) return { ok: false, error: "dispatch_failed" };
	return { ok: true, text: answer.text, json: parseObject(answer.text) };
}

function toForm(members: Json): string {
	const pairs = Object.entries(members).map(([name, value]): [string, string] => [name, String(value)]);
	return new URLSearchParams(pairs).toString();
}

function parseObject(text: string): Json | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
	} catch {
		return undefined;
	}
}
