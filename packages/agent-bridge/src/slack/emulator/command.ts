import type { AppAnswer } from "./delivery/ask-app.js";
import type { InteractionParts } from "./interactions.js";
import { type ResponseOrigin, respond } from "./response-urls.js";
import { type Place, say } from "./say.js";
import type { Install, User } from "./state.js";
import type { World } from "./world.js";

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export async function sendCommand(
	{ world, triggers, responseUrls, runtimeOf }: InteractionParts,
	{ workspace, channel }: Place,
	{
		install,
		user,
		command,
		text,
	}: { readonly install: Install; readonly user: User; readonly command: string; readonly text: string },
): Promise<AppAnswer> {
	const { app } = install;
	const names = { channel: channel.name || "directmessage", privategroup: "privategroup" };
	const origin = { install, channel, user: user.id, message: undefined };
	const answer = await runtimeOf(install).ask("slash_commands", {
		...{ token: app.verificationToken, team_id: workspace.id, team_domain: workspace.domain },
		...{
			channel_id: channel.id,
			channel_name: channel.kind === "group" ? names.privategroup : names.channel,
		},
		...{ user_id: user.id, user_name: user.name, command, text, api_app_id: app.id },
		...{ is_enterprise_install: "false", response_url: responseUrls.mint(origin) },
		trigger_id: triggers.mint(app, user.id),
	});
	showCommandAnswer(world, origin, { command, text }, answer);
	return answer;
}

function showCommandAnswer(
	world: World,
	origin: ResponseOrigin,
	{ command, text }: { readonly command: string; readonly text: string },
	answer: AppAnswer,
): void {
	const { install, channel, user } = origin;
	const place = { workspace: install.workspace, channel };
	if (!answer.ok) {
		const failed = `${command} failed with the error "${answer.error}"`;
		say(world, place, { user: "USLACKBOT", text: failed, onlyFor: user });
		return;
	}
	const body = answer.json ?? (answer.text.trim() === "" ? undefined : { text: answer.text });
	if (body?.response_type === "in_channel") say(world, place, { user, text: `${command} ${text}`.trim() });
	if (body !== undefined && Object.keys(body).length > 0) respond(world, origin, body);
}
