import { z } from "zod";
import { entryFrame } from "./entry-frame.js";
import { deliveryState, epoch, holder, ids, person, position, role, snapshot, time } from "./parts.js";

const connected = z.object({
	type: z.literal("connected"),
	version: z.literal(1),
	appId: ids.app,
	kind: z.enum(["bot", "human"]),
	botIds: z.array(ids.bot).readonly(),
	/** The person of the ticket, on a connection of a person. */
	person: person.optional(),
	/** Theirs. */
	role: role.optional(),
	/** Who may take over from a colleague of the same app. */
	colleagueTakeover: z.enum(["agents", "supervisors"]).optional(),
	/** `app` has a mailbox to acknowledge; `person` is shown what happens from now on. */
	as: z.enum(["app", "person"]),
	time,
	/** Silence for longer than twice this means that the connection is dead. */
	heartbeatMs: z.number(),
	limits: z.object({ frameBytes: z.number(), depth: z.number(), unacknowledged: z.number() }),
	/** Every app that control could be offered to, for names. */
	apps: z
		.array(
			z.object({
				appId: ids.app,
				kind: z.enum(["bot", "human"]),
				displayName: z.string(),
				avatarImage: z.string().optional(),
				skills: z.array(z.string()).readonly().optional(),
				languages: z.array(z.string()).readonly().optional(),
				/** How many conversations it takes at once, or each of its people. Absent for any number. */
				capacity: z.number().int().optional(),
			}),
		)
		.readonly(),
	bots: z
		.array(
			z.object({
				botId: ids.bot,
				displayName: z.string(),
				avatarImage: z.string().optional(),
				/** What it can be asked: what a person may say that a user meant. */
				intents: z.array(z.string()).readonly().optional(),
			}),
		)
		.readonly(),
});

/** The command had its effect, now or when it came first. */
const ack = z.object({
	type: z.literal("ack"),
	re: ids.command,
	conversationId: ids.conversation,
	epoch,
	/** What was written, in order. */
	entryIds: z.array(ids.entry).readonly(),
	position,
	/** How many of the entries were held back as drafts. */
	drafts: z.number().int(),
});

/** What was asked for was not done. `epoch` and `holder` say how it stands, where that is known and yours to know. */
const refused = z.object({
	type: z.literal("refused"),
	/** Absent if the frame could not be read so far. */
	re: ids.command.optional(),
	conversationId: ids.conversation.optional(),
	code: z.string(),
	message: z.string(),
	epoch: epoch.optional(),
	/** Absent while the host bot holds control. */
	holder: holder.optional(),
	/** With `at-capacity`: how many you hold, and how many you may. */
	load: z.object({ held: z.number().int(), capacity: z.number().int() }).optional(),
});

const typing = z.object({
	type: z.literal("typing"),
	conversationId: ids.conversation,
	/** `user`, `bot`, or the id of an app. */
	by: z.string(),
});

/** Somebody at one of the bot's desks has the conversation on screen. */
const looking = z.object({
	type: z.literal("looking"),
	conversationId: ids.conversation,
	appId: ids.app,
	person,
	doing: z.enum(["reading", "writing", "gone"]),
});

/** Somebody is at one of the desks of your bots, or is no more. */
const colleague = z.object({
	type: z.literal("colleague"),
	appId: ids.app,
	person,
	state: z.enum(["here", "gone"]),
	/** Whether they may do more than look. */
	mayAct: z.boolean(),
});

/** What became of something that was sent. Not kept: `transcript` has it too. */
const deliveryReport = z.object({
	type: z.literal("deliveryReport"),
	conversationId: ids.conversation,
	of: ids.entry,
	state: deliveryState,
	nativeId: z.string().optional(),
	error: z.string().optional(),
	/** The user's, as the channel names it; empty once it was taken back. */
	reaction: z.string().optional(),
});

/** Not kept: an app that was away finds that the conversation is unknown. */
const erased = z.object({ type: z.literal("erased"), conversationId: ids.conversation });

