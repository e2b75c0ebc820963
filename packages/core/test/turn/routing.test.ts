import { expect } from "chai";
import { type Arrival, type RoutingRule, routes } from "../../src/index.js";
import { nightDesk, scene, shopDesk } from "../support/scene.js";

const arrival: Arrival = {
	...{ channel: "facebook", asset: "1021", postback: undefined },
	activity: { type: "message", text: "I want my lawyer" },
};

describe("Routing rules", () => {
	it("go by channel, asset, words, postback and the beginning of a session; the first that fits decides", () => {
		const route = routes([
			{ channel: "facebook", asset: "1021", when: { text: /lawyer/gi }, to: "desk", app: "legal" },
			{ when: { postback: "AGENT" }, to: "desk", app: "center" },
			{ channel: "whatsapp", to: "bot" },
			{ when: { session: "begins" }, to: "both", app: "their-bot" },
		]);
		const to = (changes: Partial<Arrival>) => route({ ...arrival, ...changes });
		const plain = { activity: { type: "message", text: "Hello" } };
		expect([to({})?.app, to({})?.app]).to.deep.equal(["legal", "legal"]);
		expect(to({ asset: "77" })).to.deep.equal({ app: "their-bot", atBeginning: true, watch: true });
		expect(to({ ...plain, postback: { type: "AGENT", payload: {} } })?.app).to.equal("center");
		expect(to({ ...plain, channel: "whatsapp" })).to.equal(undefined);
	});
});

describe("What a user says", () => {
	const begun = (rules: readonly RoutingRule[], options = {}) => {
		const texts: string[] = [];
		const all = scene({
			apps: [shopDesk, nightDesk],
			route: routes(rules),
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				texts.push(context.activity.text ?? "");
				await context.sendActivity("From the host bot");
			},
			...options,
		});
		return { all, texts };
	};

	it("goes to a desk from the beginning, which is the first to hear it; the bot is not asked", async () => {
		const { all, texts } = begun([{ to: "desk", app: "night" }]);
		await all.user.says("Hello");
		expect(await all.control()).to.equal("held by night");
		expect((await all.log()).map(({ type }) => type)).to.deep.equal(["granted", "status", "userSaid"]);
		expect((await all.told("night")).at(-1)).to.equal("userSaid");
		expect(texts).to.deep.equal([]);
	});

	it("goes to the bot again only when the session that begins elsewhere has its bot back", async () => {
		const { all, texts } = begun([{ when: { session: "begins" }, to: "desk", app: "night" }]);
		await all.user.says("Hello");
		await all.nora.releases();
		await all.user.says("And now?");
		expect(await all.control()).to.equal("bot");
		expect(texts).to.include("And now?");
	});

	it("is heard by a bot that comes first, also after it has handed over", async () => {
		const { all } = begun([{ to: "both", app: "night" }]);
		await all.user.says("Hello");
		const { conversation } = await all.handoff.store.load(all.key);
		expect(conversation?.watchers).to.deep.equal(["night"]);
	});

	it("is the host bot's where the app is unknown, is not there, or the rules fail", async () => {
		const rules: readonly RoutingRule[] = [{ to: "desk", app: "nobody" }];
		const away = { isAvailable: () => false, route: routes([{ to: "desk", app: "night" }]) };
		const failing = {
			route: () => {
				throw new Error("a rule of a team's own");
			},
		};
		for (const options of [{}, away, failing]) {
			const { all, texts } = begun(rules, options);
			await all.user.says("Hello");
			expect(texts).to.deep.equal(["Hello"]);
			expect(await all.control()).to.equal("bot");
		}
	});

	it("stays with whoever is asked or has control", async () => {
		const { all } = begun([{ when: { text: /^again/ }, to: "desk", app: "night" }]);
		await all.user.says("Hello");
		await all.ana.takeOver();
		await all.user.says("again");
		const { conversation } = await all.handoff.store.load(all.key);
		expect(conversation?.control).to.have.nested.property("holder.app", "desk");
	});
});
