import type { CommandFrame } from "../../../protocol/client-frame.js";
import type { ServerFrameOf } from "../../../protocol/server-frame.js";
import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import type { Answer } from "../wire/bridge.js";
import type { Tools } from "./tools.js";

type WithoutId<Frame> = Frame extends unknown ? Omit<Frame, "id"> : never;
export type Wish = WithoutId<CommandFrame>;

/** Moves of control, as a person wishes for them. What is refused is shown as an alert. */
export interface Commanding {
	/** The answer if it had its effect; `undefined` if it was refused, which has been shown then. */
	command(wish: Wish): Promise<ServerFrameOf<"ack"> | undefined>;
	take(talk: Talk): Promise<ServerFrameOf<"ack"> | undefined>;
	decline(talk: Talk): Promise<void>;
	/** Reads how the conversation stands after something was commanded. */
	followUp(conversationId: string): Promise<void>;
	alert(refused: Pick<ServerFrameOf<"refused">, "code" | "message" | "conversationId" | "holder">): void;
}

export function createCommanding(tools: Tools, followUp: Commanding["followUp"]): Commanding {
	const { bridge, store, nextId } = tools;
	let alerts = 0;

	const alert: Commanding["alert"] = ({ code, message, conversationId, holder }) => {
		alerts += 1;
		store.dispatch({ type: "alerted", alert: { id: alerts, code, message, conversationId, holder } });
	};

	async function command(wish: Wish): Promise<ServerFrameOf<"ack"> | undefined> {
		const { conversationId } = wish;
		store.dispatch({ type: "working", conversationId, command: wish.type });
		const answer = await bridge.send({ ...wish, id: nextId() }).catch(noAnswer(conversationId));
		// It is done when the page shows it: the answer may come before the lines.
		await followUp(conversationId);
		store.dispatch({ type: "working", conversationId, command: undefined });
		if (answer.type === "ack") return answer;
		alert(answer);
		return undefined;
	}

	return {
		command,
		followUp,
		alert,
		take(talk) {
			const { conversationId } = talk.snapshot;
			const standing = standingOf(talk.snapshot, store.state.me);
			const offerId = standing.type === "waiting" ? standing.offerId : undefined;
			if (offerId === undefined) return command({ type: "takeover", conversationId });
			return command({ type: "handoverConfirmed", conversationId, offerId });
		},
		async decline({ snapshot: { conversationId, offer } }) {
			if (offer !== undefined)
				await command({ type: "handoverDeclined", conversationId, offerId: offer.offerId });
		},
	};
}

function noAnswer(conversationId: string): () => Answer {
	return () => ({ type: "refused", code: "no-answer", message: "No answer came", conversationId });
}
