import type { Mapping } from "@baton/agent-bridge/webhook";

/** Ada's events (https://docs.ada.cx/reference/webhooks): a system that nobody wrote a profile for. */
export const ada: Mapping = {
	name: "ada",
	out: {},
	in: {
		event: {
			from: "type",
			values: {
				"v1.conversation.handoff.ended": "release",
				"v1.conversation.ended": "close",
			},
		},
		conversation: "data.conversation_id",
		time: { from: "timestamp", format: "iso" },
	},
};
