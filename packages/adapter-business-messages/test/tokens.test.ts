import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { createApi } from "../src/api.js";
import { type BusinessMessagesEmulator, type EmulatorOptions, startEmulator } from "../src/emulator/index.js";
import { BusinessMessagesAdapter } from "../src/index.js";
import { eventually } from "./support/eventually.js";
import { shiftedClock } from "./support/stage.js";

const message = { messageId: "m1", representative: { representativeType: "BOT" as const }, text: "Hi" };

describe("Access tokens", () => {
	let emulator: BusinessMessagesEmulator;
	const clock = shiftedClock();

	afterEach(() => emulator.close());

	async function open(options: EmulatorOptions = {}) {
		emulator = await startEmulator({ clock, ...options });
		const { conversationId } = emulator.user();
		const api = createApi({ ...emulator.adapterOptions, clock });
		let count = 0;
		return async () => {
			count += 1;
			const answer = await api.sendMessage(conversationId, { ...message, messageId: `m${count}` }, false);
			return answer.status;
		};
	}

	it("are asked for with an assertion that the account's key has signed", async () => {
		const send = await open();
		expect(await send()).to.equal("OK");
	});

	it("are asked for once by everybody who needs one at the same time", async () => {
		const send = await open();
		expect(await Promise.all([send(), send(), send()])).to.deep.equal(["OK", "OK", "OK"]);
		expect(emulator.tokensGiven).to.equal(1);
		expect(await send()).to.equal("OK");
		expect(emulator.tokensGiven).to.equal(1);
	});

	it("are renewed before they lapse, and nobody waits for it", async () => {
		const send = await open({ tokenForS: 3600 });
		await send();
		clock.ahead(3_400_000);
		expect(await send()).to.equal("OK");
		await eventually(() => emulator.tokensGiven === 2 || undefined);
		clock.ahead(3_000_000);
		expect(await send()).to.equal("OK");
		expect(emulator.tokensGiven).to.equal(2);
	});

	it("are not asked for again and again where they are given for a short while", async () => {
		const send = await open({ tokenForS: 60 });
		await send();
		clock.ahead(20_000);
		await send();
		expect(emulator.tokensGiven).to.equal(1);
		clock.ahead(20_000);
		await send();
		await eventually(() => emulator.tokensGiven === 2 || undefined);
	});

	it("are asked for again later where the answer is that of somebody in between", async () => {
		await open();
		for (const [status, body] of [
			[200, "<p>Please wait</p>"],
			[200, "{}"],
			[404, "Not here"],
			[502, "Bad gateway"],
		] as const) {
			const server = createServer((_, response) => void response.writeHead(status).end(body));
			await once(server.listen(0, "127.0.0.1"), "listening");
			const tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
			const { baseUrl, serviceAccount } = emulator.adapterOptions;
			const api = createApi({ baseUrl, serviceAccount: { ...serviceAccount, tokenUrl } });
			expect(await api.sendMessage("c1", message, false), body).to.include({ status: "UNAVAILABLE" });
			server.closeAllConnections();
			server.close();
		}
	});

	it("are replaced when they are taken back", async () => {
		const send = await open();
		await send();
		emulator.revokeTokens();
		expect(await send()).to.equal("OK");
		expect(emulator.requests.map(({ answer }) => answer)).to.deep.equal(["OK", "UNAUTHENTICATED", "OK"]);
	});

	it("are not given for another account", async () => {
		await open();
		const { serviceAccount, baseUrl } = emulator.adapterOptions;
		const { conversationId } = emulator.user();
		const strange = { ...serviceAccount, clientEmail: "somebody@else.invalid" };
		const api = createApi({ baseUrl, serviceAccount: strange, clock });
		const answer = await api.sendMessage(conversationId, message, false);
		expect(answer).to.include({ ok: false, status: "UNAUTHENTICATED" });
		expect(answer.message).to.include("somebody@else.invalid");
	});

	it("cannot be asked for at an address that is none", async () => {
		await open();
		const options = { ...emulator.adapterOptions, baseUrl: "ftp://nowhere" };
		expect(() => new BusinessMessagesAdapter(options))
			.to.throw("base address")
			.with.property("code", "bad-business-messages-options");
	});
});
