import type { Mapping, Template } from "./mapping.js";

/** What every event of IMIconnect has. */
const head = {
	Conversationid: "$conversation_id",
	ConversationType: "$conversation_type",
	Channel: "$channel",
	Timestamp: { from: "$at", time: "YYYY-MM-DD hh:mm:ss.SS" },
} as const satisfies Template;

const words = {
	Message: "$text",
	MessageType: "$message_type",
	Messageid: "$message_id",
	Media: "$media",
} as const satisfies Template;

/**
 * Webex Connect, formerly IMIconnect: a third-party bot or desk behind two webhooks. The events `Incoming message`,
 * `FB POSTBACK` and `Message Delivery` are its own; what it has no name for is named in the same manner.
 */
export const imiconnect: Mapping = {
	name: "imiconnect",
	history: "replayed",
	out: {
		verification: { Event: "Verification", Timestamp: head.Timestamp },
		"message.user": { ...head, Event: "Incoming message", ...words },
		postback: { ...head, Event: "FB POSTBACK", ...words, PostbackPayload: "$postback.payload" },
		delivery: {
			...head,
			Event: "Message Delivery",
			Messageid: "$message_id",
			DeliveryStatus: {
				from: "$delivery.state",
				values: { delivered: "Delivered", failed: "Failed", unknown: "Failed", read: "Read" },
			},
			Description: "$delivery.error",
		},
		"message.bot": { ...head, Event: "Bot message", ...words },
		"message.notice": { ...head, Event: "Bot message", ...words },
		"message.agent": { ...head, Event: "Agent message", ...words, Description: "$sender.name" },
		"conversation.offered": { ...head, Event: "Handover request", Description: "$reason.detail" },
		"conversation.offer_ended": { ...head, Event: "Handover request ended", Description: "$why" },
		"conversation.gained": { ...head, Event: "Conversation handover", Description: "$why" },
		"conversation.lost": { ...head, Event: "Conversation end", Description: "$why" },
		"conversation.changed": { ...head, Event: "Control change", Description: "$holder.app_id" },
		"session.ended": { ...head, Event: "Session end", Description: "$why" },
	},
	in: {
		event: { from: "eventid", values: { "1001": "message", "1002": "finish" } },
		conversation: ["conversation_id", "conversationid"],
		id: ["messageid", "message_id"],
		text: "message",
		kind: "messagetype",
		media: "media",
		time: { from: "timestamp", format: "YYYY-MM-DD hh:mm:ss.SSS" },
		parameters: "customparam*",
	},
};
