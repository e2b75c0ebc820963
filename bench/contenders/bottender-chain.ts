import { createRequire } from "node:module";
import type { Contender } from "../measure/contender.js";
import { checkAnswers, conversationOf } from "./turns.js";

/** The part of bottender 1.5 that is used here; it lives in a folder of its own and may not be installed. */
interface Bottender {
	readonly Bot: new (options: {
		connector: object;
		sync: boolean;
	}) => {
		onEvent(action: unknown): void;
		createRequestHandler(): (body: object) => Promise<unknown>;
	};
	readonly ConsoleConnector: new (options: { client: { sendText(text: string): void } }) => object;
	chain(actions: readonly Action[]): unknown;
}

interface Context {
	sendText(text: string): Promise<void>;
}

type Action = (context: Context, props: { readonly next: unknown }) => Promise<unknown>;

const require = createRequire(new URL("../peers/package.json", import.meta.url));

/**
 * bottender with its own memory sessions, a chain of five that pass on, and an answer. Its connector for the
 * console is the cheapest that it has; each conversation gets a session of its own.
 */
export function bottenderChain(name: string): Contender {
	const { Bot, ConsoleConnector, chain }: Bottender = require("bottender");

	class Connector extends ConsoleConnector {
		getUniqueSessionKey({ rawEvent }: { readonly rawEvent: { readonly conversation: string } }): string {
			return rawEvent.conversation;
		}
	}

	let answers = 0;
	const client = {
		sendText() {
			answers += 1;
		},
	};
	const bot = new Bot({ connector: new Connector({ client }), sync: true });
	bot.onEvent(chain([...Array.from({ length: 5 }, passOn), answer]));
	const handle = bot.createRequestHandler();
	let round = 0;

	return {
		name,
		prepare(turns) {
			round += 1;
			const before = answers;
			const bodies = Array.from({ length: turns }, (_, index) => ({
				conversation: conversationOf(round, index, turns),
				message: { text: "hello, where is my order?" },
			}));
			return {
				turn: (index) => handle(bodies[index] ?? {}),
				end: async () => checkAnswers(answers - before, turns),
			};
		},
	};
}

function passOn(): Action {
	return async (_, { next }) => next;
}

async function answer(context: Context): Promise<void> {
	await context.sendText("Hello! Let me have a look.");
}
