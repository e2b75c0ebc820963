import type { CommandFrame } from "../../../protocol/client-frame.js";
import type { ServerFrameOf } from "../../../protocol/server-frame.js";
import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import type { Answer } from "../wire/bridge.js";
import type { Tools } from "./tools.js";

type WithoutId<Frame> = Frame extends unknown ? Omit<Frame, "id"> : never;
export type Wish = WithoutId<CommandFrame>;

type Refused = Pick<ServerFrameOf<"refused">, "code" | "message" | "conversationId" | "holder" | "load">;

/** Moves of control, as a person wishes for them. What is refused is shown as an alert. */
export interface Commanding {
	/** The answer if it had its effect; `undefined` if it was refused, which has been shown then. */
	command(wish: Wish): Promise<ServerFrameOf<"ack"> | undefined>;
	/** Takes the one who has waited longest of those whom this person may take. */
	takeNext(): Promise<ServerFrameOf<"ack"> | undefined>;
	take(talk: Talk): Promise<ServerFrameOf<"ack"> | undefined>;
	decline(talk: Talk): Promise<void>;
	/** Reads how the conversation stands after something was commanded. */
	followUp(conversationId: string): Promise<void>;
	alert(refused: Refused): void;
}

export function createCommanding(tools: Tools, followUp: Commanding["followUp"]): Commanding {
	const { bridge, store, nextId } = tools;
	let alerts = 0;
	/** Of the last wish for the next one that was not answered: asked again with it, nobody is given two. */
	let nextWish: string | undefined;
	let isTakingNext = false;

	const alert: Commanding["alert"] = ({ code, message, conversationId, holder, load }) => {
		alerts += 1;
		store.dispatch({ type: "alerted", alert: { id: alerts, code, message, conversationId, holder, load } });
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

	async function takeNext(): Promise<ServerFrameOf<"ack"> | undefined> {
		if (isTakingNext) return undefined;
		isTakingNext = true;
		nextWish ??= nextId();
		const answer = await bridge.takeNext(nextWish).catch(noAnswer());
		isTakingNext = false;
		if (answer.type === "ack" || answer.code !== "no-answer") nextWish = undefined;
		if (answer.type === "ack") return answer;
		alert(answer);
		return undefined;
	}

	return {
		command,
		takeNext,
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

function noAnswer(conversationId?: string): () => Answer {
	return () => ({ type: "refused", code: "no-answer", message: "No answer came", conversationId });
}
