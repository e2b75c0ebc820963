// For bot teams

export {
	appCredentials,
	type Credential,
	type Credentials,
	type NewCredential,
} from "./access/credentials.js";
export { hashSecret, newSecret } from "./access/secret.js";
export { type ChannelUser, userId } from "./account/user-id.js";
export type { Awaitable } from "./awaitable.js";
export { type Clock, systemClock } from "./clock.js";
export {
	type AppId,
	type AppKind,
	type Control,
	type EntryId,
	type Epoch,
	type Holder,
	holderOf,
	type Needs,
	type Offer,
	type OfferId,
	offerOf,
	type Phase,
	type Reason,
	type ReasonType,
} from "./control/control.js";
export type { NoticeName, OfferEnd, TimerName } from "./control/effect.js";
export type { ControlEvent } from "./control/event.js";
export { printControlMoves, printControlTable } from "./control/print.js";
export {
	asRepresentative,
	type Human,
	type Label,
	type PersonId,
	type Representative,
} from "./control/representative.js";
export type { Account, Activity, ConversationReference, Entity } from "./conversation/activity.js";
export {
	type Actor,
	type AuditPage,
	type AuditRecord,
	aboutOf,
	actingIn,
} from "./conversation/audit.js";
export { audience } from "./conversation/book.js";
export type {
	Change,
	Delivery,
	DeliveryState,
	OutboxItem,
	Outcome,
	RefusalCode,
	Standing,
} from "./conversation/change.js";
// For channel authors
export type { ChannelTraits, ReplyWindow } from "./conversation/channel-traits.js";
export type { ByApp, Command, CommandId, CommandOf, Opening, Utterance } from "./conversation/command.js";
export type { Conversation, Session, Turn } from "./conversation/conversation.js";
// For desk authors
export type { DeskPort } from "./conversation/desk-port.js";
export {
	type DraftReason,
	type Entry,
	type EntryBody,
	type EntryOf,
	type EntryType,
	isVisibleToUser,
	type Mode,
	type Postback,
	type VisibleEntry,
} from "./conversation/entry.js";
export {
	type ConversationKey,
	conversationKey,
	type KeyParts,
	parseConversationKey,
} from "./conversation/key.js";
export { label } from "./conversation/label.js";
export { mergeNotices, type Notices, standardNotices } from "./conversation/notices/notices.js";
export type {
	AccountId,
	App,
	BotId,
	BotProfile,
	ProcessId,
	SessionNumber,
	User,
	UserId,
} from "./conversation/participants.js";
export { personFact } from "./conversation/person-fact.js";
export { defaultPolicy, type Policy } from "./conversation/policy.js";
export type { OpeningHours } from "./conversation/queue/hours.js";
export { type Load, placeIn, type QueueView, waitFrom } from "./conversation/queue/view.js";
export type { Listener, Signal, Typist } from "./conversation/signal.js";
export type { SetAside, Spool, Spooled } from "./conversation/spool.js";
// For store authors
export type {
	Committed,
	ConversationPage,
	DueTimer,
	Erased,
	LaneRequest,
	LaneToken,
	Listed,
	Loaded,
	OutboxView,
	PageRequest,
	Store,
	Tombstone,
	TrimRequest,
	Undelivered,
} from "./conversation/store.js";
export type { Channel, Recipient, SendResult } from "./delivery/channel.js";
export type { LaneStep } from "./delivery/lane.js";
export { splitText } from "./delivery/split-text.js";
export { BatonError } from "./error.js";
export { type AsksForHuman, type AsksForHumanOptions, asksForHuman } from "./gate/asks-for-human.js";
export { confidenceGate, type Gate, type GateMode, type GateOptions } from "./gate/gate.js";
export { type GateRuleOptions, gateRules, type IntentRule } from "./gate/gate-rules.js";
export { type HandOffReason, judge, type Verdict } from "./gate/judge.js";
export {
	parseRecognition,
	type Recognition,
	type Recognizer,
	type ScoredIntent,
	type TextRecognizer,
	textRecognizer,
	toRecognizerResult,
} from "./gate/recognizer.js";
export { judgeReply, withConfidence } from "./gate/reply-gate.js";
export { createHandoff, type Handoff } from "./handoff.js";
export type { AppOptions, HandoffOptions, HandoffParts } from "./handoff-options.js";
export {
	handoffInitiation,
	handoffStatus,
	isHandoffInitiation,
	isHandoffStatus,
} from "./host/handoff-events.js";
export { toActivity, toReference } from "./host/to-activity.js";
export { toTranscript } from "./host/to-transcript.js";
export type {
	ActivityLike,
	AdapterLike,
	MiddlewareLike,
	TurnContextLike,
} from "./host/turn-context.js";
export { consoleLogger, type LogDetails, type Logger, silentLogger } from "./logger.js";
export { type PostbackContext, type PostbackRule, postback } from "./postback/postback.js";
export {
	type FoundPostback,
	type PayloadOf,
	type PostbackRules,
	type Postbacks,
	postbacks,
} from "./postback/postbacks.js";
export { digestOf, type LoggedError, privateLogger } from "./private-logger.js";
export { memoryStore } from "./store/memory.js";
export { createSealer, type Encryption, type Sealer } from "./store/seal.js";
export type { Host, HostOptions } from "./turn/host.js";
export type { ReplyRules } from "./turn/reply-judge.js";
export { type Arrival, type Router, type RoutingRule, routes } from "./turn/routing.js";
export type { Received } from "./turn/turns.js";
export { recognitionKey, rehearsalKey, userKey } from "./turn/way.js";
export type { AuditOptions } from "./upkeep/audit-upkeep.js";
export type { Erasure, Whom } from "./upkeep/erasure.js";
export type { Retention } from "./upkeep/upkeep.js";
