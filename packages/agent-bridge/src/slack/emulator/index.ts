/** Slack without a workspace there, for tests and for trying out. */
export { type VirtualClock, virtualClock } from "@baton/core/testing/clock";
export type { RecordedCall } from "./api/edge.js";
export type { AppAnswer } from "./delivery/ask-app.js";
export type { EventAttempt, EventControl } from "./delivery/event-sender.js";
export { type FailureReason, signatureOf } from "./delivery/post-signed.js";
export type { SocketControl } from "./delivery/sockets.js";
export type { ConnectOptions, EmulatedApp } from "./emulated-app.js";
export type { EmulatedWorkspace } from "./emulated-workspace.js";
export { type SlackEmulator, startSlackEmulator } from "./emulator.js";
export type { Fault, FaultOptions, Faults } from "./faults.js";
export type { AppOptions, PersonOptions, SlackEmulatorOptions, WorkspaceOptions } from "./options.js";
export type { EmulatedPerson, SayOptions, SeenView, UploadOptions } from "./person.js";
export type { SeenMessage } from "./seen.js";
