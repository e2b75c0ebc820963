import type { AppId } from "@baton/core";
import { expect } from "chai";
import type { ServerFrameOf } from "../src/client.js";
import type { Person } from "../src/protocol/parts.js";
import { settle } from "./support/manual-clock.js";
import { mara, openStage, type Stage, tom } from "./support/stage.js";

describe("People who look at the same conversations", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
		stage.bridge.attend("console" as AppId);
	});

	afterEach(() => stage.end());

	async function page(person: Person, role: "agent" | "read-only" = "agent") {
		const colleagues = new Map<string, ServerFrameOf<"colleague">>();
		const ticket = (): string => stage.bridge.ticketFor({ appId: "console", person, role });
		const desk = await stage.desk("console", {
			ticket,
			onColleague: (frame) => colleagues.set(frame.person.id, frame),
		});
		const looks = () =>
			desk.heard.flatMap((frame) => (frame.type === "looking" ? [`${frame.person.id} ${frame.doing}`] : []));
		return { ...desk, colleagues, looks };
	}

	it("see each other's looking and writing, once each, and that it ended", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const [ofMara, ofTom] = [await page(mara), await page(tom)];
		for (const doing of ["reading", "reading", "writing", "reading", "gone", "gone"] as const)
			ofTom.client.looking(ada.key, doing);
		await settle();
		expect(ofMara.looks()).to.deep.equal(["tom reading", "tom writing", "tom reading", "tom gone"]);
		expect(ofTom.looks()).to.deep.equal([]);
	});

	it("learn at once who looks already, also when they come later", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const ofTom = await page(tom);
		ofTom.client.looking(ada.key, "reading");
		await settle();
		expect((await page(mara)).looks()).to.deep.equal(["tom reading"]);
	});

	it("are told of at most so many, and where they are more, of who looks at the same", async () => {
		await stage.end();
		stage = openStage({ limits: { colleagues: 2 } });
		stage.bridge.attend("console" as AppId);
		const [ada, budi] = [stage.customer(), stage.customer("budi")];
		await ada.say("hello");
		await budi.say("hello");
		const ofMara = await page(mara);
		const [ofTom, ofUma] = [await page(tom), await page({ id: "uma", displayName: "Uma" })];
		await settle();
		expect([...ofMara.colleagues.keys()]).to.deep.equal(["tom"]);
		expect([...ofUma.colleagues.keys()]).to.deep.equal(["mara", "tom"]);
		ofMara.client.looking(ada.key, "reading");
		await settle();
		ofUma.client.looking(budi.key, "reading");
		ofTom.client.looking(ada.key, "reading");
		await settle();
		expect([ofMara.looks(), ofTom.looks(), ofUma.looks()]).to.deep.equal([
			["tom reading"],
			["mara reading"],
			[],
		]);
	});

	it("are gone when their page is closed, or was not heard of for long", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const [ofMara, ofTom] = [await page(mara), await page(tom)];
		ofTom.client.looking(ada.key, "reading");
		await settle();
		ofTom.client.close();
		await settle();
		expect(ofMara.looks()).to.deep.equal(["tom reading", "tom gone"]);
		expect(ofMara.colleagues.get("tom")?.state).to.equal("gone");

		const again = await page(tom);
		again.client.looking(ada.key, "writing");
		await stage.clock.advance(75_000);
		expect(ofMara.looks().slice(2)).to.deep.equal(["tom writing", "tom gone"]);
		expect(ofMara.colleagues.get("tom")?.state).to.equal("here");
	});

	it("know who is here, and who may act", async () => {
		const ofMara = await page(mara);
		const ofTom = await page(tom);
		const ofUma = await page({ id: "uma", displayName: "Uma" }, "read-only");
		expect([...ofMara.colleagues.keys()]).to.deep.equal(["tom", "uma"]);
		expect([...ofUma.colleagues.keys()]).to.have.members(["mara", "tom"]);
		expect(ofTom.colleagues.get("uma")).to.deep.include({ state: "here", mayAct: false });
	});

	it("stay while another of their windows is open", async () => {
		const ofMara = await page(mara);
		const first = await page(tom);
		const second = await page(tom);
		first.client.close();
		await settle();
		expect(ofMara.colleagues.get("tom")?.state).to.equal("here");
		second.client.close();
		await settle();
		expect(ofMara.colleagues.get("tom")?.state).to.equal("gone");
	});

	it("hear nothing of conversations and people of other bots", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const ofTom = await page(tom);
		const stranger = await stage.desk("elsewhere", {
			ticket: stage.bridge.ticketFor({ appId: "elsewhere", person: mara, role: "agent" }),
		});
		ofTom.client.looking(ada.key, "reading");
		stranger.client.looking(ada.key, "writing");
		await settle();
		expect(stranger.types()).to.deep.equal([]);
		expect(ofTom.looks()).to.deep.equal([]);
	});
});
