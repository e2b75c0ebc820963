export {
	type AccountLinkButton,
	type AccountLinking,
	accountLinkButton,
	accountLinkMessage,
	accountUnlinkMessage,
	type LoginRequest,
} from "./account-linking.js";
export type { LoginLinks } from "./account-linking-login-links.js";
export { MessengerAdapter } from "./adapter.js";
export type { Alarm } from "./alarms.js";
export type { Announce } from "./announce.js";
export { botkitEventType, FacebookEventTypeMiddleware } from "./compatibility/event-types.js";
export type { FacebookApiLike } from "./compatibility/facebook-api.js";
export { type HardenOptions, hardenFacebookAdapter } from "./compatibility/harden-facebook-adapter.js";
export type { AnyAdapterOptions, FacebookAdapterOptions } from "./compatibility/options.js";
export type { GraphApi, GraphCall, GraphResult } from "./graph-api.js";
export { type Classified, classify } from "./graph-error.js";
export { checkRequest } from "./limits-check.js";
export type { MediaOptions } from "./media-options.js";
export { type ApiOptions, type MessengerAdapterOptions, pageInbox } from "./options.js";
export { parseWebhook, type RefusedEvent, type Webhook } from "./parse.js";
export type { MessengerChannel } from "./send.js";
export { isSigned, type SignatureOptions, sign } from "./signature.js";
export type { Thread, ThreadControlCalls, ThreadOwner } from "./thread-control-calls.js";
export { toActivity } from "./to-activity.js";
export {
	type EventBase,
	type EventKind,
	type EventOf,
	isDocumentedKind,
	type KnownKind,
	type MessengerEvent,
} from "./wire.js";
export { parseWireJson } from "./wire-json.js";
