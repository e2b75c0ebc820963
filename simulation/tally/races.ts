import { type ConversationKey, holderOf } from "@baton/core";
import type { Desk } from "../world/desk.js";
import type { Fleet } from "../world/fleet.js";
import type { Webhooks } from "../world/webhooks.js";
import { talkOf, type World } from "../world/world.js";

/** The numbered races of the control protocol. The eighth is counted by the channel. */
export const races = {
	replyHeld: "1 the bot's reply loses to a takeover and becomes a draft",
	replyBefore: "1 the bot's reply was already being sent at a takeover",
	twoConfirm: "2 two desks confirm the same offer",
	expiryCrossed: "3 a confirmation crosses the expiry",
	wroteWhileOffered: "4 the user writes between request and confirmation",
	releaseCrossed: "5 a release crosses the user's next message",
	cameBack: "6 a desk comes back and sends what its human had typed",
	inbox: "7 the platform's inbox and a desk take over at the same moment",
	senderDied: "8 a sender dies between acceptance and record",
} as const;

export interface RaceOptions {
	readonly desks: readonly Desk[];
	readonly fleet: Fleet;
	readonly webhooks: Webhooks;
}

/** Notices when a race was run, whoever won. */
export function watchRaces(world: World, { desks, fleet, webhooks }: RaceOptions): void {
	const { history, scheduler, tally } = world;
	const ends = new Map<string, { readonly how: string; readonly at: number }>();
	const lost = new Map<string, number>();
	const wroteWhileOffered = new Set<ConversationKey>();
	const count = (name: keyof typeof races): void => tally.count("race", races[name]);

	history.listen({
		changed({ key }, { entries, next, withdraw }, before) {
			for (const entry of entries) {
				if (entry.type === "draft" && entry.why === "control-moved") count("replyHeld");
				if (entry.type === "offerEnded") ends.set(entry.offer, { how: entry.how, at: scheduler.now() });
				if (entry.type === "revoked" && entry.why === "lost")
					lost.set(`${entry.holder.app} ${key}`, before?.control.epoch ?? 0);
				if (entry.type === "userSaid" && next.control.phase === "offered") wroteWhileOffered.add(key);
				if (entry.type === "granted" && wroteWhileOffered.delete(key) && before?.control.phase === "offered")
					count("wroteWhileOffered");
				if (entry.type === "granted") noteGrant(key, entry.holder.app);
				if (entry.type === "revoked" && entry.why !== "lost" && holderOf(next.control) === undefined)
					noteRelease(key);
			}
			if (withdraw.length > 0) count("replyHeld");
		},
		settled(key, item) {
			if (item.by === "bot" && holderOf(history.of(key).state?.control ?? bot) !== undefined)
				count("replyBefore");
		},
	});

	function noteRelease(key: ConversationKey): void {
		const talk = talkOf(world, key);
		if (talk !== undefined && webhooks.inFlight(talk) > 0) count("releaseCrossed");
	}

	function noteGrant(key: ConversationKey, app: string): void {
		const talk = talkOf(world, key);
		if (talk === undefined) return;
		const desksAsk = desks.some(({ commands }) =>
			commands.some((each) => each.talk === talk && each.answer === "open" && each.frame.type === "takeover"),
		);
		const justNow = scheduler.now() - fleet.inboxAt(talk) < 1_000;
		if (justNow && ((app === "inbox" && desksAsk) || app !== "inbox")) count("inbox");
	}

	for (const desk of desks) {
		desk.listen({
			answered({ role }, { frame, talk, answer, sentAt }) {
				if (typeof answer === "string") return;
				if (frame.type === "handoverConfirmed" && answer.refused === "offer-gone") {
					const end = ends.get(frame.offerId);
					if (end?.how === "confirmed") count("twoConfirm");
					if (end?.how === "expired" && sentAt <= end.at + 100) count("expiryCrossed");
				}
				const epoch = "epoch" in frame ? frame.epoch : undefined;
				const isTyped = frame.type === "agentSay" && epoch === lost.get(`${role.id} ${talk.key}`);
				if (isTyped) count("cameBack");
			},
		});
	}
}

const bot = { phase: "bot", epoch: 0 } as never;
