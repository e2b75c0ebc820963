// For hosts: a system behind a webhook as a desk, or as a bot

export { type AskedType, askedTypes } from "./webhook/asked.js";
export {
	type EndpointStatus,
	type WebhookDesk,
	type WebhookDeskBasics,
	type WebhookDeskOptions,
	webhookDesk,
} from "./webhook/desk.js";
export { imiconnect } from "./webhook/profile/imiconnect.js";
export { type Mapping, mapping, type Template } from "./webhook/profile/mapping.js";
export { type Profile, type ProfileChoice, profileOf } from "./webhook/profile/profile.js";
export type { Access, SettingUp, SetUp } from "./webhook/set-up.js";
export type { FactStore } from "./webhook/settings.js";
// For whoever writes the system behind it
export {
	newSigningSecret,
	type Signed,
	type SignedHeaders,
	signatureHeaders,
	signWebhook,
	verifyWebhook,
} from "./webhook/signature.js";
export {
	type PastLine,
	type Sender,
	type Told,
	type ToldData,
	type ToldType,
	toldTypes,
} from "./webhook/told.js";