/** Not kept. Told by the server that noticed it. */
const outage = z.object({ type: z.literal("outage"), state: z.enum(["began", "ended"]) });

const transcript = z.object({
	type: z.literal("transcript"),
	re: ids.command,
	conversation: snapshot,
	/** In order. */
	entries: z.array(entryFrame).readonly(),
	/** Whether there is more, in the direction that was asked for. */
	more: z.boolean(),
	/** Of a user: where to go on, if there is more. Give it as `from`. */
	next: z.string().optional(),
});

const transcriptUrl = z.object({
	type: z.literal("transcriptUrl"),
	re: ids.command,
	/** Shows it to people who are signed in and may see it. */
	url: z.string(),
	/** When it has expired. */
	until: time,
});

const undelivered = z.object({
	conversationId: ids.conversation,
	entryId: ids.entry,
	state: z.enum(["failed", "unknown"]),
	error: z.string().optional(),
	time,
});

const hit = z.object({
	conversation: snapshot,
	/** Whether the user's name or id has the words. */
	isUser: z.boolean(),
	/** The newest lines that have them. */
	lines: z
		.array(z.object({ position, time, by: z.enum(["user", "bot", "human", "note"]), text: z.string() }))
		.readonly(),
});

const found = z.object({
	type: z.literal("found"),
	re: ids.command,
	hits: z.array(hit).readonly(),
	/** How many conversations were looked through for it. */
	looked: z.number().int(),
	/** Where to go on, if there is more to look through. */
	next: z.string().optional(),
});

const list = z.object({
	type: z.literal("list"),
	re: ids.command,
	of: z.enum(["waiting", "held", "open", "undelivered"]),
	conversations: z.array(snapshot).readonly(),
	/** With `undelivered`: what could not be sent, or nobody can know of, the newest first. */
	undelivered: z.array(undelivered).readonly().optional(),
	/** Whether there are more than the limit allowed. */
	more: z.boolean(),
});

const ticket = z.object({
	type: z.literal("ticket"),
	re: ids.command,
	ticket: z.string(),
	/** When it can no longer be connected with. */
	until: time,
});

const audit = z.object({
	type: z.literal("audit"),
	re: ids.command,
	/** The newest first. */
	records: z
		.array(
			z.object({
				id: z.string(),
				time,
				what: z.string(),
				/** `done`, or the code of the refusal. */
				outcome: z.string(),
				appId: z.string().optional(),
				person: z.object({ id: z.string(), displayName: z.string() }).optional(),
				role: z.string().optional(),
				address: z.string().optional(),
				botId: z.string().optional(),
				conversationId: z.string().optional(),
				about: z.string().optional(),
			}),
		)
		.readonly(),
	/** Where to go on, if there may be more: give it as `from`. */
	next: z.string().optional(),
});

/** The server stops. Whoever comes back does it at a random moment within this time, so that not all come at once. */
const goingAway = z.object({ type: z.literal("goingAway"), withinMs: z.number().nonnegative() });

const ping = z.object({ type: z.literal("ping") });

/** What the server sends that is not a line of a log. */
const directFrame = z.discriminatedUnion("type", [
	connected,
	ack,
	refused,
	typing,
	looking,
	colleague,
	deliveryReport,
	erased,
	outage,
	transcript,
	transcriptUrl,
	list,
	found,
	ticket,
	audit,
	goingAway,
	ping,
]);

/** Every frame that a server sends. */
export const serverFrame = z.discriminatedUnion("type", [...entryFrame.options, ...directFrame.options]);

export type DirectFrame = Readonly<z.infer<typeof directFrame>>;
export type ServerFrame = Readonly<z.infer<typeof serverFrame>>;
export type ServerFrameType = ServerFrame["type"];
export type ServerFrameOf<T extends ServerFrameType> = Extract<ServerFrame, { readonly type: T }>;
