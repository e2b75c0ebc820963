import { randomUUID } from "node:crypto";
import type { Clock } from "@baton/core";
import type { Media } from "./media.js";
import type { ErrorStatus, Refusal } from "./refusal.js";
import type { ApiRequest, Conversation, State } from "./state.js";
import { createUser, type EmulatedUser, tellReceipts, type UserParts } from "./user.js";

export interface UserOptions {
	readonly name?: string | undefined;
	readonly locale?: string | undefined;
	/** Default: a new one. */
	readonly conversationId?: string | undefined;
	/** Whether the device shows surveys. Default: true. */
	readonly knowsSurveys?: boolean | undefined;
	/** Whether agents are told what was read. Default: true. */
	readonly tellsReading?: boolean | undefined;
}

/**
 * What goes wrong with a request: the API refuses it, `no-answer` if it is lost, `lost-answer` if it is done and
 * the answer is lost.
 */
export type Fault = ErrorStatus | Refusal | "no-answer" | "lost-answer";

/** The last word of a request's address. */
export type Resource = "messages" | "events" | "surveys" | "receipt";

export interface WorldOptions {
	readonly agent: string;
	readonly customAgentId: string;
	readonly clock: Clock;
	/** Calls the agent's webhook. */
	readonly call: (body: object) => Promise<void>;
}

/** The conversations, who has them, and what was asked of the API. */
export interface World {
	readonly state: State;
	/** What is to go wrong next with each kind of request, in order. */
	readonly faults: Readonly<Record<Resource, Fault[]>>;
	readonly pictures: ReadonlyMap<string, Media>;
	/** Where the emulator is. Known once it listens. */
	address: string;
	begin(options?: UserOptions): EmulatedUser;
	userOf(conversationId: string): EmulatedUser | undefined;
	/** The device tells that it has got what was sent. */
	received(conversation: Conversation): void;
	/** Stores a `data:` picture, and gives its address. */
	store(picture: string): string;
	accepted(fits: (request: ApiRequest) => boolean): Promise<ApiRequest>;
	subscribe(listener: (conversationId: string) => void): () => void;
}

export function createWorld({ agent, customAgentId, clock, call }: WorldOptions): World {
	const listeners = new Set<(conversationId: string) => void>();
	const users = new Map<string, EmulatedUser>();
	const pictures = new Map<string, Media>();
	const state: State = {
		conversations: new Map(),
		requests: [],
		changed: (conversationId) => {
			for (const listener of listeners) listener(conversationId);
		},
	};
	const parts: UserParts = { ...{ state, clock, agent, customAgentId, call }, address: () => world.address };

	function subscribe(listener: (conversationId: string) => void): () => void {
		listeners.add(listener);
		return () => listeners.delete(listener);
	}

	const world: World = {
		...{
			state,
			pictures,
			faults: { messages: [], events: [], surveys: [], receipt: [] },
			address: "",
			subscribe,
		},
		begin(options = {}) {
			const conversation = newConversation(options);
			const user = createUser(parts, conversation);
			state.conversations.set(conversation.id, conversation);
			users.set(conversation.id, user);
			return user;
		},
		userOf: (conversationId) => users.get(conversationId),
		received(conversation) {
			// Whether it is ever acknowledged is the caller's concern.
			tellReceipts(parts, conversation, "DELIVERED").catch(() => {});
		},
		store(picture) {
			const [, type = "", data = ""] = /^data:([^;]+);base64,(.*)$/.exec(picture) ?? [];
			const id = randomUUID();
			pictures.set(id, { type, bytes: Buffer.from(data, "base64") });
			return `${world.address}/pictures/${id}`;
		},
		accepted: (fits) =>
			new Promise((resolve) => {
				const end = subscribe(look);
				function look(): void {
					const found = state.requests.find((request) => request.answer === "OK" && fits(request));
					if (found === undefined) return;
					end();
					resolve(found);
				}
				look();
			}),
	};
	return world;
}

function newConversation(options: UserOptions): Conversation {
	const { name = "Michael", locale = "en", conversationId = randomUUID() } = options;
	const { knowsSurveys = true, tellsReading = true } = options;
	return {
		id: conversationId,
		userName: name,
		...{ locale, knowsSurveys, tellsReading },
		...{ lines: [], used: new Set(), typing: undefined, lastSurveyAt: undefined },
	};
}
