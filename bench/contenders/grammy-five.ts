import { Bot } from "grammy";
import type { Contender } from "../measure/contender.js";
import { checkAnswers } from "./turns.js";

const me = {
	id: 1,
	is_bot: true,
	first_name: "Shop bot",
	username: "shop_bot",
} as const;

/** grammY with five middlewares that pass on, and an answer. Nothing leaves the process. */
export function grammyFive(name: string): Contender {
	let answers = 0;
	const bot = new Bot("1:none", { botInfo: me as never });
	bot.api.config.use(async () => {
		answers += 1;
		return { ok: true, result: { message_id: answers } } as never;
	});
	for (let place = 0; place < 5; place += 1) bot.use((_, next) => next());
	bot.on("message:text", (context) => context.reply("Hello! Let me have a look."));
	return {
		name,
		prepare(turns) {
			const before = answers;
			const updates = Array.from({ length: turns }, (_, index) => update(index));
			return {
				turn: (index) => bot.handleUpdate(updates[index] as never),
				end: async () => checkAnswers(answers - before, turns),
			};
		},
	};
}

function update(index: number): object {
	const user = { id: 2, is_bot: false, first_name: "Budi", language_code: "en" };
	const chat = { id: 2, type: "private", first_name: "Budi" };
	const message = {
		message_id: index,
		date: 1_700_000_000,
		chat,
		from: user,
		text: "hello, where is my order?",
	};
	return { update_id: index, message };
}
