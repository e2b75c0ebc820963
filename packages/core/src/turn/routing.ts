import type { AppId } from "../control/control.js";
import type { Activity } from "../conversation/activity.js";
import type { Route } from "../conversation/command.js";
import type { Postback } from "../conversation/entry.js";

/** What a user said, and where. */
export interface Arrival {
	readonly channel: string;
	/** The business's own id on the channel: a page, a number. */
	readonly asset: string;
	readonly activity: Activity;
	readonly postback: Postback | undefined;
}

/** Says whose it is to answer, where the host bot would; `undefined` for the host bot. */
export type Router = (arrival: Arrival) => Route | undefined;

interface Where {
	/** Default: every channel. */
	readonly channel?: string | undefined;
	/** Default: every page, number and agent of it. */
	readonly asset?: string | undefined;
	/** Default: always. All that is named has to be so. */
	readonly when?:
		| {
				readonly text?: RegExp | undefined;
				/** The type of a postback. */
				readonly postback?: string | undefined;
				/** Only the first words of a session. */
				readonly session?: "begins" | undefined;
		  }
		| undefined;
}

/**
 * `bot`: a bot behind the bridge, or the host bot where none is named. `desk`: control is the desk's from the
 * beginning. `both`: the bot first, people when it hands over, and the bot goes on hearing everything.
 */
export type RoutingRule = Where &
	(
		| { readonly to: "bot" | "both"; readonly app?: string | undefined }
		| { readonly to: "desk"; readonly app: string }
	);

/**
 * The first rule that fits decides.
 *
 * ```ts
 * route: routes([
 * 	{ channel: "facebook", asset: "1021", when: { text: /lawyer/i }, to: "desk", app: "contact-center" },
 * 	{ channel: "facebook", to: "both", app: "their-bot" },
 * ])
 * ```
 */
export function routes(rules: readonly RoutingRule[]): Router {
	return (arrival) => {
		const rule = rules.find((each) => fits(each, arrival));
		if (rule?.app === undefined) return undefined;
		return {
			app: rule.app as AppId,
			atBeginning: rule.when?.session === "begins",
			watch: rule.to === "both",
		};
	};
}

function fits({ channel, asset, when }: RoutingRule, arrival: Arrival): boolean {
	if (channel !== undefined && channel !== arrival.channel) return false;
	if (asset !== undefined && asset !== arrival.asset) return false;
	if (when?.postback !== undefined && when.postback !== arrival.postback?.type) return false;
	// A pattern with `g` remembers where it was.
	return when?.text === undefined || (arrival.activity.text ?? "").search(when.text) >= 0;
}
