import { plainName } from "../../../content/plain-name.js";
import type { FrameHolder, FrameOffer, Snapshot } from "../../../protocol/parts.js";
import type { DeskState } from "../model/desk-state.js";
import type { Talk } from "../model/talk.js";
import type { Words } from "./en.js";

type Profiles = Pick<DeskState, "apps" | "bots" | "me">;

export function userName({ user }: Snapshot, words: Words): string {
	return plainName(user.name) ?? words.user.unknown;
}

export function appName(appId: string, { apps }: Profiles): string {
	return apps.get(appId)?.displayName ?? appId;
}

export function botName(botId: string, { bots }: Profiles): string {
	return bots.get(botId)?.displayName ?? botId;
}

export function channelName(channel: string, words: Words): string {
	const names: Readonly<Record<string, string>> = words.channels;
	return names[channel.toLowerCase()] ?? channel;
}

/** What whoever takes a conversation should be able to do: skills, and a language by its name. */
export function needsText(
	{ skills = [], language }: NonNullable<NonNullable<Snapshot["offer"]>["needs"]>,
	words: Words,
): string {
	const spoken = language === undefined ? [] : [languageName(language, words.language)];
	return [...skills, ...spoken].join(", ");
}

/** The language of a tag in words; the tag itself, if it is none. */
export function languageName(tag: string, language: string): string {
	try {
		return new Intl.DisplayNames(language, { type: "language" }).of(tag) ?? tag;
	} catch {
		return tag;
	}
}

/** Who holds control, by name: the person who joined, else the app, else the bot. */
export function holderName(
	{ holder, person }: { readonly holder?: FrameHolder | undefined; readonly person?: Snapshot["person"] },
	profiles: Profiles,
	words: Words,
): string {
	if (holder === undefined) return words.theBot;
	return person?.displayName ?? appName(holder.appId, profiles);
}

/** Somebody who is typing: `user`, `bot`, or the id of an app. */
export function typistName(by: string, talk: Talk, profiles: Profiles, words: Words): string {
	if (by === "user") return userName(talk.snapshot, words);
	if (by === "bot") return botName(talk.snapshot.botId, profiles);
	return holderName(talk.snapshot, profiles, words);
}

/** Whom control is offered to, by name: the person who is asked first, as far as they are known, else the apps. */
export function askedNames(
	{ toAppIds, toPersonId }: Pick<FrameOffer, "toAppIds" | "toPersonId">,
	state: Profiles & Pick<DeskState, "company">,
): string {
	const asked = [...state.company.colleagues.values()].find(
		({ appId, person }) => toAppIds.includes(appId) && person.id === toPersonId,
	);
	return asked?.person.displayName ?? appNames(toAppIds, state);
}

/** The apps that were asked, by name. */
export function appNames(appIds: readonly string[], profiles: Profiles): string {
	return appIds.map((id) => appName(id, profiles)).join(", ");
}
