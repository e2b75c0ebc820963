import type { AppKind, Clock, Logger } from "@baton/core";
import type { SafeCaller } from "@baton/core/http";
import type { Heard } from "../client/types.js";
import type { EntryFrame } from "../protocol/entry-frame.js";
import { failuresAllowed, type Health, nextTry } from "./health.js";
import { post, type Tried } from "./post.js";
import { type Profile, profileOf } from "./profile/profile.js";
import type { Settings } from "./settings.js";
import type { OpenThread, Threads, Trouble } from "./threads.js";
import { toPassing, toTold } from "./to-told.js";
import type { Told } from "./told.js";

export interface TellerOptions {
	readonly appId: string;
	readonly kind: AppKind;
	readonly kinds: ReadonlyMap<string, AppKind>;
	readonly settings: Settings;
	readonly threads: Threads;
	readonly health: Health;
	readonly caller: SafeCaller;
	readonly source: string;
	readonly clock: Clock;
	readonly random: () => number;
	readonly logger: Logger;
	/** Resolves when this process may tell something; false when it never will again. */
	readonly mayTell: () => Promise<boolean>;
	/** What could not be told after all tries: the conversation cannot go on there. */
	readonly onGivenUp: (reference: string) => Promise<void>;
}

/** Tells the endpoint what happens, conversation by conversation, each in its order. */
export interface Teller {
	/** Resolves when the endpoint has taken what the frame tells, or it was given up. */
	hear(heard: Heard): Promise<void>;
	close(): void;
}

export function createTeller(options: TellerOptions): Teller {
	const { appId, kind, kinds, settings, threads, health, clock } = options;
	const profile: Profile = profileOf(settings.profile);
	const observer = { appId, kind, kinds, profile };
	const waiting = new Set<() => void>();
	let closed = false;

	async function tellLine(frame: EntryFrame): Promise<void> {
		const { conversationId: reference, botUserId: userId, botId } = frame;
		const open = await threads.open({ reference, userId, botId });
		const { told, after } = toTold(observer, open.thread, open.standing, frame);
		const restored = troubleOf(open, frame.position);
		for (const [index, each] of told.entries()) {
			if (closed) return;
			if (index >= (restored?.index ?? 0)) await tellOne(open, frame.position, index, each);
		}
		if (closed) return;
		const isOther = after !== open.standing || open.trouble !== undefined;
		Object.assign(open, { standing: after, trouble: undefined });
		if (isOther) await threads.keep(open);
	}

	/** What was found out before a restart, about this very line, and since it was set up last. */
	function troubleOf({ trouble }: OpenThread, position: number): Trouble | undefined {
		return trouble?.position === position && trouble.edition === settings.edition ? trouble : undefined;
	}

	async function tellOne(open: OpenThread, position: number, index: number, told: Told): Promise<void> {
		const body = profile.write(told);
		if (body === undefined) return;
		const before = troubleOf(open, position);
		let { tries, since, nextAt } =
			before?.index === index ? before : { tries: 0, since: clock.now(), nextAt: 0 };
		for (;;) {
			await until(nextAt);
			const tried = await tryOnce(told, body);
			if (tried === undefined || tried.type === "taken") return;
			tries += 1;
			if (health.state.status !== "active" || closed) return halt();
			if (tries >= failuresAllowed) return giveUp(open, told, tried.why);
			nextAt = nextTry(tries, { now: clock.now(), since, random: options.random() });
			open.trouble = { edition: settings.edition, position, index, tries, since, nextAt };
			await threads.keep(open);
		}
	}

	/** `undefined` where nothing is to be told any more. */
	async function tryOnce(told: Told, body: unknown): Promise<Tried | undefined> {
		for (let ms = health.pauseMs(); ms > 0 && !closed; ms = health.pauseMs()) await pause(ms);
		if (closed || !(await options.mayTell())) return halt();
		const began = clock.now();
		const tried = await send(told, body);
		if (tried.type === "taken") await health.succeeded();
		else await health.failed(began, tried);
		return tried;
	}

	function send({ id, type, at, data }: Told, body: unknown): Promise<Tried> {
		const { caller, source } = options;
		const posting = { id, type, at, subject: data.conversation_id, body };
		return post({ caller, settings, source, now: clock.now() }, posting);
	}

	async function giveUp(open: OpenThread, told: Told, why: string): Promise<void> {
		const { reference: key } = open.thread;
		options.logger.error("webhook-given-up", { key, app: appId, what: told.type, why });
		await options.onGivenUp(key);
	}

	/** What is not kept is told once, and nobody waits for it. */
	async function tellPassing(heard: Exclude<Heard, EntryFrame>): Promise<void> {
		const open = threads.known(heard.conversationId);
		if (open === undefined) return;
		const told = toPassing(observer, open.thread, open.standing, heard, clock.now());
		if (heard.type === "erased") threads.forget(heard.conversationId);
		const body = told && profile.write(told);
		if (told !== undefined && body !== undefined && health.pauseMs() === 0) await send(told, body);
	}

	async function until(at: number): Promise<void> {
		if (at > clock.now() && !closed) await pause(at - clock.now());
	}

	function pause(ms: number): Promise<void> {
		return new Promise((resolve) => {
			const end = (): void => {
				callOff();
				waiting.delete(end);
				resolve();
			};
			const callOff = clock.after(ms, end);
			waiting.add(end);
		});
	}

	return {
		hear: (heard) => ("position" in heard ? tellLine(heard) : tellPassing(heard)),
		close() {
			closed = true;
			for (const end of [...waiting]) end();
		},
	};
}

/** Whoever waits for this waits for ever: its connection is closed, or about to be, and the line is told anew. */
function halt(): Promise<never> {
	return new Promise(() => {});
}
