import { settingsOf } from "./page-settings.js";
import { parseTemplate, type TemplateButton } from "./send-schema.js";
import type { Message, Person, QuickReply } from "./state.js";

/** Something on the phone that can be pressed. */
export type Pressable =
	| { readonly kind: "quick-reply"; readonly id: string; readonly title: string; readonly reply: QuickReply }
	| {
			readonly kind: "button";
			readonly id: string;
			readonly title: string;
			readonly button: Pick<TemplateButton, "type" | "payload" | "url">;
	  };

/** Newest first, then what the page offers beside its messages. */
export function pressablesOf(person: Person): readonly Pressable[] {
	const said = person.messages.toReversed().filter(({ by }) => by !== undefined);
	return [...quickRepliesOf(person), ...said.flatMap(buttonsOf), ...offersOf(person)];
}

/** They go away with the next message. */
export function quickRepliesOf({ messages }: Person): readonly Pressable[] {
	const last = messages.at(-1);
	if (last?.by === undefined) return [];
	return last.quickReplies.map((reply, place) => ({
		kind: "quick-reply",
		id: `quick-reply/${last.mid}/${place}`,
		title: reply.title ?? contactTitles[reply.content_type] ?? "",
		reply,
	}));
}

const contactTitles: Readonly<Record<string, string>> = {
	user_email: "Share my e-mail address",
	user_phone_number: "Share my phone number",
};

/** Of all cards of a message, in their order. */
export function buttonsOf({ mid, attachments }: Message): readonly Pressable[] {
	return attachments.flatMap(({ type, payload }) => {
		if (type !== "template") return [];
		const { buttons = [], elements = [] } = parseTemplate(payload);
		const all = [...buttons, ...elements.flatMap((element) => element.buttons ?? [])];
		return all.map((button, place) => buttonOf(`button/${mid}/${place}`, button));
	});
}

function buttonOf(id: string, button: TemplateButton): Pressable {
	return { kind: "button", id, title: button.title ?? linkTitles[button.type] ?? button.type, button };
}

const linkTitles: Readonly<Record<string, string>> = { account_link: "Log in", account_unlink: "Log out" };

/** Get started or ice breakers before the first word, and the menu. */
export function offersOf(person: Person): readonly Pressable[] {
	const { get_started, ice_breakers = [], persistent_menu = [] } = settingsOf(person.page);
	const questions = ice_breakers[0]?.call_to_actions ?? [];
	const greeting = get_started === undefined ? [] : [{ title: "Get started", payload: get_started.payload }];
	const first =
		questions.length > 0
			? questions.map(({ question, payload }) => ({ title: question, payload }))
			: greeting;
	const beginnings = person.messages.length > 0 ? [] : first;
	const items = persistent_menu[0]?.call_to_actions ?? [];
	return [
		...beginnings.map(({ title, payload }, place) =>
			buttonOf(`beginning/${place}`, { type: "postback", title, payload }),
		),
		...items.map((item, place) => buttonOf(`menu/${place}`, item)),
	];
}
