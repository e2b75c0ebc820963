import type { Clock } from "@baton/core";
import type { ChannelStore } from "./facts.js";
import type { GraphResult } from "./graph-api.js";
import type { ErrorReason } from "./graph-error.js";

export interface PagePauseOptions {
	readonly store: () => ChannelStore;
	readonly clock: Clock;
}

/** Lets a page send more slowly before Meta does, and not at all where Meta said so: in all processes. */
export interface PagePauses {
	/** Why a send of the page has to wait, and how long. Without an answer it may be sent now, and counts. */
	take(page: string): Promise<Wait | undefined>;
	/** Whether there is room for what the user would not miss. */
	isFree(page: string): boolean;
	/** Learns from what Meta answered. */
	heard(page: string, result: GraphResult): Promise<void>;
}

interface Wait {
	readonly why: ErrorReason;
	/** Milliseconds. */
	readonly ms: number;
}

/** From this share of what Meta allows on, sends are spaced out, up to so far apart. */
const slowFromPercent = 80;
const widestSpaceMs = 5_000;
/** Where Meta says that it is enough and not until when: doubles from refusal to refusal. */
const firstPauseMs = 5_000;
const longestPauseMs = 300_000;
/** How often what other processes heard is looked at. */
const lookEveryMs = 2_000;

interface Page {
	/** Nothing is sent before, epoch milliseconds. */
	until: number;
	/** What Meta refused last. */
	why: ErrorReason;
	/** Between two sends of this process. */
	spaceMs: number;
	nextAt: number;
	lookedAt: number;
	/** Refusals in a row. */
	refusals: number;
}

export function createPagePauses({ store, clock }: PagePauseOptions): PagePauses {
	const pages = new Map<string, Page>();

	function pageOf(page: string): Page {
		const known = pages.get(page);
		if (known !== undefined) return known;
		const fresh: Page = { until: 0, why: "rate-limited", spaceMs: 0, nextAt: 0, lookedAt: 0, refusals: 0 };
		pages.set(page, fresh);
		return fresh;
	}

	async function pause(page: string, { why, ms }: Wait): Promise<void> {
		const own = pageOf(page);
		const until = clock.now() + ms;
		if (until <= own.until) return;
		Object.assign(own, { until, why } satisfies Partial<Page>);
		await quietly(async () => store().writeFact(factOf(page), `${until} ${why}`, ms));
	}

	async function look(page: string, own: Page, now: number): Promise<void> {
		own.lookedAt = now;
		await quietly(async () => {
			const [heard, why] = ((await store().readFact(factOf(page))) ?? "0").split(" ");
			const until = Number(heard);
			// Nobody but `pause` makes these.
			if (until > own.until) Object.assign(own, { until, why: why as ErrorReason } satisfies Partial<Page>);
		});
	}

	return {
		async take(page) {
			const own = pageOf(page);
			const now = clock.now();
			if (now - own.lookedAt >= lookEveryMs) await look(page, own, now);
			if (own.until > now) return { why: own.why, ms: own.until - now };
			if (own.nextAt > now) return { why: "rate-limited", ms: own.nextAt - now };
			if (own.spaceMs > 0) own.nextAt = now + own.spaceMs;
			return undefined;
		},
		isFree(page) {
			const { until, spaceMs } = pageOf(page);
			return spaceMs === 0 && until <= clock.now();
		},
		async heard(page, result) {
			const own = pageOf(page);
			const { percent = 0, regainMs = firstPauseMs } = result.usage ?? {};
			if (result.usage !== undefined) own.spaceMs = spaceFor(percent);
			if (result.isOk) {
				own.refusals = 0;
				if (percent >= 100) await pause(page, { why: "rate-limited", ms: regainMs });
			} else if (result.isAboutPage) {
				const growing = Math.min(longestPauseMs, firstPauseMs * 2 ** own.refusals);
				own.refusals += 1;
				await pause(page, { why: result.why, ms: result.afterMs ?? growing });
			}
		},
	};
}

/** Without the store each process goes by what Meta tells it. */
function quietly(work: () => Promise<void>): Promise<void> {
	return work().catch(() => {});
}

function spaceFor(percent: number): number {
	const share = (percent - slowFromPercent) / (100 - slowFromPercent);
	return share <= 0 ? 0 : Math.min(1, share) * widestSpaceMs;
}

function factOf(page: string): string {
	return `messenger:pause:${page}`;
}
