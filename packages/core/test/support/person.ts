import {
	type AppId,
	type ByApp,
	type Command,
	type Conversation,
	type Entry,
	type EntryId,
	type Epoch,
	type OfferId,
	type Outcome,
	offerOf,
	type PersonId,
} from "../../src/index.js";

/** Somebody at a desk. Each command answers `done`, or why not. */
export interface Person {
	readonly by: ByApp;
	takeOver(): Promise<string>;
	/** The offer that stands, or the one that is named. */
	confirms(offer?: string): Promise<string>;
	declines(offer?: string): Promise<string>;
	/** Under the epoch of now, or the one that is named. */
	says(text: string, epoch?: number): Promise<string>;
	handsOver(to: readonly string[], note?: string): Promise<string>;
	/** To a colleague of the same desk, or of the one that is named. */
	handsTo(person: string, app?: string): Promise<string>;
	withdraws(): Promise<string>;
	interjects(text: string): Promise<string>;
	/** As it is, or corrected. */
	sends(draft: EntryId, corrected?: string): Promise<string>;
	discards(draft: EntryId): Promise<string>;
	releases(epoch?: number): Promise<string>;
	closes(why?: string): Promise<string>;
	watches(): Promise<string>;
	unwatches(): Promise<string>;
	notes(text: string): Promise<string>;
	asksRating(): Promise<string>;
}

export interface PersonWorld {
	submit(command: Command): Promise<Outcome>;
	conversation(): Promise<Conversation>;
	readLog(): Promise<readonly Entry[]>;
}

export function createPerson(
	{ submit, conversation, readLog }: PersonWorld,
	app: string,
	{ id, displayName }: { readonly id: string; readonly displayName: string },
): Person {
	const by: ByApp = { app: app as AppId, human: { id: id as PersonId, displayName } };

	async function order(command: Command): Promise<string> {
		const outcome = await submit(command);
		return outcome.status === "done" ? "done" : outcome.code;
	}

	async function epochOr(epoch: number | undefined): Promise<Epoch> {
		return (epoch ?? (await conversation()).control.epoch) as Epoch;
	}

	async function offerOr(offer: string | undefined): Promise<OfferId> {
		if (offer !== undefined) return offer as OfferId;
		const standing = offerOf((await conversation()).control)?.id;
		const last = (await readLog()).findLast((entry) => entry.type === "offered");
		return standing ?? last?.offer.id ?? ("none" as OfferId);
	}

	return {
		by,
		takeOver: () => order({ type: "takeOver", ...by }),
		confirms: async (offer) => order({ type: "confirm", offer: await offerOr(offer), ...by }),
		declines: async (offer) => order({ type: "decline", offer: await offerOr(offer), ...by }),
		says: async (text, epoch) =>
			order({ type: "speak", epoch: await epochOr(epoch), activity: { type: "message", text }, ...by }),
		handsOver: async (to, note) =>
			order({
				...{ type: "handOver", epoch: await epochOr(undefined), to: to as readonly AppId[], note },
				...by,
			}),
		handsTo: async (person, ...to) =>
			order({
				...{
					type: "handOver",
					epoch: await epochOr(undefined),
					to: to as readonly string[] as readonly AppId[],
				},
				...{ person: person as PersonId, ...by },
			}),
		withdraws: async () => order({ type: "withdraw", epoch: await epochOr(undefined), ...by }),
		interjects: (text) => order({ type: "interject", activity: { type: "message", text }, ...by }),
		sends: async (draft, corrected) =>
			order({
				...{ type: "sendDraft", draft, epoch: await epochOr(undefined), ...by },
				...(corrected === undefined ? {} : { activity: { type: "message", text: corrected } }),
			}),
		discards: (draft) => order({ type: "discardDraft", draft, ...by }),
		releases: async (epoch) => order({ type: "release", epoch: await epochOr(epoch), ...by }),
		closes: async (why) => order({ type: "close", by, epoch: await epochOr(undefined), why }),
		watches: () => order({ type: "watch", ...by }),
		unwatches: () => order({ type: "unwatch", ...by }),
		asksRating: () => order({ type: "askRating", ...by }),
		notes: (text) => order({ type: "note", text, ...by }),
	};
}
