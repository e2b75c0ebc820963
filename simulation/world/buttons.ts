import { type CommandId, type ConversationKey, type Outcome, postback, postbacks } from "@baton/core";
import type { Life } from "../time/life.js";
import type { World } from "./world.js";

/** What the bot's buttons need of the process that they are pressed in. */
export interface ButtonOptions {
	readonly world: World;
	readonly life: Life;
	readonly cancel: (key: ConversationKey, id: CommandId) => Promise<Outcome>;
}

/** Types of buttons that a rule answers. */
export const ruledButtons: ReadonlySet<string> = new Set(["CART", "SLOW", "BROKEN", "CANCEL"]);

const anything = {
	"~standard": { version: 1, vendor: "simulation", validate: (value: unknown) => ({ value }) },
} as const;

const sku = {
	"~standard": {
		version: 1,
		vendor: "simulation",
		validate: (value: unknown) =>
			typeof (value as { readonly sku?: unknown } | undefined)?.sku === "string"
				? { value }
				: { issues: [{ message: "Expected a sku" }] },
	},
} as const;

export function createButtons({ world, life, cancel }: ButtonOptions) {
	const { words, talks } = world;
	const answerTo = (key: ConversationKey, activity: { readonly id?: string | undefined }): string => {
		const nick = talks.find((talk) => talk.key === key)?.nick ?? "";
		return words.say({ nick, by: "bot", answers: activity.id }, "By rule");
	};
	return postbacks({
		CART: postback({
			schema: sku,
			handle: (_, { key, activity, say }) => say(answerTo(key, activity), answerTo(key, activity)),
		}),
		SLOW: postback({
			schema: anything,
			async handle(_, { key, activity, say }) {
				await new Promise<void>((resolve) => life.clock.after(world.random.whole(200, 4_000), resolve));
				await say(answerTo(key, activity));
			},
		}),
		BROKEN: postback({
			schema: anything,
			handle() {
				throw new Error("The rule is broken");
			},
		}),
		CANCEL: postback({
			schema: anything,
			async handle(_, { key, activity, say }) {
				const outcome = await cancel(key, `cancel:${activity.id}` as CommandId);
				if (outcome.status === "refused") await say(answerTo(key, activity));
			},
		}),
	});
}
