import { type AppId, appCredentials, createHandoff, memoryStore, silentLogger } from "@baton/core";
import { expect } from "chai";
import type { ClientOptions } from "../src/client.js";
import { type Bridge, credentialsFrom, inProcess } from "../src/index.js";
import { codeOf, failure } from "./support/failure.js";
import { type ManualClock, manualClock, settle } from "./support/manual-clock.js";
import { mara } from "./support/stage.js";
import { connect, createBridge } from "./support/watched.js";

const app = "desk" as AppId;
const hour = 3_600_000;

describe("Credentials of apps in the store", () => {
	let clock: ManualClock;
	let bridge: Bridge;
	let end: () => Promise<void>;
	let credentials: ReturnType<typeof appCredentials>;

	beforeEach(() => {
		clock = manualClock();
		const store = memoryStore({ clock });
		const handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [
				{ id: "desk", kind: "human", displayName: "Our team" },
				{ id: "night", kind: "human", displayName: "Night team" },
			],
			...{ store, clock, logger: silentLogger },
		});
		credentials = appCredentials(store);
		bridge = createBridge({ handoff, authenticate: credentialsFrom(store) });
		const clients: { close(): void }[] = [];
		open = async (options) => {
			const client = connect({ dial: inProcess(bridge), clock, random: () => 0.5, ...options });
			clients.push(client);
			await client.whenConnected();
			return client;
		};
		end = async () => {
			for (const client of clients) client.close();
			bridge.close();
			await handoff.stop();
		};
	});

	afterEach(() => end());

	let open: (options: ClientOptions) => Promise<ReturnType<typeof connect>>;

	it("let an app connect with what was made for it, and with nothing else", async () => {
		const { secret } = await credentials.make(app);

		expect((await open({ appId: "desk", appSecret: secret })).status).to.equal("connected");
		for (const wrong of [
			{ appId: "desk", appSecret: `${secret}x` },
			{ appId: "night", appSecret: secret },
			{ appId: "nobody", appSecret: secret },
		])
			expect(codeOf(await failure(open(wrong)))).to.equal("forbidden");
	});

	it("are both valid for a while when they are rotated, and then the new one", async () => {
		const old = await credentials.make(app);
		const next = await credentials.rotate(app, hour);
		const late = await open({ appId: "desk", appSecret: old.secret });
		await open({ appId: "desk", appSecret: next.secret });

		await clock.advance(hour + 10_000);

		expect(late.status).to.equal("closed");
		expect(codeOf(await failure(open({ appId: "desk", appSecret: old.secret })))).to.equal("forbidden");
		expect((await open({ appId: "desk", appSecret: next.secret })).status).to.equal("connected");
		expect((await credentials.list(app)).map(({ id }) => id)).to.deep.equal([next.id]);
	});

	it("cut off who is connected when they are revoked, and nobody else", async () => {
		const [stolen, other] = [await credentials.make(app), await credentials.make(app)];
		const thief = await open({ appId: "desk", appSecret: stolen.secret });
		const honest = await open({ appId: "desk", appSecret: other.secret });

		await credentials.revoke(app, stolen.id);
		await clock.advance(10_000);

		expect(thief.status).to.equal("closed");
		expect(honest.status).to.equal("connected");
	});

	it("cut off people whose tickets were asked for under them", async () => {
		const stolen = await credentials.make(app);
		const server = await open({ appId: "desk", appSecret: stolen.secret });
		const { ticket } = await server.getTicket({ person: mara });
		const page = await open({ ticket });

		await credentials.revoke(app);
		const unused = failure(open({ ticket }));
		await settle();
		await clock.advance(10_000);

		expect(codeOf(await unused)).to.equal("forbidden");
		expect(page.status).to.equal("closed");
	});
});
