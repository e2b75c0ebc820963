import { type Awaitable, then } from "../awaitable.js";
import type { Activity } from "../conversation/activity.js";
import type { Line, Past, Reply } from "../gate/rules/about.js";
import type { Ground } from "../gate/rules/ground.js";
import type { Logger } from "../logger.js";

/** Grounds on what the bot says. See `@baton/core/grounds`. */
export interface ReplyRules {
	/** A reply for which this holds becomes a draft, and a person is asked for. */
	readonly holdIf?: Ground<Reply> | undefined;
	/** After a reply for which this holds a person is asked for, unless the bot does so itself in the same turn. */
	readonly handOffIf?: Ground<Reply> | undefined;
}

/** Judges the replies of one turn, in order. */
export interface ReplyJudge {
	/** Why a reply is held back, if it is. */
	hold(activity: Activity): Awaitable<string | undefined>;
	/** Why a person must be asked for after what was said, if they must. */
	readonly owed: string | undefined;
}

interface JudgeOptions {
	readonly rules: ReplyRules;
	readonly past: Past;
	/** What the user said, which the replies are to. */
	readonly said: Line;
	readonly locale: string | undefined;
	readonly logger: Logger;
}

/** A ground that fails lets nothing pass: a person looks at it. */
export function judgeReplies({ rules, past, said, locale, logger }: JudgeOptions): ReplyJudge {
	const spoken: Line[] = [];
	let owed: string | undefined;
	const sofar: Past = () => then(past(), (lines) => [...lines, said, ...spoken]);

	function failed(error: unknown): string {
		logger.error("ground-failed", { error });
		return "could not be judged";
	}

	function ask(ground: Ground<Reply> | undefined, reply: Reply): Awaitable<string | undefined> {
		try {
			const asked = ground?.(reply);
			return asked instanceof Promise ? asked.catch(failed) : asked;
		} catch (error) {
			return failed(error);
		}
	}

	return {
		hold(activity) {
			const { text } = activity;
			if (activity.type !== "message" || text === undefined) return undefined;
			const reply: Reply = { text, locale, activity, past: sofar };
			return then(ask(rules.holdIf, reply), (held) => {
				if (held !== undefined) return held;
				return then(ask(rules.handOffIf, reply), (why) => {
					owed ??= why;
					spoken.push({ by: "bot", text, at: said.at });
					return undefined;
				});
			});
		},
		get owed() {
			return owed;
		},
	};
}
