import type { Contender } from "../measure/contender.js";
import { graph } from "../network/graph.js";
import { ServerProcess } from "../network/server-process.js";
import { personOf, postbackWebhook, poster, type Webhook } from "../network/webhooks.js";

type Make = (round: number, index: number, serviceUrl: string) => Webhook;

/** A button press that is posted to a server, until the server's answer has arrived where Messenger would be. */
async function answering(
	name: string,
	server: (graphUrl: string) => ServerProcess,
	make: Make,
): Promise<Contender> {
	const messenger = await graph();
	const process = server(messenger.url);
	const { post, close } = poster((await process.open())("any"));
	let round = 0;
	return {
		name,
		async prepare() {
			await process.empty();
			round += 1;
			const own = round;
			return {
				async turn(index) {
					const answered = messenger.hears(`Order ${own}-${index} is on its way`);
					await post(make(own, index, messenger.url));
					await answered;
				},
			};
		},
		async close() {
			close();
			await process.close();
			await messenger.close();
		},
	};
}

/** Two posts and nothing else. */
export function rawAnswer(name: string): Promise<Contender> {
	return answering(name, (url) => new ServerProcess("raw-post", "unsigned", url), postbackWebhook);
}

export function messengerAnswer(name: string): Promise<Contender> {
	return answering(name, (url) => new ServerProcess("messenger", "well", url), postbackWebhook);
}

export function cloudAdapterAnswer(name: string): Promise<Contender> {
	return answering(name, () => new ServerProcess("cloud-adapter"), asActivity);
}

/** The same press as a bot behind a connector gets it. */
function asActivity(round: number, index: number, serviceUrl: string): Webhook {
	const user = personOf(round, index);
	const activity = {
		...{ type: "message", id: `m_${round}_${index}`, channelId: "emulator", serviceUrl },
		timestamp: new Date().toISOString(),
		...{ conversation: { id: user }, from: { id: user }, recipient: { id: "shop" } },
		value: { type: "TRACK", payload: { order: `${round}-${index}` } },
	};
	return { body: JSON.stringify(activity), signature: "" };
}
