import { type ActivityLike, handoffInitiation, type TurnContextLike } from "@baton/core";
import type { Life } from "../time/life.js";
import type { Logic, SimulatedContext } from "./host.js";
import type { Talk, World } from "./world.js";

/** Told when the bot fails in a turn: then a person is to be asked. */
export type OnFailure = (talk: Talk, activity: ActivityLike, life: Life) => void;

interface Run {
	readonly world: World;
	readonly life: Life;
	readonly talk: Talk;
	readonly context: SimulatedContext;
	readonly say: (rest?: string) => string;
	readonly wait: (ms: number) => Promise<void>;
}

/** A bot as bots are: mostly it answers, soon or late, and sometimes it does not. */
export function createBot(
	world: World,
	life: Life,
	onFailure: OnFailure,
): (context: TurnContextLike) => Promise<void> {
	const random = world.random.fork(`bot ${life.startedAt}`);
	let runs = 0;

	return async (context) => {
		const talk = world.talks.find(({ nick }) => nick === context.activity.conversation?.id);
		if (talk === undefined) return;
		const { type, name } = context.activity;
		if (type === "message") return answer(talk, context as SimulatedContext);
		if (type === "event" && name === "handoff.status" && random.chance(0.4)) {
			await context.sendActivity(world.words.say({ nick: talk.nick, by: "bot" }, "I am back"));
		}
	};

	async function answer(talk: Talk, context: SimulatedContext): Promise<void> {
		runs += 1;
		const deed = random.weighted(world.calm ? calmDeeds : world.plan.habits.bot);
		const saying = { nick: talk.nick, by: "bot", answers: context.activity.id, run: runs } as const;
		const say = (rest = "Our answer"): string => world.words.say(saying, rest);
		const wait = (ms: number): Promise<void> => new Promise((resolve) => life.clock.after(ms, resolve));
		world.story.tell(talk.key, () => `the bot runs on ${context.activity.id}: ${deed}`);
		world.tally.count("deed", `bot: ${deed}`);
		try {
			await deeds[deed]({ world, life, talk, context, say, wait });
		} catch (error) {
			onFailure(talk, context.activity, life);
			throw error;
		}
	}
}

type Deed = keyof World["plan"]["habits"]["bot"];

const calmDeeds: Readonly<Record<Deed, number>> = {
	reply: 1,
	replyLate: 0,
	replyTwice: 0,
	silent: 0,
	throw: 0,
	throwAfterReply: 0,
	hang: 0,
	tooSlow: 0,
	askForPerson: 0,
	edit: 0,
	delete: 0,
	unsure: 0,
	pretend: 0,
	past: 0,
	batch: 0,
};

const human = { representativeType: "HUMAN", displayName: "Somebody" };

const deeds: Readonly<Record<Deed, (run: Run) => Promise<unknown>>> = {
	reply: ({ context, say }) => context.sendActivity(say()),
	async replyLate({ context, say, wait, world }) {
		await wait(world.random.whole(300, 4_500));
		await context.sendActivity(say());
	},
	async replyTwice({ context, say, wait, world }) {
		await context.sendActivity({ type: "typing" });
		await context.sendActivity(say("First"));
		await wait(world.random.whole(100, 3_000));
		await context.sendActivity(say("Second"));
	},
	async silent() {},
	async throw({ wait, world }) {
		await wait(world.random.whole(0, 800));
		throw new Error("The bot does not know what to do");
	},
	async throwAfterReply({ context, say }) {
		await context.sendActivity(say());
		throw new Error("The bot lost its thread");
	},
	hang: () => new Promise(() => {}),
	async tooSlow({ context, say, wait, world }) {
		await wait(world.random.whole(8_500, 14_000));
		await context.sendActivity(say("At last"));
	},
	async askForPerson({ context, say, world }) {
		await context.sendActivity(say("Let me ask somebody"));
		const at = world.scheduler.now();
		await context.sendActivity(handoffInitiation({ context, value: "needs a person", id: `i${at}`, at }));
	},
	async edit({ context, say, wait, world }) {
		const sent = await context.sendActivity(say("Wrong"));
		await wait(world.random.whole(0, 2_500));
		if (sent?.id) await context.updateActivity({ type: "message", id: sent.id, text: say("Right") });
	},
	async delete({ context, say, wait, world }) {
		const sent = await context.sendActivity(say("Oops"));
		await wait(world.random.whole(0, 2_500));
		if (sent?.id) await context.deleteActivity(sent.id);
	},
	unsure: ({ context, say }) =>
		context.sendActivity({ type: "message", text: say("Perhaps"), channelData: { confidence: 0.3 } }),
	pretend: ({ context, say }) =>
		context.sendActivity({
			type: "message",
			text: say("I am a human"),
			channelData: { representative: human },
		}),
	past: ({ context, say }) =>
		context.adapter.sendActivities(context, [outgoing(context.activity, say("Past all hooks"))]),
	batch: ({ context, say }) =>
		context.sendActivities([
			{ type: "typing" },
			{ type: "message", text: say("One") },
			{ type: "message", text: say("Two") },
			{ type: "message", text: say("Three"), channelData: { confidence: 0.2 } },
		]),
};

/** As Botkit writes activities that go past all hooks. */
function outgoing(
	{ channelId, serviceUrl, conversation, from, recipient }: ActivityLike,
	text: string,
): ActivityLike {
	return { type: "message", text, channelId, serviceUrl, conversation, from: recipient, recipient: from };
}

/** Speaks to the user although nobody asked. */
export function sayProactively({ words }: World, { nick }: Talk): Logic {
	return async (context) => {
		await context.sendActivity(words.say({ nick, by: "bot" }, "By the way"));
	};
}
