import { randomBytes } from "node:crypto";
import { BatonError, type Clock } from "@baton/core";
import type { SafeCaller } from "@baton/core/http";
import { z } from "zod";
import { webhookId } from "./ids.js";
import { post } from "./post.js";
import { type ProfileChoice, profileOf } from "./profile/profile.js";
import { hashOf, type Records, type Secret, type Settings } from "./settings.js";

const settingUp = z.object({
	/** Where the system is called: https, and of the public internet unless the desk allows others. */
	url: z.string().min(1).max(2048),
	/** The word that every answer must carry. Whoever runs the system knows it; we never send it. */
	verificationToken: z.string().min(8).max(512),
	/** How things are written. Default: `plain`. */
	profile: z
		.custom<ProfileChoice>((value) => typeof value === "string" || typeof value === "object")
		.default("plain"),
	/** Requests are signed with it as Standard Webhooks: `newSigningSecret()`. One before it signs too, for a day. */
	signingSecret: z
		.string()
		.regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "expected whsec_ and 24 to 64 bytes in base64")
		.optional(),
	/** Each request is a CloudEvent: its attributes in headers, or around what is sent. Default: none. */
	cloudEvents: z.enum(["binary", "structured"]).optional(),
});

export type SettingUp = Readonly<z.input<typeof settingUp>>;

export interface Access {
	/** What every call must carry. It is told only now. */
	readonly accessToken: string;
}

export interface SetUp extends Partial<Access> {
	/** Where the system calls us. It stays the same when the endpoint is set up again. */
	readonly address: string;
}

export interface SetUpOptions {
	readonly records: Records;
	readonly caller: SafeCaller;
	readonly clock: Clock;
	readonly source: string;
	readonly publicUrl: string;
	readonly allowPrivate: boolean | undefined;
}

const dayMs = 86_400_000;

export async function setUp(options: SetUpOptions, given: SettingUp): Promise<SetUp> {
	const { records, clock, publicUrl } = options;
	const endpoint = parse(given, options.allowPrivate === true);
	const before = await records.readSettings();
	const accessToken = before === undefined ? random() : undefined;
	const settings: Settings = {
		edition: random(),
		url: endpoint.url,
		token: hashOf(endpoint.verificationToken),
		profile: endpoint.profile,
		cloudEvents: endpoint.cloudEvents,
		signing: withNewer(before?.signing ?? [], endpoint.signingSecret, { now: clock.now(), overlapMs: dayMs }),
		access: before?.access ?? [{ value: hashOf(accessToken ?? "") }],
		inbound: before?.inbound ?? random(),
	};
	await verify(options, settings);
	await records.writeSettings(settings);
	const address = `${publicUrl}/${settings.inbound}`;
	return accessToken === undefined ? { address } : { address, accessToken };
}

function parse(given: SettingUp, allowPrivate: boolean): z.output<typeof settingUp> {
	const { success, data, error } = settingUp.safeParse(given);
	if (!success) throw bad(z.prettifyError(error), error);
	const protocol = URL.canParse(data.url) ? new URL(data.url).protocol : undefined;
	if (protocol !== "https:" && !(allowPrivate && protocol === "http:"))
		throw bad("its address must be https");
	profileOf(data.profile);
	return data;
}

interface Overlap {
	readonly now: number;
	readonly overlapMs: number;
}

/** The one in use goes on for a while beside the new one. */
function withNewer(
	before: readonly Secret[],
	secret: string | undefined,
	{ now, overlapMs }: Overlap,
): readonly Secret[] {
	if (secret === undefined) return [];
	const others = before.filter(
		({ value, until }) => value !== secret && (until === undefined || now < until),
	);
	return [
		{ value: secret },
		...others.map(({ value, until }) => ({ value, until: until ?? now + overlapMs })),
	];
}

/** The endpoint is asked for the word, and is not told it. */
async function verify({ caller, clock, source }: SetUpOptions, settings: Settings): Promise<void> {
	const now = clock.now();
	const told = { id: webhookId(settings.edition), type: "verification", at: now, data: {} } as const;
	const body = profileOf(settings.profile).write(told) ?? { type: "verification" };
	const tried = await post({ caller, settings, source, now }, { ...told, subject: undefined, body });
	if (tried.type === "taken") return;
	throw new BatonError(
		"not-verified",
		`Cannot use the endpoint: ${tried.why}. Correct that, and set it up again`,
	);
}

export async function renewAccessToken(
	{ records, clock }: Pick<SetUpOptions, "records" | "clock">,
	overlapMs = dayMs,
): Promise<Access> {
	const settings = await records.readSettings();
	if (settings === undefined)
		throw new BatonError("not-set-up", "Cannot renew the access token: set the endpoint up first");
	const accessToken = random();
	const access = withNewer(settings.access, hashOf(accessToken), { now: clock.now(), overlapMs });
	await records.writeSettings({ ...settings, access });
	return { accessToken };
}

function random(): string {
	return randomBytes(24).toString("base64url");
}

function bad(why: string, cause?: unknown): BatonError {
	return new BatonError("bad-endpoint", `Cannot set the endpoint up, correct it: ${why}`, { cause });
}
