import type { Json, View, Workspace } from "./state.js";
import { compact } from "./wire.js";

/** What is open before a person, the lowest first. */
export function viewsOf({ views }: Workspace, user: string): readonly View[] {
	return [...views.values()].filter((view) => view.user === user);
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function viewJson(view: View, values: Json = {}): Json {
	const { install, content } = view;
	const optional = { close: null, submit: null, private_metadata: "", callback_id: "", external_id: "" };
	return compact({
		...{ id: view.id, team_id: install.workspace.id, app_id: install.app.id, bot_id: install.botId },
		...{ app_installed_team_id: install.workspace.id, ...optional, ...content },
		...{ state: { values }, hash: view.hash, previous_view_id: view.previousId ?? null },
		...{ root_view_id: view.rootId, clear_on_close: content.clear_on_close ?? false },
		notify_on_close: content.notify_on_close ?? false,
	});
}
