import { newView, replaceView } from "./api/views.js";
import { checkView } from "./blocks/check-view.js";
import type { AppAnswer } from "./delivery/ask-app.js";
import type { InteractionParts } from "./interactions.js";
import { initialOf, interactivesIn } from "./interactive.js";
import type { Json, User, View } from "./state.js";
import { viewJson, viewsOf } from "./views.js";
import { actorJson, commonOf, teamJson } from "./wire.js";

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
