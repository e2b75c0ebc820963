import { expect } from "chai";
import { settle } from "./support/manual-clock.js";
import { openStage, type Stage } from "./support/stage.js";
import { createBridge } from "./support/watched.js";

describe("An app with many connections", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
	});

	afterEach(() => stage.end());

	/** Connections that only listen. */
	async function listeners(count: number): Promise<readonly (readonly unknown[])[]> {
		const bridge = createBridge({ handoff: stage.handoff, authenticate: () => true });
		const heard = Array.from({ length: count }, (): unknown[] => []);
		for (const words of heard) {
			bridge.accept({
				send(text) {
					const frame: { readonly type: string; readonly input?: { readonly value: string } } =
						JSON.parse(text);
					if (frame.type === "userSay") words.push(frame.input?.value);
				},
				close() {},
				onMessage: (receive) => receive('{"type":"connect","version":1,"appId":"desk","appSecret":"any"}'),
				onClose() {},
			});
		}
		await settle();
		return heard;
	}

	it("hears the same on each, in order", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		const heard = await listeners(1_000);

		await Promise.all(["one", "two", "three"].map((text) => ada.say(text)));
		for (let round = 0; round < 5; round++) await settle();

		expect(new Set(heard.map((words) => words.join()))).to.deep.equal(new Set(["one,two,three"]));
	});
});
