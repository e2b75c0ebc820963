import { OpenConversation } from "../contenders/open-conversation.js";
import { serve } from "../network/serve.js";

/** What is back when a Map has been built of so many conversations, and one was found in it. */
const count = Number(process.argv[2]);
const conversations = new Map<string, OpenConversation>();
for (let index = 0; index < count; index += 1) {
	const conversation = new OpenConversation(index);
	conversations.set(conversation.key, conversation);
}
if (conversations.get(new OpenConversation(0).key)?.epoch !== 1) throw new Error("The first is not there");
serve({});
