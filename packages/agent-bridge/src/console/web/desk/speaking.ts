import type { CommandFrame } from "../../../protocol/client-frame.js";
import { type CannedReply, openBlank } from "../model/canned-replies.js";
import { type ComposerText, emptyText, type Unanswered } from "../model/composer-text.js";
import { correction, type Draft } from "../model/draft.js";
import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import type { Answer } from "../wire/bridge.js";
import type { Commanding } from "./commanding.js";
import type { Tools } from "./tools.js";

/** What a person at the desk says: replies, notes, and the bot's drafts. */
export interface Speaking {
	write(conversationId: string, text: ComposerText): void;
	/** Sends what is in the field, as what it is. */
	submit(talk: Talk): Promise<void>;
	/** As it is. Takes the conversation first, if it is not held here. */
	sendDraft(talk: Talk, draft: Draft): Promise<void>;
	/** What was said and not answered, always as the same command, also after a reload: it is said once. */
	sayUntilAnswered(unanswered: Unanswered): Promise<void>;
	/** Once more, in the same words: what was not delivered. */
	sayAgain(conversationId: string, entryId: string): Promise<void>;
	/** What was not delivered is off the list of it. */
	giveUp(conversationId: string, entryId: string): Promise<void>;
	/** What is in the field, by whoever takes the conversation for it. Nothing is sent where taking it was refused. */
	takeAndSubmit(talk: Talk): Promise<void>;
	discardDraft(talk: Talk, draft: Draft): Promise<void>;
	/** Keeps what the user meant, until the draft is used; `null` for none of the bot's intents. */
	mean(draft: Draft, intent: string | null | undefined): void;
	/** One's own canned replies from now on. */
	keepReplies(own: readonly CannedReply[]): void;
}

const typingEveryMs = 3000;

export function createSpeaking(tools: Tools, commanding: Commanding): Speaking {
	const { bridge, store, nextId, now } = tools;
	let toldTypingAt = 0;

	function write(conversationId: string, text: ComposerText): void {
		store.dispatch({ type: "written", conversationId, text });
		if (text.mode === "note" || text.text === "" || now() - toldTypingAt < typingEveryMs) return;
		toldTypingAt = now();
		bridge.type(conversationId);
	}

	/** Sent until it is answered, always as the same command: it is said once. */
	async function insist(command: CommandFrame): Promise<Answer> {
		for (;;) {
			try {
				return await bridge.send(command);
			} catch {
				if (store.state.connection === "signedOut") return unanswered(command);
				await pause(tools, 2000);
			}
		}
	}

	function meant(draftId: string): { readonly intent?: string | null | undefined } {
		const intent = store.state.meant.get(draftId);
		return intent === undefined ? {} : { intent };
	}

	async function say(talk: Talk, written: ComposerText): Promise<void> {
		const { conversationId, epoch } = talk.snapshot;
		const text = written.text.trim();
		const said = { id: nextId(), conversationId, epoch } as const;
		const draftId = written.correcting;
		const command: CommandFrame =
			draftId === undefined
				? { type: "agentSay", ...said, input: { type: "text", value: text } }
				: { type: "sendDraft", ...said, ...meant(draftId), draftId, ...correction(talk, draftId, text) };
		await sayUntilAnswered({ command, written });
	}

	async function sayUntilAnswered({ command, written }: Unanswered): Promise<void> {
		const { id: commandId, conversationId } = command;
		const text = written.text.trim();
		store.dispatch({
			type: "saying",
			conversationId,
			commandId,
			text,
			at: now(),
			said: { command, written },
		});
		const answer = await insist(command);
		void commanding.followUp(conversationId);
		if (answer.type === "ack") {
			return store.dispatch({ type: "saidSo", conversationId, commandId, entryIds: answer.entryIds });
		}
		store.dispatch({ type: "unsaid", conversationId, commandId, written });
		commanding.alert({ ...answer, conversationId });
	}

	async function note(talk: Talk, written: ComposerText): Promise<void> {
		const { conversationId } = talk.snapshot;
		const answer = await commanding.command({ type: "note", conversationId, text: written.text.trim() });
		if (answer === undefined) store.dispatch({ type: "written", conversationId, text: written });
	}

	async function submit(talk: Talk): Promise<void> {
		const written = store.state.texts.get(talk.snapshot.conversationId) ?? emptyText;
		if (written.text.trim() === "" || openBlank(written) !== undefined) return;
		store.dispatch({ type: "written", conversationId: talk.snapshot.conversationId, text: emptyText });
		toldTypingAt = 0;
		await (written.mode === "note" ? note(talk, written) : say(talk, written));
	}

	return {
		write,
		submit,
		sayUntilAnswered,
		async sayAgain(conversationId, entryId) {
			await commanding.command({ type: "sayAgain", conversationId, entryId });
		},
		async giveUp(conversationId, entryId) {
			await commanding.command({ type: "giveUp", conversationId, entryId });
		},
		async takeAndSubmit(talk) {
			if ((await commanding.take(talk)) === undefined) return;
			const taken = store.state.talks.get(talk.snapshot.conversationId);
			if (taken !== undefined) await submit(taken);
		},
		async sendDraft(talk, draft) {
			const { conversationId } = talk.snapshot;
			const isMine = standingOf(talk.snapshot, store.state.me).type === "mine";
			const epoch = isMine ? talk.snapshot.epoch : (await commanding.take(talk))?.epoch;
			if (epoch === undefined) return;
			const said = { conversationId, draftId: draft.id, ...meant(draft.id) };
			await commanding.command({ type: "sendDraft", epoch, ...said });
		},
		async discardDraft({ snapshot: { conversationId } }, draft) {
			const said = { conversationId, draftId: draft.id, ...meant(draft.id) };
			await commanding.command({ type: "discardDraft", ...said });
		},
		keepReplies: (own) => store.dispatch({ type: "replies", own }),
		mean: ({ id: draftId }, intent) => store.dispatch({ type: "meant", draftId, intent }),
	};
}

function pause({ after }: Tools, ms: number): Promise<void> {
	return new Promise((resolve) => {
		after(ms, resolve);
	});
}

function unanswered({ conversationId }: CommandFrame): Answer {
	return { type: "refused", code: "no-answer", message: "No answer came", conversationId };
}
