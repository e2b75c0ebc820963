import type {
	Activity,
	Actor,
	AppId,
	ByApp,
	Command,
	CommandId,
	EntryId,
	Epoch,
	Human,
	OfferId,
	PersonId,
} from "@baton/core";
import type { CommandFrame } from "./client-frame.js";
import { fromInput } from "./input.js";
import type { FrameActivity, Person, SpokenInput } from "./parts.js";

/** In whose name a connection commands. */
export interface Commander {
	readonly app: AppId;
	/** From the ticket, on a connection of a person: then what the frame says about people does not count. */
	readonly person: Person | undefined;
	/** For the audit log. */
	readonly actor?: Actor | undefined;
}

/** What is a command to the core. Giving up is a note in the list of what could not be sent. */
export type ConversationCommand = Exclude<CommandFrame, { readonly type: "giveUp" }>;

/**
 * What a frame commands. The id of a command is made of who commands and the frame's id, so that nobody can
 * repeat, or use up, what another meant.
 */
export function toCommand(frame: ConversationCommand, commander: Commander, reach?: ByApp["reach"]): Command {
	const id = commandId(commander, frame.id);
	const person = commander.person ?? frame.person;
	const { app, actor } = commander;
	const human = person && toHuman(person);
	const by = { app, human, reach, actor };
	switch (frame.type) {
		case "handover":
			return {
				type: "handOver",
				id,
				...by,
				epoch: frame.epoch as Epoch,
				to: targets(frame),
				person: frame.toPersonId as PersonId | undefined,
				needs: frame.needs,
				retryMs: toMs(frame.retryHandoverInterval),
				expiryMs: toMs(frame.retryHandoverFor),
				note: frame.note,
			};
		case "handoverConfirmed":
			return { type: "confirm", id, ...by, offer: frame.offerId as OfferId };
		case "handoverDeclined":
			return { type: "decline", id, ...by, offer: frame.offerId as OfferId, why: frame.why };
		case "withdraw":
			return { type: "withdraw", id, ...by, epoch: frame.epoch as Epoch };
		case "takeover":
			return { type: "takeOver", id, ...by };
		case "release":
			if (frame.lost === true && commander.person === undefined)
				return { type: "lose", id, holder: app, epoch: frame.epoch as Epoch };
			return { type: "release", id, ...by, epoch: frame.epoch as Epoch, why: frame.why };
		case "close":
			return { type: "close", id, by, epoch: frame.epoch as Epoch | undefined, why: frame.why };
		case "agentSay":
			// The most frequent by far, so it is written out: spreading costs ten times as much.
			return {
				type: "speak",
				id,
				app,
				human,
				reach,
				actor,
				epoch: frame.epoch as Epoch,
				activity: wordsOf(frame) ?? silence,
			};
		case "interject":
			return { type: "interject", id, ...by, activity: wordsOf(frame) ?? silence };
		case "sendDraft": {
			const { intent } = frame;
			const [draft, epoch] = [frame.draftId as EntryId, frame.epoch as Epoch];
			return { type: "sendDraft", id, ...by, draft, epoch, activity: wordsOf(frame), intent };
		}
		case "edit": {
			const [entry, epoch] = [frame.editedId as EntryId, frame.epoch as Epoch];
			return { type: "correct", id, ...by, entry, epoch, activity: wordsOf(frame) ?? silence };
		}
		case "delete":
			return {
				type: "takeBack",
				id,
				...by,
				entry: frame.deletedId as EntryId,
				epoch: frame.epoch as Epoch,
			};
		case "discardDraft":
			return { type: "discardDraft", id, ...by, draft: frame.draftId as EntryId, intent: frame.intent };
		case "note":
			return { type: "note", id, ...by, text: frame.text };
		case "sayAgain":
			return { type: "sayAgain", id, by, entry: frame.entryId as EntryId };
		case "mode":
			return { type: "setMode", id, by, mode: frame.mode };
		case "watch":
		case "unwatch":
		case "askRating":
			return { type: frame.type, id, ...by };
	}
}

/** Whether the frame should say something and does not. */
export function saysNothing(frame: CommandFrame): boolean {
	const speaks = frame.type === "agentSay" || frame.type === "interject" || frame.type === "edit";
	return speaks && wordsOf(frame) === undefined;
}

const silence: Activity = { type: "message", text: "" };

function commandId({ app, person }: Commander, id: string): CommandId {
	return JSON.stringify(person === undefined ? [app, id] : [app, person.id, id]) as CommandId;
}

export function toHuman({ id, displayName, avatarImage }: Person): Human {
	return { id: id as PersonId, displayName, avatarImage };
}

function targets({ toAppId, toAppIds }: Extract<CommandFrame, { type: "handover" }>): readonly AppId[] {
	const asked = toAppIds ?? (toAppId === undefined ? [] : [toAppId]);
	return asked.map((app) => app as AppId);
}

function toMs(seconds: number | undefined): number | undefined {
	return seconds === undefined ? undefined : seconds * 1000;
}

interface Words {
	readonly input?: SpokenInput | undefined;
	readonly activity?: FrameActivity | undefined;
}

function wordsOf({ activity, input }: Words): Activity | undefined {
	if (activity !== undefined) return withoutAddress(activity);
	return input && fromInput(input);
}

/** Who speaks, to whom and where is not for the frame to say. */
export function withoutAddress(activity: FrameActivity): Activity {
	const {
		id: _id,
		from: _from,
		recipient: _recipient,
		conversation: _conversation,
		serviceUrl: _serviceUrl,
		channelId: _channelId,
		...words
	} = activity;
	return words;
}
