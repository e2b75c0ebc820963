/** As Node gives them: names in lower case. */
export type ResponseHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** How much of what Meta allows has been used. */
export interface Usage {
	/** Percent of the most used allowance; calls are refused from 100 on. */
	readonly percent: number;
	/** When calls are let through again, in milliseconds from now, where Meta says so. */
	readonly regainMs: number | undefined;
}

const percents = ["call_count", "total_time", "total_cputime"];

/**
 * Reads `X-App-Usage` and `X-Business-Use-Case-Usage`, whichever an answer brings.
 *
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
export function readUsage(headers: ResponseHeaders): Usage | undefined {
	const app = headers["x-app-usage"];
	const business = headers["x-business-use-case-usage"];
	if (app === undefined && business === undefined) return undefined;
	const allowances = [parse(app), ...useCasesOf(parse(business))].filter(isRecord);
	if (allowances.length === 0) return undefined;
	const minutes = Math.max(0, ...allowances.map((each) => numberOf(each.estimated_time_to_regain_access)));
	return {
		percent: Math.max(0, ...allowances.flatMap((each) => percents.map((name) => numberOf(each[name])))),
		regainMs: minutes > 0 ? minutes * 60_000 : undefined,
	};
}

/** `{ "<business id>": [{ … }] }` */
function useCasesOf(usage: unknown): readonly unknown[] {
	return isRecord(usage) ? Object.values(usage).flat() : [];
}

function parse(header: ResponseHeaders[string]): unknown {
	if (typeof header !== "string") return undefined;
	try {
		return JSON.parse(header);
	} catch {
		return undefined;
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null;
}

function numberOf(value: unknown): number {
	return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
