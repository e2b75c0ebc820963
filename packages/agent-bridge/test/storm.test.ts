import { expect } from "chai";
import { settle } from "./support/manual-clock.js";
import { mara, openStage, type Stage, secret } from "./support/stage.js";
import { connect, createBridge } from "./support/watched.js";

describe("A server that stops", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
	});

	afterEach(() => stage.end());

	/** When a client that was told `withinMs` dials again, in milliseconds after the end. */
	async function comesBackAfter(withinMs: number, luck: number): Promise<number> {
		const dials: number[] = [];
		const client = connect({
			...{ clock: stage.clock, random: () => luck, appId: "desk", appSecret: secret },
			dial(events) {
				dials.push(stage.clock.now());
				if (dials.length === 1) {
					queueMicrotask(() => {
						events.onMessage(JSON.stringify({ type: "goingAway", withinMs }));
						events.onClose(1001, "going-away");
					});
				}
				return { send() {}, close() {} };
			},
		});
		await settle();
		while (dials.length < 2) await stage.clock.advance(1_000);
		client.close();
		return (dials[1] ?? 0) - (dials[0] ?? 0);
	}

	it("tells its clients within what time to come back, which they spread out over", async () => {
		expect(await comesBackAfter(20_000, 0.5)).to.equal(10_000);
		expect(await comesBackAfter(20_000, 0.9)).to.equal(18_000);
		expect(await comesBackAfter(0, 0.5)).to.equal(312.5);
	});

	it("asks for more time the more connections it has", async () => {
		for (const [connections, withinMs] of [
			[1, 2],
			[100, 200],
		] as const) {
			const bridge = createBridge({ handoff: stage.handoff, authenticate: () => true });
			const told: unknown[] = [];
			for (let index = 0; index < connections; index += 1) {
				bridge.accept({
					send: (text) => told.push(JSON.parse(text)),
					close() {},
					onMessage: (receive) => receive('{"type":"connect","version":1,"appId":"desk","appSecret":"any"}'),
					onClose() {},
				});
			}
			await settle();
			bridge.close();

			const farewells = told.filter((frame) => (frame as { readonly type: string }).type === "goingAway");
			expect(farewells).to.deep.equal(Array(connections).fill({ type: "goingAway", withinMs }));
		}
	});
});

describe("A person's page that does not keep up", () => {
	it("is ended before it fills the memory, and told to ask for the list", async () => {
		const stage = openStage({ limits: { unsentBytes: 1_000 } });
		const ada = stage.customer();
		await ada.say("hello");
		const closed: [number, string][] = [];
		let unread = 0;
		stage.bridge.accept({
			send: (text) => {
				unread += text.length;
			},
			close: (code, reason) => closed.push([code, reason]),
			onMessage: (receive) => {
				const ticket = stage.bridge.ticketFor({ appId: "console", person: mara, role: "agent" });
				receive(JSON.stringify({ type: "connect", version: 1, ticket }));
				setImmediate(() => receive(JSON.stringify({ type: "takeover", id: "t", conversationId: ada.key })));
			},
			onClose() {},
			unsent: () => unread,
		});
		await settle();
		for (let line = 0; line < 10 && closed.length === 0; line += 1) await ada.say("x".repeat(500));

		expect(closed).to.deep.equal([[4413, "slow"]]);
		expect(unread).to.be.below(5_000);
		await stage.end();
	});
});
