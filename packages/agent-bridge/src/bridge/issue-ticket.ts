import type { RequestFrame } from "../protocol/client-frame.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toSeconds } from "../protocol/snapshot.js";
import { actorOf, record } from "./audit.js";
import { allowedBots } from "./greet.js";
import { refusal } from "./refusal.js";
import type { BridgeState, Identity } from "./state.js";
import { signTicket } from "./ticket.js";

type TicketRequest = Extract<RequestFrame, { type: "getTicket" }>;

const defaultSeconds = 60;

/** For whoever is signed in at the app's own server: it knows them, and we know the app. */
export async function issueTicket(
	state: BridgeState,
	identity: Identity,
	{ id, person, role = "agent", botIds, forSeconds = defaultSeconds }: TicketRequest,
): Promise<ServerFrameOf<"ticket" | "refused">> {
	const bots = allowedBots(identity.bots, botIds);
	if (bots === undefined) return refusal("forbidden", { re: id });
	const until = state.handoff.clock.now() + forSeconds * 1000;
	const { app: appId, credential } = identity;
	const ticket = { appId, person, role, credential, botIds: [...bots], until };
	await record(state, { ...actorOf({ ...identity, person }), what: "issueTicket", outcome: "done", role });
	return { type: "ticket", re: id, ticket: signTicket(state.ticketKey, ticket), until: toSeconds(until) };
}
