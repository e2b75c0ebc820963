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
	/** The process that sent it. */
	readonly by: string;
}

interface Delivery {
	readonly conversation: string;
	readonly item: OutboxItem;
}

/** Where customers live: what is sent to them arrives here, each thing once. */
export interface Street {
	/** Where a process of this name delivers. */
	addressFor(process: string): string;
	/** How often the same thing came again, and was dropped. */
	readonly repeats: number;
	close(): void;
}

export async function openStreet(onArrival: (arrival: Arrival) => void): Promise<Street> {
	const known = new Set<string>();
	let repeats = 0;
	const server: Server = createServer(
		nodeHandler(async ({ path, body }) => {
			const [, by = ""] = path.split("/");
			const { conversation, item } = JSON.parse(Buffer.from(body).toString()) as Delivery;
			const name = `${conversation} ${item.id}`;
			if (known.has(name)) {
				repeats += 1;
			} else {
				known.add(name);
				onArrival(toArrival(by, conversation, item));
			}
			return plainText(200, "arrived");
		}),
	);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		addressFor: (process) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${process}`,
		get repeats() {
			return repeats;
		},
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}

function toArrival(by: string, conversation: string, { id, activity, by: author }: OutboxItem): Arrival {
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
		kind: kindOf(activity.name, author),
		text: activity.text ?? "",
		by,
	};
}

function kindOf(name: string | undefined, author: OutboxItem["by"]): Arrival["kind"] {
	if (name === "representative.joined") return "joined";
	if (name === "representative.left") return "left";
	return author === "notice" ? "notice" : "said";
}
