import {
	type AppId,
	type CommandId,
	type ConversationKey,
	type Handoff,
	type Logger,
	type Opening,
	toActivity as toStored,
} from "@baton/core";
import { type Part, readMetadata } from "./metadata.js";
import type { MessengerChannel } from "./send.js";
import type { ThreadControl } from "./thread-control.js";
import type { BoundApps } from "./thread-control-apps.js";
import { mediaOf } from "./to-activity.js";
import type { EventOf, Message } from "./wire.js";

export interface EchoOptions {
	readonly handoff: Pick<Handoff, "submit" | "reportDelivery">;
	readonly apps: BoundApps;
	readonly channel: Pick<MessengerChannel, "heardPart">;
	readonly thread: Pick<ThreadControl, "spoke">;
	readonly logger: Logger;
}

/** Where an event belongs, as Baton has it. */
export interface Place {
	readonly key: ConversationKey;
	readonly opening: Opening;
}

/** How every mark begins that Baton sends along: whatever it is of, no person wrote it. */
const ofSoftware = "baton:";
/** Of what a bot sends past the conversation's log. */
export const directMark = `${ofSoftware}direct`;

/** Takes what the page said. */
export type TakeEcho = (event: EventOf<"echo">, place: Place) => Promise<void>;

/**
 * What the page said comes back as an echo. Ours is known by what we sent along, and proves that a send whose
 * answer was lost did arrive. What another app said, or a person in the page's inbox or on the phone, takes
 * control for the app that is bound to it.
 */
export function createEchoes({ handoff, apps, channel, thread, logger }: EchoOptions): TakeEcho {
	async function confirm(key: ConversationKey, part: Part, { app_id: appId, mid }: Message): Promise<void> {
		if (appId !== undefined) apps.learnOwn(appId);
		if (mid !== undefined) await channel.heardPart(part, mid);
		if (part.part === part.parts)
			await handoff.reportDelivery(key, { entry: part.entry, state: "sent", nativeId: mid });
	}

	async function sayOutside(event: EventOf<"echo">, { key, opening }: Place, app: AppId): Promise<void> {
		const { id, at, content } = event;
		await thread.spoke(key, app, at);
		const outcome = await handoff.submit(key, {
			type: "sayOutside",
			id: `echo:${id}` as CommandId,
			activity: toStored({ type: "message", text: content.text, ...mediaOf(content) }),
			...{ app, opening, nativeId: content.mid },
		});
		if (outcome.status === "refused") logger.warn("messenger-echo-refused", { key, app, code: outcome.code });
	}

	return async (event, place) => {
		const { app_id: appId, metadata } = event.content;
		const ours = readMetadata(place.key, metadata);
		if (ours !== undefined) return confirm(place.key, ours, event.content);
		if (apps.isOwn(appId) || metadata?.startsWith(ofSoftware) === true) return;
		const app = apps.speakerOf(appId);
		if (app !== undefined) return sayOutside(event, place, app);
		logger.info("messenger-echo-of-unlisted-app", { key: place.key, appId });
	};
}
