import { newView, replaceView } from "./api/views.js";
import { checkView } from "./blocks/check-view.js";
import type { AppAnswer } from "./delivery/ask-app.js";
import { tsOf } from "./ids.js";
import { type Interactive, initialOf, interactivesIn } from "./interactive.js";
import type { ResponseUrls } from "./response-urls.js";
import { respond } from "./response-urls.js";
import type { AppRuntime } from "./runtime.js";
import type { Place } from "./say.js";
import { say } from "./say.js";
import type { Install, Json, Message, User, View } from "./state.js";
import type { TriggerIds } from "./trigger-ids.js";
import { viewJson, viewsOf } from "./views.js";
import { actorJson, commonOf, compact, messageJson, teamJson } from "./wire.js";
import type { World } from "./world.js";

export interface InteractionParts {
	readonly world: World;
	readonly triggers: TriggerIds;
	readonly responseUrls: ResponseUrls;
	readonly runtimeOf: (install: Install) => AppRuntime;
}

/** What a person did to an element: `value` is what they chose or typed. */
export interface Touch {
	readonly interactive: Interactive;
	readonly state: Json | undefined;
}

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
	origin: Parameters<typeof respond>[1],
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

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function touchInMessage(
	parts: InteractionParts,
	place: Place,
	{
		install,
		user,
		message,
		touch,
	}: { readonly install: Install; readonly user: User; readonly message: Message; readonly touch: Touch },
): Promise<AppAnswer> {
	const { world, responseUrls } = parts;
	const { workspace, channel } = place;
	const where = { message_ts: message.ts, channel_id: channel.id, thread_ts: message.threadTs };
	return askActions(
		parts,
		{ install, user, touch },
		{
			container: compact({ type: "message", ...where, is_ephemeral: message.onlyFor !== undefined }),
			channel: { id: channel.id, name: channel.kind === "im" ? "directmessage" : channel.name },
			...(message.onlyFor === undefined ? { message: messageJson(world, workspace, channel, message) } : {}),
			state: { values: {} },
			response_url: responseUrls.mint({ install, channel, user: user.id, message }),
		},
	);
}

export function touchInView(
	parts: InteractionParts,
	{
		view,
		user,
		touch,
		values,
	}: { readonly view: View; readonly user: User; readonly touch: Touch; readonly values: Json },
): Promise<AppAnswer> {
	return askActions(
		parts,
		{ install: view.install, user, touch },
		{
			...{ container: { type: "view", view_id: view.id }, view: viewJson(view, values) },
		},
	);
}

function askActions(
	{ world, triggers, runtimeOf }: InteractionParts,
	{ install, user, touch }: { readonly install: Install; readonly user: User; readonly touch: Touch },
	where: Json,
): Promise<AppAnswer> {
	const { app, workspace } = install;
	return runtimeOf(install).ask("interactive", {
		...{
			type: "block_actions",
			team: teamJson(workspace),
			user: actorJson(workspace, user),
			enterprise: null,
		},
		...{ ...commonOf(app), ...where, trigger_id: triggers.mint(app, user.id) },
		actions: [actionOf(touch, tsOf(world.clock.now() * 1000))],
	});
}

function actionOf({ interactive, state }: Touch, action_ts: string): Json {
	const { blockId, element } = interactive;
	const { type, action_id, text, value, style } = element;
	const common = { type, action_id, block_id: blockId, action_ts };
	return compact(type === "button" ? { ...common, text, value, style } : { ...common, ...state });
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export async function submitView(
	parts: InteractionParts,
	{ view, user, values }: { readonly view: View; readonly user: User; readonly values: Json },
): Promise<AppAnswer> {
	const { runtimeOf, triggers } = parts;
	const { install } = view;
	const { app, workspace } = install;
	const answer = await runtimeOf(install).ask("interactive", {
		...{ type: "view_submission", team: teamJson(workspace), user: actorJson(workspace, user) },
		...{ ...commonOf(app), trigger_id: triggers.mint(app, user.id), enterprise: null },
		...{ view: viewJson(view, values), response_urls: [] },
	});
	if (answer.ok) react(parts, view, answer.json);
	return answer;
}

function react({ world }: InteractionParts, view: View, json: Json | undefined): void {
	const { workspace } = view.install;
	switch (json?.response_action) {
		case "errors":
			break;
		case "update":
			replaceView({ world }, view, checkView(json.view));
			break;
		case "push":
			newView(
				{ workspace, install: view.install },
				checkView(json.view),
				view.user,
				viewsOf(workspace, view.user),
			);
			break;
		case "clear":
			for (const each of viewsOf(workspace, view.user)) workspace.views.delete(each.id);
			break;
		default:
			workspace.views.delete(view.id);
	}
	world.changed();
}

/** The app hears of it if it wanted to. */
export async function closeView(parts: InteractionParts, view: View, user: User): Promise<void> {
	const { world, runtimeOf } = parts;
	const { install, content } = view;
	install.workspace.views.delete(view.id);
	world.changed();
	if (content.notify_on_close !== true) return;
	await runtimeOf(install).ask("interactive", {
		...{ type: "view_closed", team: teamJson(install.workspace), user: actorJson(install.workspace, user) },
		...{ ...commonOf(install.app), view: viewJson(view), is_cleared: false, enterprise: null },
	});
}

/** What the fields of a view hold: what was filled in, and what they began with. */
export function valuesOf(view: View, filled: ReadonlyMap<string, Json>): Json {
	const values: Record<string, Record<string, unknown>> = {};
	for (const { blockId, element } of interactivesIn(view.content.blocks)) {
		if (element.type === "button" || element.type === "overflow") continue;
		const block = values[blockId] ?? {};
		values[blockId] = block;
		block[String(element.action_id)] =
			filled.get(`${blockId}/${String(element.action_id)}`) ?? initialOf(element);
	}
	return values;
}
