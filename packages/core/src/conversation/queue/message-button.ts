import type { Postback } from "../entry.js";

/** The type of the postback behind the buttons under a notice that nobody is there. */
export const leaveMessageType = "BATON_LEAVE_MESSAGE";

/** Whether the user is about to leave a message, or leaves none, if they pressed one of those buttons. */
export function readMessageButton(postback: Postback | undefined): "leave" | "none" | undefined {
	if (postback?.type !== leaveMessageType) return undefined;
	return postback.payload === "none" ? "none" : "leave";
}
