import type {
	PhoneAction,
	PhoneButton,
	PhoneCard,
	PhoneLine,
	PhonePart,
	PhonePort,
	PhoneScreen,
	PhoneSpeaker,
} from "@baton/core/testing/phone";
import { parseRichText } from "../rich-text.js";
import type { ApiMessage, ApiRepresentative } from "../wire.js";
import { cardsOf, chipsOf, fixedTitles, type Pressable, type ShownCard } from "./screen.js";
import type { Conversation, Line, State } from "./state.js";
import type { EmulatedUser } from "./user.js";

export interface PhoneParts {
	readonly state: State;
	readonly agentName: string;
	readonly agentPicture: string | undefined;
	readonly now: () => number;
	readonly userOf: (conversationId: string) => EmulatedUser | undefined;
	/** Stores a `data:` picture, and gives its address. */
	readonly store: (picture: string) => string;
	readonly subscribe: (listener: (conversationId: string) => void) => () => void;
}

/** Words for presses that are no suggestions. */
const presses = { liveAgent: "live-agent", survey: "survey:" } as const;

/** Shows each conversation as the customer would have seen it. */
export function phonePort(parts: PhoneParts): PhonePort {
	const { state } = parts;
	return {
		users: () => [...state.conversations.values()].map(({ id, userName }) => ({ id, name: userName })),
		screen: (user) => screenOf(parts, state.conversations.get(user)),
		subscribe: parts.subscribe,
		async act(id, action) {
			const user = parts.userOf(id);
			// Whether the agent ever acknowledges it is no concern of the user's device.
			if (user !== undefined) act(parts, user, action).catch(() => {});
		},
	};
}

function act({ store }: PhoneParts, user: EmulatedUser, action: PhoneAction): Promise<void> {
	switch (action.type) {
		case "say":
			return user.says(action.text);
		case "picture":
			return user.sendsPicture(store(action.url));
		case "typing":
			return user.types();
		case "read":
			return user.reads();
		case "press":
			if (action.press === presses.liveAgent) return user.requestsLiveAgent();
			return action.press.startsWith(presses.survey)
				? user.answersSurvey(action.press.slice(presses.survey.length))
				: user.presses(action.press);
	}
}

function screenOf(parts: PhoneParts, conversation: Conversation | undefined): PhoneScreen {
	const { lines = [], typing } = conversation ?? {};
	const isTyping = typing !== undefined && typing.until > parts.now();
	return {
		title: parts.agentName,
		subtitle: "Business Messages",
		avatar: parts.agentPicture,
		accent: "#1a5fb4",
		lines: lines.flatMap((line) => lineOf(parts, line)),
		...(isTyping ? { typing: speakerOf(parts, typing.by) } : {}),
		suggestions: [...chipsOf(lines).map(buttonOf), ...surveyOf(lines)],
		actions: [{ title: fixedTitles.liveAgent, press: presses.liveAgent }],
	};
}

function lineOf(parts: PhoneParts, line: Line): readonly PhoneLine[] {
	const { id, at } = line;
	switch (line.kind) {
		case "user": {
			const said: PhonePart =
				line.picture === undefined
					? { kind: "text", text: line.text }
					: { kind: "picture", picture: { url: line.picture, description: "A picture" } };
			return [{ kind: "user", id, at, parts: [said], state: line.state }];
		}
		case "message": {
			const speaker = speakerOf(parts, line.message.representative);
			return [{ kind: "business", id, at, speaker, parts: partsOf(line) }];
		}
		case "joined":
		case "left": {
			const speaker = speakerOf(parts, line.representative);
			return [{ kind: "system", id, at, text: `${speaker.name} ${line.kind} the conversation`, speaker }];
		}
		case "survey":
			return [{ kind: "system", id, at, text: `${surveyQuestion} ${line.response ?? ""}`.trim() }];
	}
}

function speakerOf(
	{ agentName, agentPicture }: PhoneParts,
	{ representativeType, displayName, avatarImage }: ApiRepresentative,
): PhoneSpeaker {
	return { name: displayName ?? agentName, avatar: avatarImage ?? agentPicture, label: representativeType };
}

function partsOf(line: Line & { kind: "message" }): readonly PhonePart[] {
	const { text, image, fallback = "" } = line.message;
	if (line.isFallback) return [{ kind: "text", text: fallback }];
	const cards = cardsOf(line);
	return [
		...(text === undefined ? [] : [{ kind: "text", text: plain(line.message) } as const]),
		...(image === undefined ? [] : [{ kind: "picture", picture: pictureOf(image.contentInfo) } as const]),
		...(cards.length === 0 ? [] : [{ kind: "cards", cards: cards.map(cardOf) } as const]),
	];
}

/** The phone shows no styles: links say where they lead. */
function plain({ text = "", containsRichText }: ApiMessage): string {
	const pieces = containsRichText === true ? parseRichText(text) : undefined;
	return pieces?.map((piece) => (piece.url ? `${piece.text} (${piece.url})` : piece.text)).join("") ?? text;
}

function pictureOf({ fileUrl, altText }: NonNullable<ApiMessage["image"]>["contentInfo"]) {
	return { url: fileUrl, description: altText ?? "A picture" };
}

const heights = { SHORT: "short", MEDIUM: "medium", TALL: "tall" } as const;

function cardOf({ card: { title, description, media }, pressables }: ShownCard): PhoneCard {
	const picture = media && { ...pictureOf(media.contentInfo), height: heights[media.height] };
	return { title, text: description, picture, buttons: pressables.map(buttonOf) };
}

function buttonOf({ id, title, suggestion }: Pressable): PhoneButton {
	const { openUrlAction, dialAction } = suggestion.action ?? {};
	const url = openUrlAction?.url ?? (dialAction && `tel:${dialAction.phoneNumber}`);
	return { title, press: id, ...(url === undefined ? {} : { url }) };
}

const surveyQuestion = "Did this conversation help you?";

/** The question that every survey begins with, until something else is written. */
function surveyOf(lines: readonly Line[]): readonly PhoneButton[] {
	const last = lines.at(-1);
	if (last?.kind !== "survey" || last.response !== undefined) return [];
	return ["Yes", "No"].map((title) => ({ title, press: `${presses.survey}${title}` }));
}
