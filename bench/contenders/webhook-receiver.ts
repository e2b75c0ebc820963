import type { Contender } from "../measure/contender.js";
import { graph } from "../network/graph.js";
import { ServerProcess } from "../network/server-process.js";
import { crowd, messageWebhook, poster, type Webhook } from "../network/webhooks.js";

export type Receiver = "unsigned" | "signed" | "well" | "broken";

/** So many webhooks are under way at once: Messenger does not wait for one before it posts the next. */
export const connections = 50;

function receiver(what: Receiver, graphUrl: string): ServerProcess {
	return what === "well" || what === "broken"
		? new ServerProcess("messenger", what, graphUrl)
		: new ServerProcess("raw-post", what);
}

/** Fifty webhooks at once, until all of them are acknowledged. */
export async function webhooksAtOnce(
	name: string,
	what: Receiver,
	make: (round: number, index: number) => Webhook = messageWebhook,
): Promise<Contender> {
	const messenger = await graph();
	const process = receiver(what, messenger.url);
	const { post, close } = await crowd((await process.open())("any"), connections);
	let round = 0;
	return {
		name,
		async prepare() {
			await process.empty();
			round += 1;
			const own = round;
			return {
				turn: (index) =>
					post(Array.from({ length: connections }, (_, place) => make(own, index * connections + place))),
			};
		},
		async close() {
			close();
			await process.close();
			await messenger.close();
		},
	};
}

/** One webhook, until it is acknowledged. */
export async function oneWebhook(name: string, what: Receiver): Promise<Contender> {
	const messenger = await graph();
	const process = receiver(what, messenger.url);
	const { post, close } = poster((await process.open())("any"));
	let round = 0;
	return {
		name,
		async prepare() {
			await process.empty();
			round += 1;
			const own = round;
			return { turn: (index) => post(messageWebhook(own, index)) };
		},
		async close() {
			close();
			await process.close();
			await messenger.close();
		},
	};
}
