import { BatonError, createSealer, type Encryption } from "@baton/core";
import { z } from "zod";
import type { DeskStore } from "./memory/desk-store.js";

const credentials = z.object({
	botToken: z.string().min(1),
	signingSecret: z.string().min(1).optional(),
	appToken: z.string().min(1).optional(),
});

/** What Slack gives an app for one workspace. The members are those of {@link slackDesk}'s options. */
export type SlackCredentials = Readonly<z.infer<typeof credentials>>;

export interface SlackCredentialsOptions {
	/** Where they are kept. What other parts of the store may be in clear; these are not. */
	readonly store: Pick<DeskStore, "readFact" | "writeFact">;
	/** The keys under which they are sealed: AES-256-GCM. Old ones open what was sealed before. */
	readonly encryption: Encryption;
}

/** The credentials of workspaces, encrypted where they are kept. */
export interface SlackCredentialsKeeper {
	/**
	 * @param workspace Slack's id of the team, such as `T0123456789`
	 * @throws BatonError `store-tampered` if they were changed by somebody without the key
	 */
	read(workspace: string): Promise<SlackCredentials | undefined>;
	/** Keeps them in place of what was there, or forgets what was there. */
	write(workspace: string, kept: SlackCredentials | undefined): Promise<void>;
}

/**
 * ```ts
 * const keeper = slackCredentials({ store, encryption: { keys: { "2026-a": key }, current: "2026-a" } });
 * await keeper.write("T0123456789", { botToken, signingSecret });
 * const desk = slackDesk({ ...options, ...(await keeper.read("T0123456789")) });
 * ```
 *
 * @throws BatonError `bad-encryption-options`
 */
export function slackCredentials({ store, encryption }: SlackCredentialsOptions): SlackCredentialsKeeper {
	const sealer = createSealer(encryption);
	const placeOf = (workspace: string): string => `slack:credentials:${workspace}`;

	async function write(workspace: string, kept: SlackCredentials | undefined): Promise<void> {
		const place = placeOf(workspace);
		const sealed = kept === undefined ? undefined : sealer.seal(JSON.stringify(check(kept)), place);
		await store.writeFact(place, sealed, Number.POSITIVE_INFINITY);
	}

	return {
		write,
		async read(workspace) {
			const place = placeOf(workspace);
			const sealed = await store.readFact(place);
			if (sealed === undefined) return undefined;
			const kept = credentials.parse(JSON.parse(sealer.open(sealed, place)));
			// So that an old key is no longer needed once everything was read.
			if (!sealer.isCurrent(sealed)) await write(workspace, kept);
			return kept;
		},
	};
}

function check(kept: unknown): SlackCredentials {
	const { success, data, error } = credentials.safeParse(kept);
	if (success) return data;
	throw new BatonError(
		"bad-slack-options",
		`Cannot keep the credentials, correct them: ${z.prettifyError(error)}`,
		{
			cause: error,
		},
	);
}
