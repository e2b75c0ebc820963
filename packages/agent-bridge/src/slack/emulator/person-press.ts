import { cannot } from "./cannot.js";
import { sendCommand } from "./command.js";
import type { AppAnswer } from "./delivery/ask-app.js";
import { touchInMessage, touchInView } from "./interactions.js";
import { type Interactive, interactivesIn, textOf } from "./interactive.js";
import type { EmulatedPerson, PersonParts, SeenView } from "./person.js";
import { messageAt, placeOf } from "./person-place.js";
import { chosen, submit } from "./person-submit.js";
import type { Place } from "./say.js";
import { visibleTo } from "./seen.js";
import type { Install, Json, Message, View } from "./state.js";
import { closeView, valuesOf } from "./view-interactions.js";
import { viewsOf } from "./views.js";
import { installsIn } from "./world.js";

type Presses = Pick<EmulatedPerson, "commands" | "presses" | "submits" | "closes" | "views" | "seesView">;

/** What a person does to apps: commands, buttons, modals. */
export function personPresses(parts: PersonParts): Presses {
	const { world, workspace, user } = parts;

	function top(what: string): View {
		const view = viewsOf(workspace, user.id).at(-1);
		if (view === undefined) throw cannot(user, what, "no modal is open");
		return view;
	}

	function shownViews(): readonly SeenView[] {
		return viewsOf(workspace, user.id).map((view) => seenView(parts, view));
	}

	return {
		async commands(channel, line) {
			const [command = "", ...words] = line.split(" ");
			const place = placeOf(parts, channel);
			if (place.channel.isArchived) throw cannot(user, `use ${command}`, "the channel is archived");
			const install = installsIn(world, workspace).find(({ app }) =>
				app.manifest.features.slash_commands.some((each) => each.command === command),
			);
			if (install === undefined) throw cannot(user, `use ${command}`, "no app here has this command");
			return sendCommand(parts, place, { install, user, command, text: words.join(" ") });
		},
		async presses(where, what, choice = "") {
			if (where === "view") return pressInView(parts, top("press"), what, choice);
			const place = placeOf(parts, where);
			const found = findInMessages(parts, place, what);
			if (found === undefined) throw cannot(user, `press ${JSON.stringify(what)}`, "it is not there");
			return pressInMessage(parts, place, found, choice);
		},
		async submits(values = {}) {
			return submit(parts, top("submit"), values);
		},
		async closes() {
			await closeView(parts, top("close"), user);
		},
		get views() {
			return shownViews();
		},
		seesView: () =>
			new Promise((resolve) => {
				const end = world.onChanged(look);
				function look(): void {
					const view = shownViews().at(-1);
					if (view === undefined) return;
					end();
					resolve(view);
				}
				look();
			}),
	};
}

function seenView({ viewErrors }: PersonParts, { id, content }: View): SeenView {
	return { id, title: textOf(content.title), blocks: content.blocks, errors: viewErrors.get(id) ?? {} };
}

interface Found {
	readonly message: Message;
	readonly interactive: Interactive;
}

function findInMessages({ user }: PersonParts, { channel }: Place, what: string): Found | undefined {
	for (const message of visibleTo(channel, user.id).toReversed()) {
		const blocks = [...(message.blocks ?? []), ...blocksOfAttachments(message)];
		const interactive = interactivesIn(blocks).find((each) => isNamed(each, what));
		if (interactive !== undefined) return { message, interactive };
	}
	return undefined;
}

function isNamed({ element, label }: Interactive, what: string): boolean {
	return [label, element.action_id, element.value].includes(what);
}

/** What is pressed, where a page knows exactly what. */
export interface Press {
	readonly channel: string;
	readonly ts: string;
	readonly block: string;
	readonly action: string;
}

/** @throws BatonError `cannot-do` */
export function pressAt(
	parts: PersonParts,
	{ channel, ts, ...press }: Press,
	choice: string | readonly string[],
): Promise<AppAnswer> {
	const place = placeOf(parts, channel);
	const message = messageAt(place, ts);
	const blocks = [...(message.blocks ?? []), ...blocksOfAttachments(message)];
	return pressInMessage(parts, place, { message, interactive: elementAt(parts, blocks, press) }, choice);
}

/** @throws BatonError `cannot-do` */
export function pressInViewAt(
	parts: PersonParts,
	press: Pick<Press, "block" | "action">,
	choice: string | readonly string[],
): Promise<AppAnswer> {
	const view = viewsOf(parts.workspace, parts.user.id).at(-1);
	if (view === undefined) throw cannot(parts.user, "press it", "no modal is open");
	const interactive = elementAt(parts, view.content.blocks, press);
	const touch = { interactive, state: chosen(parts, interactive, choice) };
	return touchInView(parts, { view, user: parts.user, touch, values: valuesOf(view, new Map()) });
}

function elementAt(
	{ user }: PersonParts,
	blocks: readonly Json[],
	{ block, action }: Pick<Press, "block" | "action">,
): Interactive {
	const found = interactivesIn(blocks).find(
		({ blockId, element }) => blockId === block && element.action_id === action,
	);
	if (found === undefined) throw cannot(user, "press it", "it is not there any more");
	return found;
}

function blocksOfAttachments({ attachments = [] }: Message): readonly Json[] {
	return attachments.flatMap(({ blocks }) => (Array.isArray(blocks) ? (blocks as readonly Json[]) : []));
}

async function pressInMessage(
	parts: PersonParts,
	place: Place,
	{ message, interactive }: Found,
	choice: string | readonly string[],
): Promise<AppAnswer> {
	const { user } = parts;
	const install = installOfMessage(parts, message);
	if (install === undefined) throw cannot(user, "press it", "its app is gone");
	const state = chosen(parts, interactive, choice);
	return touchInMessage(parts, place, { install, user, message, touch: { interactive, state } });
}

function installOfMessage({ world, workspace }: PersonParts, { app }: Message): Install | undefined {
	return installsIn(world, workspace).find((each) => each.app.id === app?.appId);
}

async function pressInView(
	parts: PersonParts,
	view: View,
	what: string,
	choice: string | readonly string[],
): Promise<AppAnswer> {
	const found = interactivesIn(view.content.blocks).find((each) => isNamed(each, what));
	if (found === undefined) throw cannot(parts.user, `press ${JSON.stringify(what)}`, "it is not there");
	const press = { block: found.blockId, action: String(found.element.action_id) };
	return pressInViewAt(parts, press, choice);
}
