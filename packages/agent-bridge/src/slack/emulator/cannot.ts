import { BatonError } from "@baton/core/error";
import type { User } from "./state.js";

/** What Slack's own client does not let people do. */
export function cannot({ realName }: User, what: string, why: string): BatonError {
	return new BatonError("cannot-do", `${realName} cannot ${what} in Slack: ${why}`);
}
