import type { IncomingMessage, ServerResponse } from "node:http";
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Response } from "botbuilder";
import { listen } from "../network/listen.js";
import { serve } from "../network/serve.js";

/** A bare Bot Framework bot behind its own adapter: it answers the button itself, through a connector. */
const { http, port } = await listen();
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));

http.on("request", (request: IncomingMessage & { body?: unknown }, response) => {
	const chunks: Buffer[] = [];
	request.on("data", (chunk: Buffer) => chunks.push(chunk));
	request.on("end", () => {
		request.body = JSON.parse(Buffer.concat(chunks).toString());
		adapter
			.process(request as never, asExpress(response), async (context) => {
				await context.sendActivity(`Order ${context.activity.value.payload.order} is on its way`);
			})
			.catch((error: unknown) => {
				console.error(error);
				process.exit(1);
			});
	});
});
serve({ any: `http://127.0.0.1:${port}/api/messages` });

/** The two functions that the adapter wants of express. */
function asExpress(response: ServerResponse): Response {
	return {
		socket: response.socket,
		status: (code: number) => {
			response.statusCode = code;
		},
		header: (name: string, value: string) => response.setHeader(name, value),
		send: (body: unknown) => response.write(JSON.stringify(body)),
		end: () => response.end(),
	} as Response;
}
