import type { Clock } from "@baton/core";
import { platformLimits } from "../limits.js";
import type { Install, Json } from "../state.js";

const hourMs = 3_600_000;

/** https://docs.slack.dev/reference/events/app_rate_limited */
export function rateLimited({ app, workspace }: Install, minute: number): Json {
	return {
		...{ token: app.verificationToken, type: "app_rate_limited", team_id: workspace.id },
		...{ minute_rate_limited: minute, api_app_id: app.id },
	};
}

interface Minute {
	/** Epoch seconds. */
	readonly startS: number;
	/** The app was not told yet. */
	readonly isNew: boolean;
}

/** Counts events per workspace, and says when it is the one too many of an hour. */
export function eventLimit(clock: Clock) {
	const counted = new Map<string, { since: number; events: number; told: number }>();
	return {
		over(workspace: string): Minute | undefined {
			const now = clock.now();
			const known = counted.get(workspace);
			const hour = known && now - known.since < hourMs ? known : { since: now, events: 0, told: 0 };
			counted.set(workspace, hour);
			hour.events += 1;
			if (hour.events <= platformLimits.eventsPerHour) return undefined;
			const startS = Math.floor(now / 60_000) * 60;
			const isNew = startS !== hour.told;
			hour.told = startS;
			return { startS, isNew };
		},
	};
}
