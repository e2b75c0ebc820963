import { createHash } from "node:crypto";
import type { Store } from "@baton/core";
import { z } from "zod";
import type { ProfileChoice } from "./profile/profile.js";

/** Where the desk keeps what outlives its process. The handoff's own store will do. */
export type FactStore = Pick<Store, "readFact" | "writeFact" | "claimFact">;

/** Kept until it is replaced. */
export const foreverMs = 315_360_000_000;

const secret = z.object({
	value: z.string(),
	/** Until when it is good beside a newer one, epoch milliseconds. */
	until: z.number().optional(),
});

/** What was set up, and verified. */
const settings = z.object({
	/** New at every setting up: what was found out under an older one does not count. */
	edition: z.string(),
	url: z.string(),
	/** Hash of the word that every answer must carry. */
	token: z.string(),
	profile: z.custom<ProfileChoice>((value) => typeof value === "string" || typeof value === "object"),
	cloudEvents: z.enum(["binary", "structured"]).optional(),
	/** Newest first. Empty where nothing is signed. */
	signing: z.array(secret).readonly(),
	/** Hashes of what every call to us must carry. Newest first. */
	access: z.array(secret).readonly(),
	/** The part of our address that nobody can guess. */
	inbound: z.string(),
});

export type Settings = Readonly<z.infer<typeof settings>>;
export type Secret = Settings["signing"][number];

const state = z.object({
	edition: z.string(),
	status: z.enum(["active", "inactive"]),
	why: z.string().optional(),
	since: z.number(),
	/** Failures in a row. */
	failures: z.number(),
	/** Failures of what began before this are of the same trouble, and not counted again. */
	countFrom: z.number(),
	/** The endpoint asked to be left alone until then. */
	pausedUntil: z.number(),
});

/** What was found out about the endpoint since it was set up. */
export type EndpointState = Readonly<z.infer<typeof state>>;

function freshState(edition: string, now: number): EndpointState {
	return { edition, status: "active", since: now, failures: 0, countFrom: 0, pausedUntil: 0 };
}

/** A few words about one app's endpoint, each in a fact of its own. */
export interface Records {
	readSettings(): Promise<Settings | undefined>;
	writeSettings(settings: Settings): Promise<void>;
	/** That of another edition is as good as none. */
	readState(edition: string, now: number): Promise<EndpointState>;
	writeState(state: EndpointState): Promise<void>;
}

export function recordsOf(store: FactStore, appId: string): Records {
	const name = (of: string): string => `webhook:${encodeURIComponent(appId)}:${of}`;
	const read = async (of: string): Promise<unknown> => {
		const text = await store.readFact(name(of));
		return text === undefined ? undefined : JSON.parse(text);
	};
	const write = async (of: string, value: unknown): Promise<void> => {
		await store.writeFact(name(of), JSON.stringify(value), foreverMs);
	};
	return {
		readSettings: async () => settings.optional().parse(await read("settings")),
		writeSettings: (value) => write("settings", value),
		async readState(edition, now) {
			const { success, data } = state.safeParse(await read("state"));
			return success && data.edition === edition ? data : freshState(edition, now);
		},
		writeState: (value) => write("state", value),
	};
}

export function hashOf(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}

/** Those that are good now. */
export function goodSecrets(secrets: readonly Secret[], now: number): readonly string[] {
	return secrets.filter(({ until }) => until === undefined || now < until).map(({ value }) => value);
}
