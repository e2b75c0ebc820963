import { connect } from "@baton/agent-bridge/client";
import { appId, appSecret } from "../network/baton-names.js";
import { ServerProcess } from "../network/server-process.js";
import { openSocket, sayOver } from "../network/sockets.js";
import { fail, greeting, takeAll } from "./baton-bridge.js";
import type { OpenCrossing } from "./crossing.js";

/** Two processes of Baton on one Redis: committed by the one, told to a human agent in control by the other. */
export const overBaton: OpenCrossing = async (url, heard) => {
	const servers = [
		new ServerProcess("baton", url, "users"),
		new ServerProcess("baton", url, "desks"),
	] as const;
	const [atUsers, atDesks] = [await servers[0].open(), await servers[1].open()];
	const user = await openSocket(atUsers("user"));
	const client = connect({ url: atDesks("agent"), appId, appSecret, onError: fail });
	await client.whenConnected();
	client.listen((told) => {
		if (told.type === "userSay" && told.activity.text !== greeting) heard(told.activity.text);
	});
	return {
		ready: (round, conversations) => takeAll(user, client, { round, conversations }),
		say: (message) => sayOver(user, message),
		async close() {
			client.close();
			await Promise.all(servers.map((one) => one.close()));
		},
	};
};
