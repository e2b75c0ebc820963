import { basicMethods } from "./basics.js";
import { chatMethods } from "./chat.js";
import { conversationMethods } from "./conversations.js";
import { memberMethods } from "./conversations-members.js";
import { fileMethods } from "./files.js";
import { historyMethods } from "./history.js";
import type { Method } from "./method.js";
import { reactionMethods } from "./reactions.js";
import { userMethods } from "./users.js";
import { viewMethods } from "./views.js";

/** By name, everything that an app may call in a workspace. `apps.connections.open` is not in a workspace. */
export const methods: ReadonlyMap<string, Method> = new Map(
	Object.entries({
		...{ ...basicMethods, ...chatMethods, ...conversationMethods, ...memberMethods, ...historyMethods },
		...{ ...userMethods, ...viewMethods, ...fileMethods, ...reactionMethods },
	}),
);
