import { BatonError } from "@baton/core/error";
import type { EmulatorParts } from "./emulator-parts.js";
import { channelNamed } from "./escape.js";
import type { PersonOptions } from "./options.js";
import type { EmulatedPerson } from "./person.js";
import { amend } from "./say.js";
import type { Json, Workspace } from "./state.js";
import { tell } from "./tell.js";
import { newPerson } from "./world.js";

/** What tests do with a workspace. */
export interface EmulatedWorkspace {
	readonly id: string;
	readonly domain: string;
	/** Somebody who works there, by name or handle. @throws BatonError `nobody` */
	person(name: string): EmulatedPerson;
	/** Somebody new. */
	hires(person: string | PersonOptions): EmulatedPerson;
	/** The id of a channel. @throws BatonError `no-channel` */
	channel(name: string): string;
	/** Slack adds a preview of a link: the message changes, its text does not. */
	unfurls(message: { readonly channel: string; readonly ts: string }): void;
	/** Tells the apps anything, as Slack would. */
	tells(event: Json, channel?: string): void;
}

export function emulatedWorkspace(
	{ world, personOf }: EmulatorParts,
	workspace: Workspace,
): EmulatedWorkspace {
	return {
		...{ id: workspace.id, domain: workspace.domain },
		person(name) {
			const user = [...workspace.users.values()].find(
				(each) =>
					each.bot === undefined && [each.id, each.realName, each.displayName, each.name].includes(name),
			);
			if (user === undefined)
				throw new BatonError("nobody", `Cannot find ${name}: nobody there has this name`);
			return personOf(workspace, user);
		},
		hires: (person) => personOf(workspace, newPerson(workspace, person)),
		channel: (name) => find(workspace, name).id,
		unfurls({ channel: id, ts }) {
			const channel = find(workspace, id);
			const message = channel.messages.find((each) => each.ts === ts);
			if (message === undefined) throw new BatonError("no-message", `Cannot unfurl ${ts}: it is not there`);
			const preview = { id: 1, from_url: "https://example.com/", fallback: "Example", title: "Example" };
			amend(world, { workspace, channel }, message, () => {
				message.attachments = [preview];
			});
		},
		tells: (event, name) =>
			tell(world, workspace, name === undefined ? undefined : find(workspace, name), event),
	};
}

function find(workspace: Workspace, name: string) {
	const channel = channelNamed(workspace, name);
	if (channel === undefined)
		throw new BatonError("no-channel", `Cannot find the channel ${name}: it is not there`);
	return channel;
}
