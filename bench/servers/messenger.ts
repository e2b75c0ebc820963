import { MessengerAdapter } from "@baton/adapter-messenger";
import { confidenceGate, createHandoff, postback, postbacks, silentLogger } from "@baton/core";
import { z } from "zod";
import { emptiedStore } from "../contenders/emptied-store.js";
import { sure } from "../contenders/pass-through.js";
import { listen } from "../network/listen.js";
import { serve } from "../network/serve.js";
import { messengerPage } from "../network/webhooks.js";

/**
 * The Messenger adapter as it is shipped, with core on the memory store, a rule for a button and a gate. As
 * `broken` nothing behind it ever answers: recognizer, bot and Messenger; and its desk has died.
 */
const [what, graphUrl] = process.argv.slice(2);
const isBroken = what === "broken";
const { http, port } = await listen();
const { store, empty } = emptiedStore();
const { id, token, secret, verifyToken } = messengerPage;
const never = <T>(): Promise<T> => new Promise(() => {});

const messenger = new MessengerAdapter({
	...{ appSecret: secret, verifyToken, accessTokens: { [id]: token }, logger: silentLogger },
	api: { baseUrl: graphUrl, ...(isBroken ? { fetch: () => never<Response>() } : {}) },
});
const handoff = createHandoff({
	bot: { id: "shop", displayName: "Shop bot" },
	apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
	channels: { facebook: messenger.channel },
	gate: confidenceGate({ recognizer: isBroken ? { recognize: () => never() } : sure }),
	postbacks: postbacks({
		TRACK: postback({
			schema: z.object({ order: z.string() }),
			handle: ({ order }, { say }) => say(`Order ${order} is on its way`),
		}),
	}),
	store,
	logger: silentLogger,
});
messenger.connect(handoff);
messenger.use(handoff);
handoff.host({ adapter: messenger, run: () => (isBroken ? never() : Promise.resolve()) });
http.on("request", messenger.webhook);
serve({ any: `http://127.0.0.1:${port}/webhook` }, { empty });
