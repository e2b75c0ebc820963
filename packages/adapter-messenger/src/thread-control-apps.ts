import type { AppId } from "@baton/core";
import { pageInbox } from "./options.js";

/** Which apps of Baton are which apps of Messenger. */
export interface BoundApps {
	/** All that are bound. */
	readonly all: ReadonlyMap<AppId, string>;
	/** Whether it is ours. Without a configured id, ours is the one that what we sent came back with. */
	isOwn(appId: string | undefined): boolean;
	/** Whether it is ours, or nobody knows yet. */
	mayBeOwn(appId: string): boolean;
	learnOwn(appId: string): void;
	/** The app of Baton that is bound to it. */
	boundTo(appId: string | undefined): AppId | undefined;
	/** In whose name somebody there speaks: who is at none of the listed apps counts as being in the inbox. */
	speakerOf(appId: string | undefined): AppId | undefined;
}

export function createBoundApps(
	bindings: Readonly<Record<string, { readonly appId: string }>> = {},
	own?: string,
): BoundApps {
	const all = new Map(Object.entries(bindings).map(([app, { appId }]) => [app as AppId, appId]));
	const byAppId = new Map(Array.from(all, ([app, appId]) => [appId, app]));
	let ours = own;
	const boundTo = (appId: string | undefined): AppId | undefined => byAppId.get(appId ?? "");
	return {
		all,
		isOwn: (appId) => appId !== undefined && appId === ours,
		mayBeOwn: (appId) => ours === undefined || appId === ours,
		learnOwn(appId) {
			ours ??= appId;
		},
		boundTo,
		speakerOf: (appId) => boundTo(appId) ?? boundTo(pageInbox),
	};
}
