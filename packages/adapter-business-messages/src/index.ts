// For bot teams

export { BusinessMessagesAdapter, type BusinessMessagesAdapterOptions } from "./adapter.js";
export type { Answer, Api } from "./api.js";
export { limits } from "./limits.js";
export { channelId, eventNames } from "./to-activity.js";
export type { ServiceAccount } from "./tokens.js";
export type {
	ApiEvent,
	ApiMessage,
	ApiRepresentative,
	CardContent,
	MessageContent,
	ReceiptType,
	Suggestion,
} from "./wire.js";

// For whoever takes the platform's calls elsewhere

export {
	type Callback,
	type Content,
	type ContentOf,
	type EntryContext,
	parseCallback,
	type Receipt,
} from "./parse.js";
export { isSigned, sign, signatureHeader } from "./signature.js";
