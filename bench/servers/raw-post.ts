import { createHmac, timingSafeEqual } from "node:crypto";
import { Agent, type IncomingMessage, request as send } from "node:http";
import { listen } from "../network/listen.js";
import { serve } from "../network/serve.js";
import { messengerPage } from "../network/webhooks.js";

/**
 * The least that a webhook costs on Node: reads and parses it, and answers with 200. With `signed` it also looks
 * at the signature; with an address it then posts an answer there, as long as Messenger's are.
 */
const [what, answerTo] = process.argv.slice(2);
const { http, port } = await listen();
const agent = new Agent({ keepAlive: true });

http.on("request", (request, response) => {
	const chunks: Buffer[] = [];
	request.on("data", (chunk: Buffer) => chunks.push(chunk));
	request.on("end", () => {
		const body = Buffer.concat(chunks);
		if (what === "signed" && !isSigned(request, body)) {
			response.writeHead(403).end();
			return;
		}
		const webhook = JSON.parse(body.toString());
		response.end();
		if (answerTo !== undefined) answer(answerTo, webhook.entry[0].messaging[0]);
	});
});
serve({ any: `http://127.0.0.1:${port}/webhook` });

function isSigned({ headers }: IncomingMessage, body: Buffer): boolean {
	const given = Buffer.from(String(headers["x-hub-signature-256"]).slice(7), "hex");
	const right = createHmac("sha256", messengerPage.secret).update(body).digest();
	return given.length === right.length && timingSafeEqual(given, right);
}

interface Pressed {
	readonly sender: { readonly id: string };
	readonly postback: { readonly payload: string };
}

function answer(to: string, { sender, postback }: Pressed): void {
	const { order } = JSON.parse(postback.payload).payload;
	const message = {
		text: `Order ${order} is on its way`,
		metadata: `baton:0123456789ab:1/1:${sender.id}-entry`,
	};
	const body = JSON.stringify({ recipient: sender, messaging_type: "RESPONSE", message });
	const headers = {
		authorization: `Bearer ${messengerPage.token}`,
		"content-type": "application/json",
		"content-length": Buffer.byteLength(body),
	};
	const proof = "0".repeat(64);
	const url = `${to}/v25.0/${messengerPage.id}/messages?appsecret_proof=${proof}`;
	send(url, { method: "POST", agent, headers }, (response) => response.resume()).end(body);
}
