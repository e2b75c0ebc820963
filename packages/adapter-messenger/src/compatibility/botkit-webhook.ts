import type { IncomingMessage, ServerResponse } from "node:http";
import { type Edge, type EdgeOptions, mountBotkit, type NodeHandler } from "@baton/core/http";
import type { ControllerLike } from "./controller.js";

/** Answers Botkit's webhook ahead of its body parsers; on a webserver of the team's own, its verification. */
export function mountOnController(
	controller: ControllerLike,
	{
		edge,
		webhook,
		options,
	}: { readonly edge: Edge; readonly webhook: NodeHandler; readonly options: EdgeOptions },
): void {
	const path = controller.getConfig("webhook_uri");
	if (controller.http !== undefined) mountBotkit(controller, path, edge, options);
	else controller.webserver?.get(path, webhook);
}

/** Answers one request that a server has begun to read. Resolves when it is answered. */
export async function answerOne(
	webhook: NodeHandler,
	req: IncomingMessage & { rawBody?: unknown },
	res: ServerResponse,
): Promise<void> {
	// Botkit's own webserver keeps the bytes as a text.
	if (typeof req.rawBody === "string") req.rawBody = Buffer.from(req.rawBody);
	const answered = new Promise<void>((resolve) => void res.once("close", resolve));
	webhook(req, res);
	await answered;
}
