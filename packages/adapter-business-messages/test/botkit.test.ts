import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createHandoff, silentLogger } from "@baton/core";
import { botkitPlugin } from "@baton/core/botkit";
import { Botkit } from "botkit";
import { describe, it } from "mocha";
import { startEmulator } from "../src/emulator/index.js";
import { BusinessMessagesAdapter } from "../src/index.js";

describe("A Botkit bot with Baton on Business Messages", () => {
	it("answers, and hands over to whoever is asked for", async () => {
		const emulator = await startEmulator();
		const adapter = new BusinessMessagesAdapter({ ...emulator.adapterOptions, logger: silentLogger });
		const handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
			channels: { "business-messages": adapter.channel },
			logger: silentLogger,
		});
		adapter.connect(handoff);
		const controller = new Botkit({ adapter, disable_webserver: true, disable_console: true });
		controller.usePlugin(botkitPlugin(handoff));
		controller.hears("hours", "message", async (bot, message) => {
			await bot.reply(message, "9 to 5");
		});
		const server = createServer(adapter.webhook).listen(0, "127.0.0.1");
		await once(server, "listening");
		await emulator.connectWebhook(`http://localhost:${(server.address() as AddressInfo).port}/`);
		const mia = emulator.user({ name: "Mia" });

		await mia.says("hours");
		await emulator.accepted((request) => request.kind === "message" && request.body.text === "9 to 5");
		await mia.says("agent please");
		await emulator.accepted(
			(request) => request.kind === "message" && /One moment please/.test(request.body.text ?? ""),
		);
		emulator.checkRepresentatives();

		server.closeAllConnections();
		server.close();
		await handoff.stop();
		await emulator.close();
	});
});
