import type { Activity } from "../conversation/activity.js";
import type { ActivityLike } from "./turn-context.js";

/**
 * The activity as the host's own adapter expects it. Bot Framework takes plain objects; the Agents SDK calls
 * methods of its activity class on what it sends, on Teams for one, and fails on anything else.
 *
 * @param like any activity of the host: the one that is replaced, or the one that came in
 */
export function toHostActivity(like: ActivityLike, activity: Activity): ActivityLike {
	const prototype: object | null = Object.getPrototypeOf(like);
	if (prototype === Object.prototype || prototype === null) return activity as ActivityLike;
	const { channelId, ...members } = activity;
	const named = channelId === undefined ? {} : { channelId };
	// The class derives an entity from the channel id: the activity's own entities come last.
	return Object.assign(Object.create(prototype), named, members);
}
