export {
	type HardenSlackOptions,
	hardenSlackAdapter,
	type SlackAdapterLike,
} from "./compatibility/harden-slack-adapter.js";
export {
	type SlackCredentials,
	type SlackCredentialsKeeper,
	type SlackCredentialsOptions,
	slackCredentials,
} from "./credentials.js";
export { type BodyKind, type SlackEdgeOptions, slackEdge } from "./endpoint/slack-edge.js";
export { type ManifestOptions, type SlackManifest, slackManifest } from "./manifest.js";
export type { DeskStore } from "./memory/desk-store.js";
export type { SlackDeskOptions } from "./options.js";
export { type SlackDesk, type SlackDeskParts, slackDesk } from "./slack-desk.js";
export type { RoomKind, WhenBotActive } from "./talk/desk.js";
