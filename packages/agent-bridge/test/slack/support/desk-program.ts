import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { silentLogger } from "@baton/core";
import { embeddedStore } from "@baton/core/embedded";
import { nodeHandler } from "@baton/core/http";
import { slackDesk } from "../../../src/slack/index.js";

/** A desk in Slack in a process of its own, as a team would run it. It says where Slack reaches it. */
const { SLACK_API = "", SLACK_BOT_TOKEN = "", SLACK_SIGNING_SECRET = "", ANNOUNCE_IN = "" } = process.env;
const { BRIDGE_URL = "", APP_SECRET = "", BATON_DATA = "", LEASE_MS = "" } = process.env;
const desk = slackDesk(
	{
		appId: "slack",
		appSecret: APP_SECRET,
		connect: { url: BRIDGE_URL },
		store: embeddedStore({ path: BATON_DATA }),
		botToken: SLACK_BOT_TOKEN,
		signingSecret: SLACK_SIGNING_SECRET,
		announceIn: ANNOUNCE_IN,
		apiUrl: SLACK_API,
		logger: silentLogger,
	},
	{ leaseMs: Number(LEASE_MS), postEveryMs: 0 },
);
await desk.start();
const server = createServer(nodeHandler(desk.edge));
server.listen(0, "127.0.0.1", () => {
	// A server that listens on a port has an address with one.
	process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack\n`);
});
