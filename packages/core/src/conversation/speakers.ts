import { type Control, type Holder, holderOf } from "../control/control.js";
import {
	asRepresentative,
	type Human,
	type PersonId,
	type Representative,
} from "../control/representative.js";
import type { Book } from "./book.js";
import type { ByApp } from "./command.js";
import type { App, BotProfile } from "./participants.js";

const ofBots = new WeakMap<object, Representative>();
const unnamed: Representative = { representativeType: "BOT", displayName: "Bot" };

/** Made once for each profile: it goes with everything that the bot says. */
export function representativeOfBot(
	bot: Pick<BotProfile, "displayName" | "avatarImage"> | undefined,
): Representative {
	if (bot === undefined) return unnamed;
	const known = ofBots.get(bot);
	if (known !== undefined) return known;
	const { displayName, avatarImage } = bot;
	const picture = avatarImage === undefined ? {} : { avatarImage };
	const made: Representative = Object.freeze({ representativeType: "BOT", displayName, ...picture });
	ofBots.set(bot, made);
	return made;
}

/** The human who speaks for an app. A desk that names nobody speaks under its own name. */
export function humanOf(app: App, by: ByApp): Human | undefined {
	if (app.kind === "bot") return undefined;
	return (
		by.human ?? {
			id: app.id as string as PersonId,
			displayName: app.displayName,
			avatarImage: app.avatarImage,
		}
	);
}

/** Who would hold control if this app took it. */
export function holderFrom(app: App, by: ByApp): Holder {
	return { app: app.id, kind: app.kind, person: app.personal ? by.human?.id : undefined };
}

/** Whether somebody else of the same app holds control, where it is personal. */
export function isColleagues(control: Control, { app, human }: ByApp): boolean {
	const holder = holderOf(control);
	return holder?.app === app && holder.person !== undefined && holder.person !== human?.id;
}

/** For whom an app acts: whoever reaches over the whole desk acts for the colleague who holds control. */
export function actingHolder({ state: { control } }: Pick<Book, "state">, app: App, by: ByApp): Holder {
	const holder = holderOf(control);
	return by.reach === "desk" && holder?.app === app.id ? holder : holderFrom(app, by);
}

/** `HUMAN` only for a human of an app of kind human: never what a payload claims. */
export function representativeOf(app: App, human: Human | undefined): Representative {
	return human === undefined ? representativeOfBot(app) : asRepresentative(human);
}
