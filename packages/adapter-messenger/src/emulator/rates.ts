import { refusal } from "./platform-errors.js";
import { platformRates } from "./platform-limits.js";
import type { Page } from "./state.js";
import type { World } from "./world.js";

/** Counts calls per page, and refuses the one too many. https://developers.facebook.com/docs/graph-api/overview/rate-limiting */
export interface Rates {
	/** @throws BatonError `call-rate`, or `business-rate` when the day's calls are used up */
	spend(page: Page, kind: "sends" | "media" | "profile" | "daily"): void;
	/** What Meta says about it in the headers of every answer. */
	headers(page: Page): Readonly<Record<string, string>>;
}

export function createRates({ clock }: World): Rates {
	const spent = new Map<string, number[]>();

	/** The times of the calls that still count. */
	function recent(page: Page, kind: keyof typeof platformRates): number[] {
		const key = `${page.id}/${kind}`;
		const from = clock.now() - platformRates[kind].within;
		const times = spent.get(key) ?? [];
		const first = times.findIndex((at) => at > from);
		times.splice(0, first < 0 ? times.length : first);
		spent.set(key, times);
		return times;
	}

	return {
		spend(page, kind) {
			const times = recent(page, kind);
			if (times.length >= allowed(page, kind))
				throw refusal(kind === "daily" ? "business-rate" : "call-rate");
			times.push(clock.now());
		},
		headers(page) {
			const times = recent(page, "daily");
			const percent = Math.floor((100 * times.length) / allowed(page, "daily"));
			const regainsAt = percent >= 100 ? (times[0] ?? 0) + platformRates.daily.within : undefined;
			const minutes = regainsAt === undefined ? 0 : Math.ceil((regainsAt - clock.now()) / 60_000);
			const usage = { call_count: percent, total_cputime: 1, total_time: 1 };
			return {
				"x-app-usage": JSON.stringify({ call_count: 1, total_time: 1, total_cputime: 1 }),
				"x-business-use-case-usage": JSON.stringify({
					[page.id]: [{ type: "messenger", ...usage, estimated_time_to_regain_access: minutes }],
				}),
			};
		},
	};
}

function allowed({ engagedUsers = 1000 }: Page, kind: keyof typeof platformRates): number {
	return kind === "daily" ? platformRates.daily.callsPerUser * engagedUsers : platformRates[kind].calls;
}
