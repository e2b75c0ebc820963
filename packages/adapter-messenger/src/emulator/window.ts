import { refusal } from "./platform-errors.js";
import { platformTimes } from "./platform-limits.js";
import type { SendParameters } from "./send-schema.js";
import type { Person } from "./state.js";
import type { World } from "./world.js";

/** Gone for good. https://developers.facebook.com/docs/messenger-platform/send-messages/message-tags */
const goneTags: ReadonlySet<string> = new Set([
	"CONFIRMED_EVENT_UPDATE",
	"ACCOUNT_UPDATE",
	"POST_PURCHASE_UPDATE",
]);

/** Refuses what comes later than Messenger allows, and what has no reason to come so late. */
export function checkWindow(world: World, person: Person, send: SendParameters): void {
	const { messaging_type = "RESPONSE", tag } = send;
	if (tag !== undefined && messaging_type !== "MESSAGE_TAG")
		throw refusal("bad-parameter", "(#100) A tag needs the messaging_type MESSAGE_TAG");
	if (messaging_type === "UTILITY")
		throw refusal("bad-parameter", "(#100) A utility message needs an approved template");
	const window = messaging_type === "MESSAGE_TAG" ? taggedWindow(world, send) : platformTimes.standardWindow;
	const { lastActiveAt } = person;
	if (lastActiveAt === undefined || world.clock.now() - lastActiveAt > window)
		throw refusal("outside-window");
}

function taggedWindow({ options }: World, { tag, message }: SendParameters): number {
	if (tag === undefined) throw refusal("bad-parameter", "(#100) The messaging_type MESSAGE_TAG needs a tag");
	if (goneTags.has(tag)) throw refusal("bad-parameter", `(#100) The tag ${tag} is deprecated`);
	if (tag === "CUSTOMER_FEEDBACK" && message?.attachment?.payload.template_type === "customer_feedback")
		return platformTimes.humanAgentWindow;
	if (tag !== "HUMAN_AGENT") throw refusal("bad-parameter", `(#100) The tag ${tag} cannot be used here`);
	if (options.mayTagHumanAgent === false)
		throw refusal("permission", "(#10) The app is not approved for the Human Agent feature");
	return platformTimes.humanAgentWindow;
}
