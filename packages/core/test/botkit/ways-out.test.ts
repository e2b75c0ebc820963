import type { Activity, ConversationReference, ResourceResponse, TurnContext } from "botbuilder-core";
import { BotkitConversation, type BotkitMessage, type BotWorker } from "botkit";
import { expect } from "chai";
import { describe, it } from "mocha";
import { conversationKey, type Entry } from "../../src/index.js";
import { BotkitHost, type BotkitScene, botkitScene } from "./botkit-scene.js";

interface Moment {
	readonly scene: BotkitScene;
	readonly bot: BotWorker;
	readonly message: BotkitMessage;
}

type WayOut = (moment: Moment, what: Partial<Activity>) => Promise<readonly (ResourceResponse | undefined)[]>;

const contextOf = ({ message }: Moment): TurnContext => message.context;

/** Every way in which a Botkit bot can say something; each answers with what it was given for it. */
const waysOut: Readonly<Record<string, WayOut>> = {
	say: async ({ bot }, what) => [await bot.say(what)],
	reply: async ({ bot, message }, what) => [await bot.reply(message, what)],
	sendActivity: async (moment, what) => [await contextOf(moment).sendActivity(what)],
	sendActivities: (moment, what) => contextOf(moment).sendActivities([what]),
	"a dialog": async ({ scene, bot }, { text = "", channelData }) => {
		const dialog = new BotkitConversation("greeting", scene.controller);
		dialog.say({ text: [text], channelData });
		scene.controller.addDialog(dialog);
		await bot.beginDialog("greeting");
		return [];
	},
	continueConversation: async ({ scene, message }, what) => {
		const responses: (ResourceResponse | undefined)[] = [];
		await scene.adapter.continueConversation(message.reference, async (context) => {
			responses.push(await context.sendActivity(what));
		});
		return responses;
	},
	changeContext: async ({ scene, message }, what) => {
		const bot = await scene.controller.spawn({});
		await bot.changeContext(message.reference);
		return [await bot.say(what)];
	},
	"a worker of its own": async ({ scene, message }, what) => {
		const bot = await scene.controller.spawn(message.context);
		return [await bot.say(what)];
	},
};

const halo: Partial<Activity> = { type: "message", text: "Halo" };

interface GoingOut {
	readonly what?: Partial<Activity>;
	/** What happens first in the same turn. */
	readonly before?: () => Promise<unknown>;
}

/** Runs one way out in a turn of the bot. */
async function goOut(
	scene: BotkitScene,
	way: WayOut,
	{ before = async () => {}, what = halo }: GoingOut = {},
): Promise<readonly (ResourceResponse | undefined)[]> {
	let responses: readonly (ResourceResponse | undefined)[] = [];
	scene.controller.on("message", async (bot, message) => {
		await before();
		responses = await way({ scene, bot, message }, what);
	});
	await scene.says("Hello?");
	return responses;
}

const ids = (entries: readonly Entry[]): readonly string[] => entries.map(({ id }) => id);
const idsOf = (responses: readonly (ResourceResponse | undefined)[]): readonly (string | undefined)[] =>
	responses.map((response) => response?.id);

for (const [name, way] of Object.entries(waysOut)) {
	describe(`What a Botkit bot says by ${name}`, () => {
		it("is labelled, and reaches the user once", async () => {
			const scene = botkitScene();
			await goOut(scene, way);
			expect(scene.texts()).to.deep.equal(["Halo"]);
			expect(scene.adapter.sent[0]?.channelData).to.deep.include({
				representative: { representativeType: "BOT", displayName: "Shop bot" },
			});
			expect(scene.adapter.sent[0]?.entities).to.deep.include({
				type: "https://schema.org/Message",
				"@type": "Message",
				"@context": "https://schema.org",
				additionalType: ["AIGeneratedContent"],
			});
			expect(scene.adapter.sent[0]).to.have.nested.property("conversation.id", "c1");
			expect(scene.adapter.sent[0]).to.have.nested.property("recipient.id", "siti");
		});

		it("is in the log, under the id that the bot is given", async () => {
			const scene = botkitScene();
			const responses = await goOut(scene, way);
			const said = await scene.logged("botSaid");
			expect(said.map(({ activity }) => activity.text)).to.deep.equal(["Halo"]);
			if (responses.length > 0) expect(idsOf(responses)).to.deep.equal(ids(said));
			const deliveries = await scene.store.readDeliveries(
				scene.key,
				said.map(({ id }) => id),
			);
			expect(deliveries.map(({ state }) => state)).to.deep.equal(["sent"]);
		});

		it("becomes a draft once a human has taken over", async () => {
			const scene = botkitScene();
			const responses = await goOut(scene, way, { before: () => scene.ana.takeOver() });
			const drafts = await scene.logged("draft");
			expect(drafts.map(({ activity }) => activity.text)).to.deep.equal(["Halo"]);
			if (responses.length > 0) expect(idsOf(responses)).to.deep.equal(ids(drafts));
			expect(scene.texts()).not.to.include("Halo");
		});

		it("cannot claim to be said by a human", async () => {
			const scene = botkitScene();
			const channelData = { representative: { representativeType: "HUMAN", displayName: "Ana" } };
			await goOut(scene, way, { what: { ...halo, channelData } });
			expect(scene.adapter.sent[0]).to.have.nested.property(
				"channelData.representative.representativeType",
				"BOT",
			);
		});
	});
}

describe("What a Botkit bot says of its own accord while a human is in", () => {
	it("is sent where policy says so", async () => {
		const scene = botkitScene({ policy: { proactive: "send" } });
		let reference: Partial<ConversationReference> = {};
		scene.controller.on("message", async (_, message) => {
			reference = message.reference;
		});
		await scene.says("Hello?");
		await scene.ana.takeOver();
		const bot = await scene.controller.spawn({});
		await bot.changeContext(reference);
		await bot.say("Your parcel has arrived");
		await scene.clock.advance(50);
		expect(scene.texts()).to.include("Your parcel has arrived");
	});
});

