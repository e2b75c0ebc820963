import { type Client, connect, type Heard } from "@baton/agent-bridge/client";
import { deskApp, deskSecret } from "../settings.js";

/** The people at the desk: they take what is offered, answer some lines, and leave. */
export interface Agents {
	readonly client: Client;
	readonly status: string;
	close(): void;
}

export interface AgentOptions {
	readonly port: number;
	readonly random: () => number;
	/** How many lines of the user a human answers before leaving. */
	readonly linesEach: number;
	readonly onHeard?: ((heard: Heard) => void) | undefined;
	/** A command was acknowledged: it has had its effect. */
	readonly onSaid?: ((conversation: string, text: string) => void) | undefined;
	readonly onRefused?: ((code: string) => void) | undefined;
}

const people = ["Ana", "Budi", "Citra"] as const;

export function employAgents({ port, random, linesEach, onHeard, onSaid, onRefused }: AgentOptions): Agents {
	const client = connect({
		url: `ws://127.0.0.1:${port}/bridge`,
		...{ appId: deskApp, appSecret: deskSecret, answerWithinMs: 60_000 },
	});
	const left = new Map<string, number>();
	const work = new Map<string, Promise<void>>();

	/** One thing after the other in each conversation; a refusal is somebody else's turn. */
	function then(conversation: string, action: () => Promise<unknown>): void {
		const before = work.get(conversation) ?? Promise.resolve();
		const done = before.then(action).then(
			() => {},
			(error: { readonly code?: string }) => onRefused?.(error.code ?? String(error)),
		);
		work.set(conversation, done);
	}

	client.listen((heard) => {
		onHeard?.(heard);
		const { conversationId } = heard;
		const person = personFor(conversationId);
		if (heard.type === "handover" && !heard.again) {
			const { offerId } = heard;
			left.set(conversationId, linesEach);
			then(conversationId, () => client.send({ type: "handoverConfirmed", conversationId, offerId, person }));
		}
		if (heard.type !== "userSay" || client.inControlApp(conversationId) !== deskApp) return;
		const remaining = (left.get(conversationId) ?? linesEach) - 1;
		left.set(conversationId, remaining);
		const text = `${person.displayName} answers: ${heard.input.type === "text" ? heard.input.value : ""}`;
		then(conversationId, async () => {
			await client.send({ type: "agentSay", conversationId, person, input: { type: "text", value: text } });
			onSaid?.(conversationId, text);
		});
		if (remaining <= 0 || random() < 0.1)
			then(conversationId, () => client.send({ type: "release", conversationId, person }));
	});
	return {
		client,
		get status() {
			return client.status;
		},
		close: () => client.close(),
	};
}

/** Always the same one for one conversation. */
function personFor(conversation: string): { readonly id: string; readonly displayName: string } {
	const place = [...conversation].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % people.length;
	const displayName = people[place] ?? people[0];
	return { id: displayName.toLowerCase(), displayName };
}
