import type { AppId, CommandId, Epoch, Human, PersonId } from "@baton/core";
import { sayProactively } from "../world/bot.js";
import type { Server } from "../world/server.js";
import type { Talk } from "../world/world.js";
import type { FaultOptions, Faults } from "./faults.js";

type Interruption = "inbox" | "proactive" | "operatorCloses";

const app = "inbox" as AppId;
const human: Human = { id: "ines" as PersonId, displayName: "Ines" };

/** Who else may get in between: the platform's own inbox, the bot of its own accord, an operator. */
export function interruptions({ world, random, fleet }: FaultOptions): Faults<Interruption> {
	const { scheduler, story, tally, talks } = world;
	let count = 0;

	async function take({ handoff, life }: Server, { key }: Talk, id: CommandId): Promise<void> {
		const outcome = await handoff.submit(key, { type: "takeOver", id, app, human });
		if (outcome.status === "done")
			life.clock.after(random.whole(1_000, 60_000), () => release(handoff, key, outcome.epoch));
	}

	function release(handoff: Server["handoff"], key: Talk["key"], epoch: Epoch): void {
		handoff.submit(key, { type: "release", app, human, epoch }).catch(another);
	}

	return {
		/** A human answers there: the platform shows it, and tells us. */
		inbox() {
			const talk = random.pick(talks);
			const server = fleet.alive.find(({ bot }) => bot === talk.bot);
			if (server === undefined) return;
			count += 1;
			const id = `inbox:${count}` as CommandId;
			fleet.inboxTook(talk);
			story.tell(talk.key, () => "somebody answers from the platform's own inbox");
			tally.count("fault", "inbox: a human answers there");
			const onTold = (): void => {
				take(server, talk, id).catch(another);
			};
			scheduler.after(random.whole(5, 300), onTold, server.life);
		},
		proactive() {
			const server = fleet.any(random);
			const own = talks.filter(({ bot }) => bot === server?.bot);
			if (server === undefined || own.length === 0) return;
			const talk = random.pick(own);
			tally.count("deed", "bot: speaks of its own accord");
			server.adapter
				.continueConversation(referenceTo(talk), sayProactively(world, talk))
				.catch((error: unknown) =>
					world.court.accuse(0, talk.key, `Speaking of its own accord failed: ${String(error)}`),
				);
		},
		operatorCloses() {
			const server = fleet.any(random);
			if (server === undefined) return;
			tally.count("deed", "operator: closes");
			server.handoff.submit(random.pick(talks).key, { type: "close", why: "operator" }).catch(another);
		},
	};
}

function referenceTo({ nick, user, page }: Talk) {
	return { channelId: "sim", conversation: { id: nick }, user: { id: user }, bot: { id: page } };
}

/** The store may be away: whoever wanted something tries again another time. */
function another(): void {}
