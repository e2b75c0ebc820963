import { z } from "zod";
import { checkView } from "../blocks/check-view.js";
import { newId, newSecret } from "../ids.js";
import { platformLimits } from "../limits.js";
import { SlackRefusal } from "../refusal.js";
import type { Install, View, ViewContent, Workspace } from "../state.js";
import { viewJson, viewsOf } from "../views.js";
import { structure, text } from "./args.js";
import { type Call, method } from "./method.js";

/** https://docs.slack.dev/reference/methods/views.open */
const open = method({
	...{ tier: 4, scopes: [] },
	args: z.object({ trigger_id: text, view: structure }),
	run(call, args) {
		const content = checkView(args.view);
		const user = call.parts.triggers.exchange(call.install.app, args.trigger_id);
		return addView(call, content, user, []);
	},
});

/** On top of what is there. https://docs.slack.dev/reference/methods/views.push */
const push = method({
	...{ tier: 4, scopes: [] },
	args: z.object({ trigger_id: text, view: structure }),
	run(call, args) {
		const content = checkView(args.view);
		const user = call.parts.triggers.exchange(call.install.app, args.trigger_id);
		const stack = viewsOf(call.workspace, user);
		if (stack.length >= platformLimits.views) throw new SlackRefusal("push_limit_reached");
		return addView(call, content, user, stack);
	},
});

/** https://docs.slack.dev/reference/methods/views.update */
const update = method({
	...{ tier: 4, scopes: [] },
	args: z.object({
		...{ view: structure, view_id: text.optional(), external_id: text.optional(), hash: text.optional() },
	}),
	run(call, args) {
		const content = checkView(args.view);
		const view = [...call.workspace.views.values()].find(
			({ id, content: { external_id }, install }) =>
				install.app === call.install.app &&
				(id === args.view_id || (args.external_id !== undefined && external_id === args.external_id)),
		);
		if (view === undefined) throw new SlackRefusal("not_found");
		if (args.hash !== undefined && args.hash !== view.hash) throw new SlackRefusal("hash_conflict");
		replaceView(call, view, content);
		return { view: viewJson(view) };
	},
});

function addView(call: Call, content: ViewContent, user: string, below: readonly View[]) {
	const view = newView(call, content, user, below);
	call.world.changed();
	return { view: viewJson(view) };
}

/** @throws SlackRefusal `duplicate_external_id` */
export function newView(
	{ workspace, install }: { readonly workspace: Workspace; readonly install: Install },
	content: ViewContent,
	user: string,
	below: readonly View[],
): View {
	const { external_id } = content;
	const isTaken = [...workspace.views.values()].some((each) => each.content.external_id === external_id);
	if (external_id !== undefined && isTaken) throw new SlackRefusal("duplicate_external_id");
	if (below.length === 0) for (const each of viewsOf(workspace, user)) workspace.views.delete(each.id);
	const id = newId("V");
	const previousId = below.at(-1)?.id;
	const rootId = below[0]?.id ?? id;
	const view: View = { id, install, user, rootId, previousId, content, hash: newSecret().slice(0, 12) };
	workspace.views.set(id, view);
	return view;
}

export function replaceView({ world }: Pick<Call, "world">, view: View, content: ViewContent): void {
	view.content = content;
	view.hash = newSecret().slice(0, 12);
	world.changed();
}

export const viewMethods = { "views.open": open, "views.push": push, "views.update": update };
