// For hosts: a server with the console, or a bridge over any transport

export { hashSecret, newSecret } from "@baton/core";
export type { Deed } from "./bridge/audit.js";
export { type Authenticate, credentialsFrom, type RevocableCredentials } from "./bridge/credentials.js";
export type { ColleagueTakeover } from "./bridge/rights.js";
export { closeCodes, type Seam } from "./bridge/seam.js";
export { type SecretHashes, secretsFrom } from "./bridge/secret.js";
export type { BridgeLimits, OnError } from "./bridge/state.js";
export type { Ticket } from "./bridge/ticket.js";
export { type Bridge, type BridgeOptions, createBridge } from "./bridge.js";
// For desks and transports: the protocol as schemas and types
export {
	type ClientFrame,
	type ClientFrameOf,
	type ClientFrameType,
	type CommandFrame,
	clientFrame,
	type RequestFrame,
} from "./protocol/client-frame.js";
export {
	type EntryFrame,
	type EntryFrameOf,
	type EntryFrameType,
	entryFrame,
} from "./protocol/entry-frame.js";
export { type FrameContext, toFrame } from "./protocol/from-entry.js";
export { frameJsonSchemas, type JsonSchema } from "./protocol/json-schema.js";
export {
	frameLimits,
	type ParsedFrame,
	parseClientFrame,
	parseServerFrame,
	type UnreadableFrame,
} from "./protocol/parse.js";
export type {
	FrameHolder,
	FrameOffer,
	Input,
	Person,
	Role,
	Snapshot,
	SpokenInput,
} from "./protocol/parts.js";
export { printCloseCodes, printFrameTable, printRefusals } from "./protocol/print.js";
export {
	type DirectFrame,
	type ServerFrame,
	type ServerFrameOf,
	type ServerFrameType,
	serverFrame,
} from "./protocol/server-frame.js";
export { toSnapshot } from "./protocol/snapshot.js";
export type { CannedReplies } from "./server/canned-replies.js";
export type { Account, SignedIn, SignIn } from "./server/sign-in.js";
export {
	type BridgeServer,
	type BridgeServerOptions,
	bridgeServer,
	type ConsoleOptions,
} from "./server.js";
export { inProcess } from "./transport/in-process.js";
export {
	type AddressOf,
	type Upgrade,
	type WebSocketOptions,
	webSocketTransport,
} from "./transport/websocket.js";
