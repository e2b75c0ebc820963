import type { ActivityLike, Logger } from "@baton/core";
import type { WebClient } from "@slack/web-api";

interface NamedContext {
	readonly activity: ActivityLike;
}

const mostKept = 10_000;

/** A middleware that gives customers their names: with an event comes an id only. */
export function namer(apiOf: (activity: ActivityLike) => Promise<WebClient>, logger: Logger) {
	const names = new Map<string, string | undefined>();

	async function nameOf(activity: ActivityLike, user: string): Promise<string | undefined> {
		if (names.has(user)) return names.get(user);
		const api = await apiOf(activity);
		const { user: found } = await api.users.info({ user });
		const name = found?.profile?.display_name || found?.real_name || found?.name;
		names.set(user, name);
		if (names.size > mostKept) names.delete(names.keys().next().value ?? user);
		return name;
	}

	return async ({ activity }: NamedContext, next: () => Promise<void>): Promise<void> => {
		const { from } = activity;
		const id = from?.id ?? "";
		if (from !== undefined && from.name === undefined && /^[UW]/.test(id)) {
			try {
				const name = await nameOf(activity, id);
				if (name !== undefined) Object.assign(from, { name });
			} catch (error) {
				logger.warn("slack-name-unknown", { error });
			}
		}
		await next();
	};
}