describe("What a Botkit bot says through an adapter of its own choice", () => {
	it("leaves through that adapter, labelled and logged", async () => {
		const scene = botkitScene();
		let reference: Partial<ConversationReference> = {};
		scene.controller.on("message", async (_, message) => {
			reference = message.reference;
		});
		await scene.says("Hello?");
		const other = new BotkitHost();
		const bot = await scene.controller.spawn({}, other);
		await bot.changeContext({ ...reference, channelId: "other" });
		await bot.say("Your parcel has arrived");
		await scene.clock.advance(50);
		expect(scene.texts()).to.deep.equal([]);
		expect(other.sent.map(({ text }) => text)).to.deep.equal(["Your parcel has arrived"]);
		expect(other.sent[0]).to.have.nested.property("channelData.representative.representativeType", "BOT");
		const there = conversationKey({ channel: "other", business: "page", conversation: "c1" });
		const log = await scene.store.readEntries(there, { limit: 10 });
		expect(log.map(({ type }) => type)).to.deep.equal(["botSaid"]);
	});
});

describe("A template that a bot says again and again", () => {
	it("is as it was", async () => {
		const scene = botkitScene();
		const template = { type: "message", text: "Halo", channelData: { mood: "calm" }, entities: [] };
		const original = structuredClone(template);
		scene.controller.on("message", async (bot, message) => {
			await bot.say(template);
			await message.context.sendActivity(template);
			await message.context.sendActivities([template]);
		});
		await scene.says("Hello?");
		expect(template).to.deep.equal(original);
		expect(scene.texts()).to.deep.equal(["Halo", "Halo", "Halo"]);
	});
});

describe("A request that is answered within itself (expectReplies)", () => {
	async function ask(before: (scene: BotkitScene) => Promise<unknown>): Promise<{
		readonly scene: BotkitScene;
		readonly replies: readonly Partial<Activity>[];
		readonly responses: readonly (ResourceResponse | undefined)[];
	}> {
		const scene = botkitScene();
		let replies: readonly Partial<Activity>[] = [];
		let responses: readonly (ResourceResponse | undefined)[] = [];
		scene.controller.on("message", async (bot, message) => {
			await before(scene);
			responses = [await bot.reply(message, "Halo")];
			replies = message.context.bufferedReplyActivities;
		});
		await scene.says("Hello?", { deliveryMode: "expectReplies" });
		return { scene, replies, responses };
	}

	it("gets labelled answers that are in the log as sent", async () => {
		const { scene, replies, responses } = await ask(async () => {});
		expect(replies.map(({ text }) => text)).to.deep.equal(["Halo"]);
		expect(replies[0]).to.have.nested.property("channelData.representative.representativeType", "BOT");
		expect(scene.adapter.sent).to.deep.equal([]);
		const said = await scene.logged("botSaid");
		expect(idsOf(responses)).to.deep.equal(ids(said));
		const deliveries = await scene.store.readDeliveries(
			scene.key,
			said.map(({ id }) => id),
		);
		expect(deliveries.map(({ state }) => state)).to.deep.equal(["sent"]);
	});

	it("gets nothing from the bot once a human has taken over", async () => {
		const { scene, replies } = await ask((scene) => scene.ana.takeOver());
		expect(replies).to.deep.equal([]);
		expect((await scene.logged("draft")).map(({ activity }) => activity.text)).to.deep.equal(["Halo"]);
	});
});

describe("What a Botkit bot has said", () => {
	async function said(): Promise<{ readonly scene: BotkitScene; readonly id: string }> {
		const scene = botkitScene();
		let id = "";
		scene.controller.hears("hello", "message", async (bot, message) => {
			id = (await bot.reply(message, "Halo")).id;
		});
		scene.controller.hears("correct", "message", async (_, message) => {
			await message.context.updateActivity({ type: "message", id, text: "Halo Siti" });
		});
		scene.controller.hears("forget", "message", async (_, message) => {
			await message.context.deleteActivity(id);
		});
		await scene.says("hello");
		return { scene, id };
	}

	it("is edited at the channel and in the log, with its label", async () => {
		const { scene, id } = await said();
		await scene.says("correct");
		expect(scene.adapter.edited).to.have.length(1);
		expect(scene.adapter.edited[0]).to.include({ id: "host-1", text: "Halo Siti" });
		expect(scene.adapter.edited[0]).to.have.nested.property(
			"channelData.representative.representativeType",
			"BOT",
		);
		expect((await scene.logged("edited")).map(({ entry }) => entry as string)).to.deep.equal([id]);
	});

	it("is deleted at the channel and in the log", async () => {
		const { scene, id } = await said();
		await scene.says("forget");
		expect(scene.adapter.deleted).to.deep.equal(["host-1"]);
		expect((await scene.logged("deleted")).map(({ entry }) => entry as string)).to.deep.equal([id]);
	});

	it("stays as it is while a human holds control", async () => {
		const { scene, id } = await said();
		let reference: Partial<ConversationReference> = {};
		scene.controller.hears("where", "message", async (_, message) => {
			reference = message.reference;
		});
		await scene.says("where");
		await scene.ana.takeOver();
		await scene.adapter.continueConversation(reference, async (context) => {
			await context.updateActivity({ type: "message", id, text: "Halo Siti" });
			await context.deleteActivity(id);
		});
		expect(scene.adapter.edited).to.deep.equal([]);
		expect(scene.adapter.deleted).to.deep.equal([]);
	});
});
