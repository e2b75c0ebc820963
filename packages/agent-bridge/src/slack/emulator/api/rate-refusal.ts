/** One call too many: HTTP 429 with `Retry-After`. https://docs.slack.dev/apis/web-api/rate-limits */
export class RateRefusal extends Error {
	readonly retryAfterS: number;

	constructor(retryAfterS: number) {
		super("ratelimited");
		this.name = "RateRefusal";
		this.retryAfterS = retryAfterS;
	}
}
