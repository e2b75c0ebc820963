import type { App, AppId, BotId } from "@baton/core";
import type { ConnectFrame } from "../protocol/client-frame.js";
import { frameLimits } from "../protocol/parse.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toSeconds } from "../protocol/snapshot.js";

import { comeIn } from "./colleagues.js";
import { isStillValid } from "./credentials.js";
import { tellLookers } from "./looking.js";
import { catchUp, lookAgain, lookAtPage } from "./mailbox.js";

import { arrive } from "./presence.js";
import type { BridgeState, Identity, Session } from "./state.js";
import { readTicket } from "./ticket.js";

/** Who connects, if they may. */
export async function identify(
	state: BridgeState,
	frame: ConnectFrame,
	address: string | undefined,
): Promise<Identity | undefined> {
	return frame.ticket === undefined
		? identifyApp(state, frame, address)
		: identifyPerson(state, frame, { text: frame.ticket, address });
}

async function identifyApp(
	state: BridgeState,
	frame: ConnectFrame,
	address: string | undefined,
): Promise<Identity | undefined> {
	const { appId = "", appSecret = "", botIds, listens = true } = frame;
	const app = state.handoff.apps.get(appId as AppId);
	const found = await state.credentials?.find(appId as AppId, appSecret);
	const isGenuine =
		state.credentials === undefined ? await state.authenticate(appId as AppId, appSecret) : found;
	if (app === undefined || !isGenuine) return undefined;
	const bots = allowedBots(botsOf(state, app), botIds);
	const rank = { rank: "app", mayAct: true, actor: { address } } as const;
	return (
		bots && { app: app.id, kind: app.kind, bots, person: undefined, listens, credential: found?.id, ...rank }
	);
}

async function identifyPerson(
	state: BridgeState,
	{ botIds }: ConnectFrame,
	{ text, address }: { readonly text: string; readonly address: string | undefined },
): Promise<Identity | undefined> {
	const ticket = readTicket(state.ticketKey, text, state.handoff.clock.now());
	const app = ticket && state.handoff.apps.get(ticket.appId as AppId);
	if (ticket === undefined || app === undefined) return undefined;
	const covered = allowedBots(botsOf(state, app), ticket.botIds);
	const bots = covered && allowedBots(covered, botIds);
	if (bots === undefined) return undefined;
	const { person, role, credential } = ticket;
	if (!(await isStillValid(state, app.id, credential))) return undefined;
	const rank = { rank: role, mayAct: role !== "read-only", actor: { role, address } };
	return { app: app.id, kind: app.kind, bots, person, listens: true, credential, ...rank };
}

/** The bots that were asked for, or all; `undefined` if one of them is not among them. */
export function allowedBots(
	allowed: ReadonlySet<BotId>,
	asked: readonly string[] | undefined,
): ReadonlySet<BotId> | undefined {
	if (asked === undefined) return allowed;
	const wanted = asked.map((bot) => bot as BotId);
	return wanted.every((bot) => allowed.has(bot)) ? new Set(wanted) : undefined;
}

/** One set for all connections of an app. */
function botsOf({ bots: known }: BridgeState, { id, bots }: App): ReadonlySet<BotId> {
	const all = known.get(id) ?? new Set(bots);
	known.set(id, all);
	return all;
}

/** The connection stands: says so, and tells whatever waits. */
export function welcome(state: BridgeState, session: Session, identity: Identity): void {
	session.identity = identity;
	session.heardAt = state.handoff.clock.now();
	session.seam.send(JSON.stringify(greeting(state, identity)), true);
	if (!identity.listens) return;
	const others = state.listeners.get(identity.app);
	if (others === undefined) state.listeners.set(identity.app, new Set([session]));
	else others.add(session);
	if (identity.person === undefined) {
		arrive(state, identity.app);
		tellNews(state, identity.app, [session], catchUp).catch(state.onError);
	} else {
		comeIn(state, session, identity);
		tellLookers(state, session);
	}
}

/** Looks in the store for what the app has not acknowledged, and tells its connections. */
async function tellNews(
	state: BridgeState,
	app: AppId,
	sessions: Iterable<Session>,
	look: typeof catchUp,
): Promise<void> {
	const keys = await state.handoff.store.readNews(app);
	for (const session of sessions) {
		if (session.identity?.person !== undefined) continue;
		for (const key of keys) {
			if (!session.closed) look(state, session, key);
		}
	}
}

/** Looks for whoever is connected here. */
export function lookForNews(state: BridgeState): void {
	for (const [app, sessions] of state.listeners) tellNews(state, app, sessions, catchUp).catch(state.onError);
}

/** The same where it is known that something may have been missed, however much is under way. */
export function lookForMissed(state: BridgeState): void {
	for (const [app, sessions] of state.listeners) {
		tellNews(state, app, sessions, lookAgain).catch(state.onError);
		for (const session of sessions) lookAtPage(state, session);
	}
}

function greeting(state: BridgeState, identity: Identity): ServerFrameOf<"connected"> {
	const { handoff, limits, colleagueTakeover } = state;
	const { app, kind, bots, person, rank } = identity;
	return {
		type: "connected",
		version: 1,
		appId: app,
		kind,
		botIds: [...bots],
		person,
		role: rank === "app" ? undefined : rank,
		colleagueTakeover: person && colleagueTakeover,
		as: person === undefined ? "app" : "person",
		time: toSeconds(handoff.clock.now()),
		heartbeatMs: limits.heartbeatMs,
		limits: { ...frameLimits, unacknowledged: limits.unacknowledged },
		apps: colleagues(state, bots),
		bots: [...bots].flatMap((bot) => {
			const profile = handoff.bots.get(bot);
			return profile === undefined ? [] : [{ ...profile, botId: profile.id, id: undefined }];
		}),
	};
}

/** Apps that share a bot with this one. Of others it need not know. */
function colleagues({ handoff }: BridgeState, bots: ReadonlySet<BotId>) {
	return [...handoff.apps.values()]
		.filter((app) => app.bots.some((bot) => bots.has(bot)))
		.map(({ id, kind, displayName, avatarImage, skills, languages, capacity }) => ({
			...{ appId: id, kind, displayName, avatarImage },
			...{ skills, languages, capacity },
		}));
}
