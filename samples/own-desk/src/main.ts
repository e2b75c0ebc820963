import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { bridgeServer, hashSecret, newSecret } from "@baton/agent-bridge";
import { hostBot, simulatedChannel, simulatedCustomer } from "@baton/agent-bridge/testing";
import { createHandoff } from "@baton/core";
import { playCustomer } from "./customer.js";

const channel = simulatedChannel();
const handoff = createHandoff({
	bot: { id: "shop", displayName: "Shop bot" },
	apps: [{ id: "own-desk", kind: "human", displayName: "Our team" }],
	channels: { simulated: channel },
});
hostBot(handoff, async (context) => {
	if (context.activity.type !== "message") return;
	await context.sendActivity('I am only a small bot. Say "I want to talk to a person".');
});

const secret = newSecret();
const server = bridgeServer({ handoff, apps: { "own-desk": hashSecret(secret) } });
const address = await server.listen(0);

console.log("Ada's phone is on the right. Work at the desk on the left: take 1, say 1 Hello, release 1");
const desk = spawn(process.execPath, [fileURLToPath(new URL("../desk.js", import.meta.url))], {
	stdio: "inherit",
	env: {
		...process.env,
		BRIDGE_URL: `${address.replace("http", "ws")}/bridge`,
		APP_ID: "own-desk",
		APP_SECRET: secret,
	},
});
desk.on("exit", (code) => process.exit(code ?? 0));

const ada = simulatedCustomer({ channel, to: handoff, withinMs: Number.POSITIVE_INFINITY });
await playCustomer(ada, (text) => console.log(`${" ".repeat(48)}│ ${text}`));
