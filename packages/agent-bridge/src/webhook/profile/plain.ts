import { mapping } from "./mapping.js";

/** Our own event names, both ways, in the form that Standard Webhooks recommends: `type`, `timestamp`, `data`. */
export const plainIncoming = mapping.shape.in.parse({
	event: {
		from: "type",
		values: {
			"agent.message": "message",
			"agent.typing": "typing",
			"conversation.accept": "accept",
			"conversation.decline": "decline",
			"conversation.take": "take",
			"conversation.release": "release",
			"conversation.end": "close",
			"conversation.handover": "handover",
			"conversation.watch": "watch",
			"conversation.unwatch": "unwatch",
			"note.add": "note",
			"draft.send": "draft.send",
			"draft.discard": "draft.discard",
		},
	},
	conversation: "data.conversation_id",
	id: ["data.message_id", "id"],
	text: "data.text",
	kind: "data.message_type",
	media: "data.media",
	time: { from: "timestamp", format: "iso" },
	person: { id: "data.agent.id", name: "data.agent.name", avatar: "data.agent.avatar" },
	to: "data.to",
	note: "data.note",
	draft: "data.draft_id",
	parameters: "data.parameters",
});
