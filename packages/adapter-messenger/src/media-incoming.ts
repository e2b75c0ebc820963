import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Activity, Logger } from "@baton/core";
import { z } from "zod";
import type { ChannelStore } from "./facts.js";
import { limits } from "./limits.js";
import { fetchMedia, isForGood } from "./media-fetch.js";
import type { MediaOptions } from "./media-options.js";

export interface IncomingMediaOptions {
	readonly media: MediaOptions;
	readonly store: () => ChannelStore;
	/** Makes the names under which media is kept impossible to guess. */
	readonly secret: string;
	readonly logger: Logger;
}

/** Keeps what users send: Messenger's addresses of it expire. */
export interface IncomingMedia {
	/**
	 * The activity with addresses that last. What is behind them is fetched from now on, and not waited for: Messenger
	 * wants its answer.
	 */
	adopt(activity: Activity): Activity;
	/** For `mediaEdge`: fetches what is asked for and could not be fetched before. */
	onMissing(path: string): Promise<void>;
	/** Resolves when nothing is being fetched. */
	settled(): Promise<void>;
}

const attachments = z.array(
	z.looseObject({ contentType: z.string(), contentUrl: z.string().optional(), name: z.string().optional() }),
);
type Attachment = z.output<typeof attachments>[number];

/** What a kind of attachment may turn out to be. Voice messages come as the video that they are kept in. */
const wanted: Readonly<Record<string, readonly string[]>> = {
	"image/*": ["image/"],
	"audio/*": ["audio/", "video/"],
	"video/*": ["video/"],
	"application/octet-stream": [""],
};

const fetchWithinMs = 20_000;
const fetchesAtOnce = 8;
const pausesMs = [1_000, 5_000] as const;
/** As long as Messenger's own addresses may be good. */
const rememberMs = 7 * 86_400_000;

/** Where something comes from, until it is kept. */
const origin = z.object({ url: z.string(), kind: z.string(), name: z.string() });
type Origin = z.output<typeof origin>;

export function createIncomingMedia(options: IncomingMediaOptions): IncomingMedia {
	const { store, secret, logger } = options;
	const { store: media, publicUrl = "", allowPrivate } = options.media;
	const underWay = new Map<string, Promise<void>>();
	const fewAtOnce = atMost(fetchesAtOnce);

	async function fetchOnce(id: string, { url, kind, name }: Origin): Promise<void> {
		const { headers, body } = await fetchMedia(url, {
			...{ maxBytes: limits.file, withinMs: fetchWithinMs, types: wanted[kind] ?? [], allowPrivate },
		});
		const [type = "application/octet-stream"] = (headers["content-type"] ?? "").split(";", 1);
		await media.keep(body, { id, type, name });
	}

	async function fetchPatiently(id: string, from: Origin): Promise<void> {
		await store().writeFact(factOf(media.pathOf(id)), JSON.stringify(from), rememberMs);
		for (const pauseMs of [...pausesMs, undefined]) {
			try {
				return await fetchOnce(id, from);
			} catch (error) {
				if (pauseMs === undefined || isForGood(error))
					return logger.warn("messenger-media-not-kept", { kind: from.kind, error });
				await pause(pauseMs, undefined, { ref: false });
			}
		}
	}

	function begin(id: string, from: Origin): void {
		if (underWay.has(id)) return;
		const work = fewAtOnce(() => fetchPatiently(id, from))
			.catch((error: unknown) => logger.error("messenger-media-failed", { error }))
			.finally(() => underWay.delete(id));
		underWay.set(id, work);
	}

	function adoptOne(attachment: Attachment): Attachment {
		const { contentType: kind, contentUrl: url = "" } = attachment;
		if (wanted[kind] === undefined || !/^https?:/.test(url)) return attachment;
		const id = createHmac("sha256", secret).update(url).digest("base64url");
		begin(id, { url, kind, name: attachment.name ?? nameIn(url) });
		return { ...attachment, contentUrl: publicUrl + media.pathOf(id) };
	}

	return {
		adopt(activity) {
			const { data } = attachments.safeParse(activity.attachments);
			return data === undefined ? activity : { ...activity, attachments: data.map(adoptOne) };
		},
		async onMissing(path) {
			const fact = await store().readFact(factOf(path));
			if (fact === undefined) return;
			const id = path.slice(path.lastIndexOf("/") + 1);
			await (underWay.get(id) ?? fetchOnce(id, origin.parse(JSON.parse(fact)))).catch((error: unknown) =>
				logger.warn("messenger-media-not-kept", { error }),
			);
		},
		async settled() {
			await Promise.all(underWay.values());
		},
	};
}

/** Each may take some memory. */
function atMost(most: number): (work: () => Promise<void>) => Promise<void> {
	const waiting: (() => void)[] = [];
	let running = 0;
	return async (work) => {
		if (running === most) await new Promise<void>((resolve) => waiting.push(resolve));
		else running += 1;
		try {
			await work();
		} finally {
			const next = waiting.shift();
			if (next === undefined) running -= 1;
			else next();
		}
	};
}

function factOf(path: string): string {
	return `messenger:media:${path}`;
}

/** What the address calls it. */
function nameIn(url: string): string {
	const { pathname } = new URL(url);
	return pathname.slice(pathname.lastIndexOf("/") + 1).slice(-100) || "file";
}
