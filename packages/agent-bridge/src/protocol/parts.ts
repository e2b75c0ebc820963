import { z } from "zod";

/** Parts that several frames share. */

const id = z.string().min(1).max(256);
/** An address that a browser may be given: nothing but http and https. */
const webAddress = z
	.string()
	.max(4096)
	.regex(/^https?:\/\/\S+$/i, "expected an http or https address");

export const ids = {
	app: id,
	bot: id,
	command: id,
	conversation: z.string().min(1).max(2048),
	entry: id,
	offer: id,
	person: id,
	user: id,
} as const;

/** Epoch seconds; the fraction has milliseconds. */
export const time = z.number().nonnegative();
export const epoch = z.number().int().nonnegative();
export const position = z.number().int().nonnegative();

/** What was said in its simplest form; the activity beside it has everything. */
export const input = z.discriminatedUnion("type", [
	z.object({ type: z.literal("text"), value: z.string() }),
	z.object({ type: z.literal("url"), value: z.string() }),
	z.object({ type: z.literal("image"), value: z.string() }),
	z.object({
		type: z.literal("location"),
		value: z.object({ latitude: z.number(), longitude: z.number(), name: z.string().optional() }),
	}),
]);

/** What a desk may say: as {@link input}, within limits. */
export const spokenInput = z.discriminatedUnion("type", [
	z.object({ type: z.literal("text"), value: z.string().min(1).max(65_536) }),
	z.object({ type: z.literal("url"), value: webAddress }),
	z.object({ type: z.literal("image"), value: webAddress }),
	z.object({
		type: z.literal("location"),
		value: z.object({
			latitude: z.number().min(-90).max(90),
			longitude: z.number().min(-180).max(180),
			name: z.string().max(256).optional(),
		}),
	}),
]);

/** Some adapters name an account, and leave it empty. */
const account = z.looseObject({
	id: z.string().optional(),
	name: z.string().optional(),
	role: z.string().optional(),
});

/** A Bot Framework activity. Members that are not named here pass through. */
export const activity = z.looseObject({
	type: z.string().min(1),
	id: z.string().optional(),
	text: z.string().optional(),
	name: z.string().optional(),
	value: z.unknown().optional(),
	locale: z.string().optional(),
	from: account.optional(),
	recipient: account.optional(),
	channelData: z.unknown().optional(),
	entities: z
		.array(z.looseObject({ type: z.string() }))
		.readonly()
		.optional(),
});

/** A human agent, as the user comes to know them. */
export const person = z.object({
	id: ids.person,
	displayName: z.string().min(1).max(256),
	avatarImage: webAddress.optional(),
});

export const representative = z.object({
	representativeType: z.enum(["BOT", "HUMAN"]),
	displayName: z.string(),
	avatarImage: z.string().optional(),
});

/** Who holds control: an app and, where control is personal, the person. */
export const holder = z.object({
	appId: ids.app,
	kind: z.enum(["bot", "human"]),
	personId: ids.person.optional(),
});

/** What a person may do: `read-only` hears and asks, and changes nothing; a `supervisor` acts for colleagues as well. */
export const role = z.enum(["agent", "supervisor", "read-only"]);
export type Role = z.infer<typeof role>;

/** The name of one of the bot's intents. */
export const intent = z.string().min(1).max(200);

/** Why control was offered. `draftIds` are what the bot would have said. */
export const reason = z.object({
	type: z.enum([
		"asked",
		"unsure",
		"always-human",
		"bot-asked",
		"bot-failed",
		"recognizer-failed",
		"bot-off",
		"draft-only",
		"handed-over",
		"lost",
	]),
	detail: z.string().optional(),
	draftIds: z.array(ids.entry).readonly().optional(),
});

/** What whoever takes it should be able to do. */
export const needs = z.object({
	skills: z.array(z.string().min(1).max(200)).max(64).readonly().optional(),
	/** A BCP 47 tag. */
	language: z.string().min(1).max(64).optional(),
});

const offer = z.object({
	offerId: ids.offer,
	toAppIds: z.array(ids.app).readonly(),
	/** The one person who is asked first. */
	toPersonId: ids.person.optional(),
	reason,
	needs: needs.optional(),
	since: time,
	/** The first position that whoever confirms should read. */
	from: position,
	/** In the list of those who wait: the user's place in line, and how long it may take from here, in seconds. */
	place: z.number().int().optional(),
	expectedWait: z.number().optional(),
});

export const postback = z.object({ type: z.string(), payload: z.unknown() });

export const deliveryState = z.enum([
	"pending",
	"begun",
	"withdrawn",
	"unknown",
	"sent",
	"failed",
	"delivered",
	"read",
]);

export const mode = z.enum(["auto", "draft-only", "off"]);

/** How one conversation stands now. */
export const snapshot = z.object({
	conversationId: ids.conversation,
	botId: ids.bot,
	botUserId: z.string(),
	channel: z.string(),
	user: z.object({
		name: z.string().optional(),
		locale: z.string().optional(),
		accountId: z.string().optional(),
	}),
	phase: z.enum(["bot", "offered", "held", "passing"]),
	epoch,
	/** Absent while the host bot holds control. */
	holder: holder.optional(),
	/** The human who has joined. */
	person: person.optional(),
	/** The offer that stands open. */
	offer: offer.optional(),
	/** What the user left since nobody was there, the newest of it; taken by `handoverConfirmed` with its `offerId`. */
	leftMessage: z.object({ ...offer.shape, leftId: ids.entry, since: time }).optional(),
	watchers: z.array(ids.app).readonly(),
	/** Position of the last entry of the log. */
	position,
	session: z.object({ number: z.number().int(), since: time, last: time, open: z.boolean() }),
	/** Drafts that nobody has used yet. */
	draftIds: z.array(ids.entry).readonly(),
	mode: mode.optional(),
	/** The last session whose user was asked to rate it; with an answer, if there is one. */
	rating: z
		.object({ of: z.number().int(), stars: z.number().int().optional(), answer: z.string().optional() })
		.optional(),
	/** Until when the channel takes what a human writes. Absent for always. */
	replyUntil: time.optional(),
});

export type Input = z.infer<typeof input>;
export type SpokenInput = z.infer<typeof spokenInput>;
export type FrameActivity = z.infer<typeof activity>;
export type Person = Readonly<z.infer<typeof person>>;
export type FrameHolder = Readonly<z.infer<typeof holder>>;
export type FrameOffer = Readonly<z.infer<typeof offer>>;
export type Snapshot = Readonly<z.infer<typeof snapshot>>;
