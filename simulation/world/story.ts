import type { ConversationKey } from "@baton/core";
import type { Scheduler } from "../time/scheduler.js";

/** What happened, for people. Kept only when an episode is told again. */
export interface Story {
	tell(key: ConversationKey | undefined, line: () => string): void;
	/** The last lines about a conversation, and about what concerns all. */
	about(key: ConversationKey | undefined, limit: number): readonly string[];
}

export const noStory: Story = { tell() {}, about: () => [] };

export function openStory(scheduler: Scheduler): Story {
	const start = scheduler.now();
	const lines: { readonly key: ConversationKey | undefined; readonly text: string }[] = [];
	return {
		tell(key, line) {
			const seconds = ((scheduler.now() - start) / 1000).toFixed(3).padStart(9);
			lines.push({ key, text: `${seconds} s  step ${String(scheduler.steps).padStart(5)}  ${line()}` });
		},
		about: (key, limit) =>
			lines
				.filter((line) => key === undefined || line.key === undefined || line.key === key)
				.slice(-limit)
				.map(({ text }) => text),
	};
}
