import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { OutboxItem } from "@baton/core";
import { nodeHandler, plainText } from "@baton/core/http";

/** What reached a customer. */
export interface Arrival {
	readonly conversation: string;
	readonly id: string;
	readonly at: number;
	/** `BOT` or `HUMAN`, and whose name was beside it. */
	readonly label: string;
	readonly name: string;
	readonly kind: "said" | "joined" | "left" | "notice";
	readonly text: string;
}

interface Delivery {
	readonly conversation: string;
	readonly item: OutboxItem;
}

/** Where customers live: what is sent to them arrives here, each thing once. */
export interface Street {
	readonly address: string;
	/** How often the same thing came again, and was dropped. */
	readonly repeats: number;
	close(): void;
}

export async function openStreet(onArrival: (arrival: Arrival) => void): Promise<Street> {
	const known = new Set<string>();
	let repeats = 0;
	const server: Server = createServer(
		nodeHandler(async ({ body }) => {
			const { conversation, item } = JSON.parse(Buffer.from(body).toString()) as Delivery;
			const name = `${conversation} ${item.id}`;
			if (known.has(name)) {
				repeats += 1;
			} else {
				known.add(name);
				onArrival(toArrival(conversation, item));
			}
			return plainText(200, "arrived");
		}),
	);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		get repeats() {
			return repeats;
		},
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}

function toArrival(conversation: string, { id, activity, by }: OutboxItem): Arrival {
	const { representative } = activity.channelData as {
		readonly representative: { readonly representativeType: string; readonly displayName: string };
	};
	const { representativeType: label, displayName: name } = representative;
	return {
		conversation,
		id,
		at: Date.now(),
		label,
		name,
		kind: kindOf(activity.name, by),
		text: activity.text ?? "",
	};
}

function kindOf(name: string | undefined, by: OutboxItem["by"]): Arrival["kind"] {
	if (name === "representative.joined") return "joined";
	if (name === "representative.left") return "left";
	return by === "notice" ? "notice" : "said";
}
