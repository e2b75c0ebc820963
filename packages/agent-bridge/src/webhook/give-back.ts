import type { Client } from "../client/types.js";

/**
 * The app cannot be reached: whatever it holds is given up, which its users are told, and whatever it is asked for
 * is declined.
 */
export async function giveBack(client: Client): Promise<void> {
	const { appId } = await client.whenConnected();
	for (;;) {
		const { conversations, more } = await client.getList({ of: "held", limit: 200 });
		for (const { conversationId, epoch } of conversations) await loseOne(client, conversationId, epoch);
		if (!more || conversations.length === 0) break;
	}
	const { conversations } = await client.getList({ of: "waiting", limit: 200 });
	for (const { conversationId, offer } of conversations) {
		if (offer?.toAppIds.includes(appId) !== true) continue;
		const { offerId } = offer;
		// Whoever was faster has changed nothing that we want.
		await client
			.send({ type: "handoverDeclined", conversationId, offerId, why: "unreachable" })
			.catch(() => {});
	}
}

/** One conversation cannot go on there. */
export async function loseConversation(client: Client, conversationId: string): Promise<void> {
	const { appId } = await client.whenConnected();
	const { conversation } = await client.getTranscript({ conversationId, limit: 1 });
	if (conversation.holder?.appId === appId) await loseOne(client, conversationId, conversation.epoch);
}

async function loseOne(client: Client, conversationId: string, epoch: number): Promise<void> {
	await client
		.send({ type: "release", conversationId, epoch, why: "unreachable", lost: true })
		.catch(() => {});
}
