import { z } from "zod";
import {
	activity,
	epoch,
	ids,
	intent,
	mode,
	needs,
	person,
	position,
	role,
	spokenInput,
	time,
} from "./parts.js";

/** Who commands, on a connection of an app. On a connection of a person the ticket says it, and this is ignored. */
const by = { person: person.optional() } as const;

const about = { id: ids.command, conversationId: ids.conversation } as const;

const command = <const Type extends string, Members extends z.ZodRawShape>(type: Type, members: Members) =>
	z.object({ type: z.literal(type), ...about, ...members });

/** What is said: in its simplest form, or as an activity. One of them. */
const words = { input: spokenInput.optional(), activity: activity.optional() } as const;
const reasonText = z.string().max(4096);
/** What the user meant, as whoever uses a draft says; null for none of the bot's intents. */
const meant = { intent: intent.nullable().optional() } as const;

/** Frames that change a conversation. */
const commandFrame = z.discriminatedUnion("type", [
	command("handover", {
		...by,
		epoch,
		toAppId: ids.app.optional(),
		/** Several may be asked; the first to confirm has it. */
		toAppIds: z.array(ids.app).min(1).max(64).optional(),
		/** Of the one app that is named, or of one's own if none is: who is asked first. */
		toPersonId: ids.person.optional(),
		/** Where nobody is named: what whoever takes it should be able to do. */
		needs: needs.optional(),
		note: reasonText.optional(),
		/** In seconds: how often it is repeated, and how long. Default: 30 and 300, or what the bot's team has chosen. */
		retryHandoverInterval: z.number().min(1).max(86_400).optional(),
		retryHandoverFor: z.number().min(1).max(604_800).optional(),
	}),
	command("handoverConfirmed", { ...by, offerId: ids.offer }),
	command("handoverDeclined", { ...by, offerId: ids.offer, why: reasonText.optional() }),
	command("withdraw", { ...by, epoch }),
	command("takeover", by),
	command("release", {
		...by,
		epoch,
		why: reasonText.optional(),
		/** The app cannot go on: the user is told, and others are asked. Not from a connection of a person. */
		lost: z.boolean().optional(),
	}),
	command("close", { ...by, epoch: epoch.optional(), why: reasonText.optional() }),
	command("agentSay", { ...by, ...words, epoch }),
	command("interject", { ...by, ...words }),
	command("edit", { ...by, ...words, epoch, editedId: ids.entry }),
	command("delete", { ...by, epoch, deletedId: ids.entry }),
	command("sendDraft", { ...by, ...words, ...meant, epoch, draftId: ids.entry }),
	command("discardDraft", { ...by, ...meant, draftId: ids.entry }),
	command("watch", by),
	command("unwatch", by),
	command("note", { ...by, text: z.string().min(1).max(65_536) }),
	command("askRating", by),
	command("mode", { ...by, mode }),
	command("sayAgain", { ...by, entryId: ids.entry }),
	command("giveUp", { ...by, entryId: ids.entry }),
]);

/** What waits for somebody to confirm, what your app holds, what is open, or where something could not be sent. */
const listName = z.enum(["waiting", "held", "open", "undelivered"]);

/** Frames that ask. */
const requestFrame = z.discriminatedUnion("type", [
	z.object({
		type: z.literal("getTranscript"),
		id: ids.command,
		/** One of them: a conversation, or all of a user's that your bots have. */
		conversationId: ids.conversation.optional(),
		botUserId: ids.user.optional(),
		/** `JSON`, if absent: pages of entries. */
		as: z.enum(["JSON", "URL"]).optional(),
		/** Of a user: the `next` of the answer before. */
		from: z.string().max(4096).optional(),
		/** Of a conversation. Positions are exclusive. Without either: the last entries. */
		after: position.optional(),
		before: position.optional(),
		limit: z.number().int().min(1).max(200).optional(),
	}),
	z.object({
		type: z.literal("getList"),
		id: ids.command,
		of: listName,
		limit: z.number().int().min(1).max(500).optional(),
	}),
	z.object({ type: z.literal("takeNext"), id: ids.command, ...by }),
	z.object({
		type: z.literal("search"),
		id: ids.command,
		/** Words that are all in the user's name or id, or all in one line. */
		text: z.string().trim().min(1).max(200),
		/** The `next` of an answer: goes on where that one stopped. */
		from: z.string().max(4096).optional(),
	}),
	z.object({
		type: z.literal("getTicket"),
		id: ids.command,
		person,
		/** `agent`, if absent. */
		role: role.optional(),
		/** All of the connection's, if absent. */
		botIds: z.array(ids.bot).max(1024).optional(),
		/** A minute, if absent. */
		forSeconds: z.number().int().min(1).max(300).optional(),
	}),
	z.object({
		type: z.literal("getAudit"),
		id: ids.command,
		/** From then on, and before then. */
		since: time.optional(),
		until: time.optional(),
		appId: ids.app.optional(),
		personId: ids.person.optional(),
		conversationId: ids.conversation.optional(),
		/** The `next` of the answer before. */
		from: z.string().max(256).optional(),
		limit: z.number().int().min(1).max(200).optional(),
	}),
]);

const connect = z.object({
	type: z.literal("connect"),
	/** 1. */
	version: z.number().int(),
	/** An app connects with its id and its secret, a person with a ticket. */
	appId: ids.app.optional(),
	appSecret: z.string().min(1).max(1024).optional(),
	ticket: z.string().min(1).max(8192).optional(),
	/** The bots to listen for; all that the app is registered for, if absent. */
	botIds: z.array(ids.bot).max(1024).optional(),
	/** False for a connection that only commands and asks: it is told no lines, and the app is not there by it. */
	listens: z.boolean().optional(),
});

const taken = { conversationId: ids.conversation, position } as const;

/**
 * Everything addressed to the app in this conversation, up to this position, was taken in; `more` says the same
 * of other conversations.
 */
const acknowledge = z.object({
	type: z.literal("ack"),
	...taken,
	more: z.array(z.object(taken)).max(1024).optional(),
});
const typing = z.object({ type: z.literal("typing"), conversationId: ids.conversation });
/** A person has the conversation on screen, writes in it, or has it no more. Said again every 20 seconds. */
const looking = z.object({
	type: z.literal("looking"),
	...by,
	conversationId: ids.conversation,
	doing: z.enum(["reading", "writing", "gone"]),
});
const pong = z.object({ type: z.literal("pong") });

/** Every frame that a client sends. */
export const clientFrame = z.discriminatedUnion("type", [
	connect,
	acknowledge,
	typing,
	looking,
	pong,
	...requestFrame.options,
	...commandFrame.options,
]);

export type CommandFrame = Readonly<z.infer<typeof commandFrame>>;
export type RequestFrame = Readonly<z.infer<typeof requestFrame>>;
export type ConnectFrame = Readonly<z.infer<typeof connect>>;
export type ClientFrame = Readonly<z.infer<typeof clientFrame>>;
export type ClientFrameType = ClientFrame["type"];
export type ClientFrameOf<T extends ClientFrameType> = Extract<ClientFrame, { readonly type: T }>;
