import { type ActivityLike, type Command, type Handoff, toActivity } from "@baton/core";
import type { IncomingMedia } from "./media-incoming.js";

/** The handoff, in front of which what users and people elsewhere send gets addresses that last. */
export function keepingMedia(handoff: Handoff, { adopt }: Pick<IncomingMedia, "adopt">): Handoff {
	function adopted(command: Command): Command {
		return command.type === "sayOutside" ? { ...command, activity: adopt(command.activity) } : command;
	}
	return {
		...handoff,
		receive: (activity: ActivityLike) =>
			handoff.receive(activity.attachments === undefined ? activity : adopt(toActivity(activity))),
		submit: (key, command) => handoff.submit(key, adopted(command)),
	};
}
