/** Messenger without an account, for tests and for trying out. */
export { type VirtualClock, virtualClock } from "@baton/core/testing/clock";
export type { EmulatedUser, HeardMessage } from "./emulated-user.js";
export { type MessengerEmulator, startMessengerEmulator, type WebhookControl } from "./emulator.js";
export type { Fault, FaultOptions, Faults } from "./faults.js";
export type { RecordedCall } from "./graph-edge.js";
export { type EmulatorOptions, inboxAppId, type OtherAppOptions, type PageOptions } from "./options.js";
export type { PageInbox } from "./page-inbox.js";
export type { NewUser } from "./people.js";
export { type PlatformError, type PlatformErrorName, platformErrors } from "./platform-errors.js";
export type { WebhookAttempt } from "./webhook-sender.js";
