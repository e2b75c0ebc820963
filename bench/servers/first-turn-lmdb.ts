import { open } from "lmdb";
import type { OpenConversation } from "../contenders/open-conversation.js";
import { serve } from "../network/serve.js";

/** What is back when all of an LMDB database has been read into a Map. */
const [path = "", count] = process.argv.slice(2);
const conversations = new Map<string, OpenConversation>();
for (const { key, value } of open<OpenConversation, string>({ path }).getRange())
	conversations.set(key, value);
if (conversations.size !== Number(count))
	throw new Error(`Only ${conversations.size} conversations are there`);
serve({});
