import { expect } from "chai";
import { after, before, beforeEach, describe, it } from "mocha";
import { type BusinessMessagesEmulator, startEmulator } from "../../src/emulator/index.js";
import { type RawApi, rawApi } from "../support/raw-api.js";

const bot = { representativeType: "BOT", displayName: "Bot" };
const ana = { representativeType: "HUMAN", displayName: "Ana" };
const budi = { representativeType: "HUMAN", displayName: "Budi" };

describe("The rules on representatives", () => {
	let emulator: BusinessMessagesEmulator;
	let api: RawApi;
	let place: string;
	let count = 0;

	before(async () => {
		emulator = await startEmulator();
		api = rawApi(emulator);
	});

	after(() => emulator.close());

	beforeEach(() => {
		place = `conversations/${emulator.user().conversationId}`;
	});

	async function says(representative: object): Promise<void> {
		count += 1;
		expect(
			await api.post(`${place}/messages`, { messageId: `m${count}`, representative, text: "x" }),
		).to.equal("OK");
	}

	async function event(eventType: string, representative: object): Promise<void> {
		count += 1;
		expect(await api.post(`${place}/events?eventId=e${count}`, { eventType, representative })).to.equal("OK");
	}

	const joins = (who: object) => event("REPRESENTATIVE_JOINED", who);
	const leaves = (who: object) => event("REPRESENTATIVE_LEFT", who);

	/** What was broken in this conversation. */
	function broken(): readonly string[] {
		return emulator.violations.flatMap(({ conversationId, rule }) =>
			place.endsWith(conversationId) ? [rule] : [],
		);
	}

	it("are kept by a bot that announces a person, is silent, and goes on when they have left", async () => {
		await says(bot);
		await joins(ana);
		await says(ana);
		await leaves(ana);
		await joins(budi);
		await says(budi);
		await leaves(budi);
		await says(bot);
		expect(broken()).to.deep.equal([]);
		emulator.checkRepresentatives();
	});

	it("are broken by a human message before REPRESENTATIVE_JOINED, and after REPRESENTATIVE_LEFT", async () => {
		await says(ana);
		await joins(ana);
		await leaves(ana);
		await says(ana);
		const rule = "Ana wrote before REPRESENTATIVE_JOINED";
		expect(broken()).to.deep.equal([rule, rule]);
	});

	it("are broken by the bot while a human is in, and by another human", async () => {
		await joins(ana);
		await says(bot);
		await says(budi);
		await leaves(budi);
		expect(broken()).to.deep.equal([
			"the bot wrote while Ana was in",
			"Budi wrote while Ana was in",
			"Budi left while Ana was in",
		]);
	});

	it("are the same for typing as for writing", async () => {
		const types = (who: object) => event("TYPING_STARTED", who);
		await types(bot);
		await types(ana);
		await joins(ana);
		await types(ana);
		await types(bot);
		await types(budi);
		await event("TYPING_STOPPED", bot);
		expect(broken()).to.deep.equal([
			"Ana typed before REPRESENTATIVE_JOINED",
			"the bot typed while Ana was in",
			"Budi typed while Ana was in",
		]);
	});

	it("are broken by announcements that say nothing true", async () => {
		await leaves(ana);
		await joins(bot);
		await joins(ana);
		await joins(ana);
		expect(broken()).to.deep.equal([
			"Ana left without having joined",
			"a bot joined",
			"Ana joined while Bot was in",
			"Ana joined while Ana was in",
		]);
	});

	it("fail a test that checks them", async () => {
		await says(ana);
		expect(() => emulator.checkRepresentatives())
			.to.throw("Ana wrote before")
			.with.property("code", "representative-rules");
	});
});
