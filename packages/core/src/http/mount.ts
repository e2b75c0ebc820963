import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { BatonError } from "../error.js";
import type { Edge, EdgeOptions } from "./edge.js";
import { type NodeHandler, nodeHandler } from "./node-handler.js";

/** What is needed of express 4 and 5: an app or a router. */
export interface ExpressLike {
	all(path: string, handler: NodeHandler): unknown;
}

/** What is needed of fastify 4 and 5: `register`, whose many forms fit no other type. */
export interface FastifyLike {
	register(plugin: never): unknown;
}

interface FastifyRegister {
	register(plugin: (scope: FastifyScope) => Promise<void>): unknown;
}

interface FastifyScope {
	removeAllContentTypeParsers(): unknown;
	addContentTypeParser(type: string, parser: (request: unknown, payload: unknown) => Promise<void>): unknown;
	all(path: string, handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => unknown): unknown;
}

interface FastifyRequestLike {
	readonly raw: IncomingMessage;
}

interface FastifyReplyLike {
	readonly raw: ServerResponse;
	hijack(): unknown;
}

/** What is needed of Botkit where it made its webserver itself. */
export interface BotkitLike {
	readonly http?: Server | undefined;
}

/** Mount it before `express.json()`: signatures are made over the raw bytes. */
export function mountExpress(app: ExpressLike, path: string, edge: Edge, options?: EdgeOptions): void {
	app.all(path, nodeHandler(edge, options));
}

/** In a scope of its own, so that the parsers of other routes stay as they are. */
export function mountFastify(fastify: FastifyLike, path: string, edge: Edge, options?: EdgeOptions): void {
	const handle = nodeHandler(edge, options);
	(fastify as FastifyRegister).register(async (scope) => {
		scope.removeAllContentTypeParsers();
		scope.addContentTypeParser("*", async () => {});
		scope.all(path, (request, reply) => {
			reply.hijack();
			handle(request.raw, reply.raw);
		});
	});
}

/**
 * Answers the path ahead of Botkit's own webserver, whose body parsers would take the raw bytes. With a
 * `webserver` of your own use {@link mountExpress} on it.
 *
 * @throws BatonError `no-webserver` where Botkit made none
 */
export function mountBotkit(controller: BotkitLike, path: string, edge: Edge, options?: EdgeOptions): void {
	const { http } = controller;
	if (http === undefined) {
		throw new BatonError(
			"no-webserver",
			"Cannot mount on Botkit: it made no webserver, mount on your own server with mountExpress or nodeHandler",
		);
	}
	const handle = nodeHandler(edge, options);
	const others = http.listeners("request");
	http.removeAllListeners("request");
	http.on("request", (req, res) => {
		if (req.url?.split("?", 1)[0] === path) handle(req, res);
		else for (const other of others) Reflect.apply(other, http, [req, res]);
	});
}
