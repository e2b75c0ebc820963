import type { AppId, ByApp, ConversationKey, Entry, Epoch, Handoff, PersonId } from "@baton/core";

const ana: ByApp = { app: "desk" as AppId, human: { id: "ana" as PersonId, displayName: "Ana" } };

/** A desk with one person: Ana takes whoever waits, listens, and leaves when she is thanked. */
export function openDesk(handoff: Handoff): void {
	async function hear(key: ConversationKey, entry: Entry): Promise<void> {
		if (entry.type === "offered") {
			const outcome = await handoff.submit(key, { type: "confirm", offer: entry.offer.id, ...ana });
			if (outcome.status === "done") await say(key, outcome.epoch, "Hello, I am Ana. What can I do for you?");
		}
		if (entry.type === "userSaid") await answer(key, entry.epoch, entry.activity.text ?? "");
	}

	async function answer(key: ConversationKey, epoch: Epoch, text: string): Promise<void> {
		if (!/\b(thanks?|thank you|bye)\b/i.test(text)) {
			return say(key, epoch, "I will see to it. Say thank you when you are done with me.");
		}
		await say(key, epoch, "You are welcome, bye!");
		await handoff.submit(key, { type: "release", epoch, ...ana });
	}

	async function say(key: ConversationKey, epoch: Epoch, text: string): Promise<void> {
		await handoff.submit(key, { type: "speak", epoch, activity: { type: "message", text }, ...ana });
	}

	handoff.subscribe((signal) => {
		if (signal.type !== "committed") return;
		for (const entry of signal.entries) {
			if (entry.to.includes(ana.app)) hear(signal.key, entry).catch(console.error);
		}
	});
}
