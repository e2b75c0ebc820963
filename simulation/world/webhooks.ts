import type { Activity, Store } from "@baton/core";
import type { Server } from "./server.js";
import type { Talk, World } from "./world.js";

/** A message on its way from the platform to us. */
interface Webhook {
	readonly talk: Talk;
	readonly activity: Activity;
	acknowledged: boolean;
	attempts: number;
}

/** The platform's side of webhooks: it repeats what was not acknowledged, and sometimes what was. */
export interface Webhooks {
	post(talk: Talk, activity: Activity): void;
	/** What was acknowledged is there, also after everything that happened since. */
	checkKept(): void;
	/** What has not been acknowledged yet. */
	readonly open: number;
	/** How many messages of the user are on their way just now. */
	inFlight(talk: Talk): number;
}

const acknowledgeWithinMs = 6_000;

export interface WebhookOptions {
	readonly serversOf: (bot: string) => readonly Server[];
	/** Looks into the store, past everything. */
	readonly look: Store["load"];
}

export function openWebhooks(world: World, { serversOf, look }: WebhookOptions): Webhooks {
	const { scheduler, plan, tally, story } = world;
	const random = world.random.fork("webhooks");
	const flying = new Map<string, number>();
	const acknowledged: { readonly talk: Talk; readonly id: string | undefined }[] = [];
	let open = 0;

	function attempt(webhook: Webhook): void {
		const { talk, activity } = webhook;
		webhook.attempts += 1;
		if (webhook.attempts > 1) tally.count("fault", "webhook: sent again without an acknowledgment");
		deliver(webhook);
		scheduler.after(acknowledgeWithinMs + random.whole(0, 2_000) * webhook.attempts, () => {
			if (webhook.acknowledged) return;
			story.tell(talk.key, () => `webhook ${activity.id} is sent again`);
			attempt(webhook);
		});
	}

	function deliver(webhook: Webhook): void {
		const { talk, activity } = webhook;
		const servers = serversOf(talk.bot);
		const server = servers.length === 0 ? undefined : random.pick(servers);
		if (server === undefined) {
			tally.count("fault", "webhook: nobody is there");
			return;
		}
		flying.set(talk.nick, (flying.get(talk.nick) ?? 0) + 1);
		scheduler.after(random.chance(0.05) ? random.whole(100, 3_000) : random.whole(1, 60), () => {
			flying.set(talk.nick, (flying.get(talk.nick) ?? 1) - 1);
			if (!server.life.alive) return;
			server.receive(structuredClone(activity)).then(
				() => acknowledge(webhook, server),
				() => tally.count("fault", "webhook: answered with an error"),
			);
		});
	}

	function acknowledge(webhook: Webhook, { life }: Server): void {
		scheduler.after(
			random.whole(1, 40),
			() => {
				if (webhook.acknowledged) return;
				webhook.acknowledged = true;
				open -= 1;
				noteAcknowledged(webhook);
			},
			life,
		);
	}

	function noteAcknowledged({ talk, activity: { id, type } }: Webhook): void {
		if (type !== "message") return;
		acknowledged.push({ talk, id });
		void Promise.resolve(look(talk.key)).then(({ conversation }) => {
			world.history.seen(conversation);
			if (isKept(talk, id)) return;
			world.court.accuse(3, talk.key, `The user's ${id} was acknowledged and is not in the log`);
		});
	}

	function isKept(talk: Talk, id: string | undefined): boolean {
		const { log } = world.history.of(talk.key);
		return log.some((entry) => entry.type === "userSaid" && entry.activity.id === id);
	}

	return {
		get open() {
			return open;
		},
		checkKept() {
			for (const { talk, id } of acknowledged)
				if (!isKept(talk, id))
					world.court.accuse(3, talk.key, `The user's ${id} was acknowledged, and then lost`);
		},
		inFlight: ({ nick }) => flying.get(nick) ?? 0,
		post(talk, activity) {
			const webhook: Webhook = { talk, activity, acknowledged: false, attempts: 0 };
			open += 1;
			attempt(webhook);
			if (!random.chance(plan.repeated)) return;
			const later = random.pick([0, 5, 200, 5_000, 30_000]);
			scheduler.after(later, () => {
				tally.count("fault", "webhook: the same one twice");
				deliver(webhook);
			});
		},
	};
}
