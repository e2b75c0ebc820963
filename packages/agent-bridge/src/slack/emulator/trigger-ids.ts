import type { Clock } from "@baton/core";
import { newSecret } from "./ids.js";
import { platformTimes } from "./limits.js";
import { SlackRefusal } from "./refusal.js";
import type { App } from "./state.js";

/** What a person's click allows an app to do once: open a view for them, for three seconds. */
export interface TriggerIds {
	mint(app: App, user: string): string;
	/**
	 * For whom it is.
	 *
	 * @throws SlackRefusal `invalid_trigger_id`, `expired_trigger_id`, `exchanged_trigger_id`
	 */
	exchange(app: App, triggerId: string): string;
}

interface Trigger {
	readonly app: App;
	readonly user: string;
	readonly until: number;
	isExchanged: boolean;
}

export function createTriggerIds(clock: Clock): TriggerIds {
	const triggers = new Map<string, Trigger>();
	return {
		mint(app, user) {
			const now = clock.now();
			const id = `${now}.${Math.floor(now / 1000)}.${newSecret()}`;
			triggers.set(id, { app, user, until: now + platformTimes.triggerIdLives, isExchanged: false });
			return id;
		},
		exchange(app, triggerId) {
			const trigger = triggers.get(triggerId);
			if (trigger === undefined || trigger.app !== app) throw new SlackRefusal("invalid_trigger_id");
			if (trigger.isExchanged) throw new SlackRefusal("exchanged_trigger_id");
			if (clock.now() > trigger.until) throw new SlackRefusal("expired_trigger_id");
			trigger.isExchanged = true;
			return trigger.user;
		},
	};
}
