import type { AppAnswer } from "./delivery/ask-app.js";
import { tsOf } from "./ids.js";
import type { Interactive } from "./interactive.js";
import type { ResponseUrls } from "./response-urls.js";
import type { AppRuntime } from "./runtime.js";
import type { Place } from "./say.js";
import type { Install, Json, Message, User, View } from "./state.js";
import type { TriggerIds } from "./trigger-ids.js";
import { viewJson } from "./views.js";
import { actorJson, commonOf, compact, messageJson, teamJson } from "./wire.js";
import type { World } from "./world.js";

export interface InteractionParts {
	readonly world: World;
	readonly triggers: TriggerIds;
	readonly responseUrls: ResponseUrls;
	readonly runtimeOf: (install: Install) => AppRuntime;
}

/** What a person did to an element: `state` is what they chose or typed, a button has none. */
export interface Touch {
	readonly interactive: Interactive;
	readonly state: Json | undefined;
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
