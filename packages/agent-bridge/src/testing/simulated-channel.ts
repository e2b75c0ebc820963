import type { Activity, Channel, OutboxItem, Recipient, SendResult } from "@baton/core";

/** One thing that reached a user, as the user sees it. */
export interface HeardLine {
	/** What it is: words, who came and went, a system line, or a change of earlier words. */
	readonly what: "said" | "joined" | "left" | "notice" | "edited" | "deleted" | "typing";
	/** Whom the user was told is speaking. */
	readonly label: "BOT" | "HUMAN";
	readonly name: string;
	readonly text: string;
	readonly activity: Activity;
}

/** A place where simulated customers write: give it to `createHandoff` under its channel id. */
export interface SimulatedChannel extends Channel {
	/** What reached the user of a conversation, in order. */
	readonly heardIn: (conversationId: string) => readonly HeardLine[];
	/** How sends are answered from now on, instead of `sent`. `undefined` answers as before. */
	answerWith(answer: ((item: OutboxItem) => SendResult | Promise<SendResult>) | undefined): void;
}

/**
 * ```ts
 * const channel = simulatedChannel();
 * const handoff = createHandoff({ bot, apps, channels: { simulated: channel } });
 * ```
 */
export function simulatedChannel(): SimulatedChannel {
	const heard = new Map<string, HeardLine[]>();
	const taken = new Set<string>();
	let answer: ((item: OutboxItem) => SendResult | Promise<SendResult>) | undefined;

	function arrive({ key }: Recipient, line: HeardLine): void {
		const lines = heard.get(key);
		if (lines === undefined) heard.set(key, [line]);
		else lines.push(line);
	}

	return {
		reach: "anywhere",
		repeat: "idempotent",
		heardIn: (conversationId) => heard.get(conversationId) ?? [],
		answerWith(given) {
			answer = given;
		},
		async send(item, to) {
			const result = await (answer ?? sent)(item);
			const once = `${item.kind} ${item.order} ${item.id}`;
			if (result.state === "sent" && !taken.has(once)) arrive(to, toLine(item));
			if (result.state === "sent") taken.add(once);
			return result;
		},
		async showTyping(to, { representativeType, displayName }) {
			const activity: Activity = { type: "typing" };
			arrive(to, { what: "typing", label: representativeType, name: displayName, text: "", activity });
		},
	};
}

function sent({ id }: OutboxItem): SendResult {
	return { state: "sent", nativeId: `native-${id}` };
}

function toLine(item: OutboxItem): HeardLine {
	const { activity } = item;
	const { representativeType, displayName } = representativeOf(activity);
	return {
		what: whatOf(item),
		label: representativeType,
		name: displayName,
		text: activity.text ?? "",
		activity,
	};
}

function whatOf({ kind, by, activity: { type, name } }: OutboxItem): HeardLine["what"] {
	if (kind === "update") return "edited";
	if (kind === "delete") return "deleted";
	if (name === "representative.joined") return "joined";
	if (name === "representative.left") return "left";
	if (type === "typing") return "typing";
	return by === "notice" ? "notice" : "said";
}

interface Label {
	readonly representativeType: HeardLine["label"];
	readonly displayName: string;
}

/** Every outgoing activity has one: none can be sent without. */
function representativeOf({ channelData }: Activity): Label {
	return (channelData as { readonly representative: Label }).representative;
}
