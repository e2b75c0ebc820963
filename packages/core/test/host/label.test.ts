import { expect } from "chai";
import type { Representative } from "../../src/control/representative.js";
import type { Activity } from "../../src/conversation/activity.js";
import { label } from "../../src/conversation/label.js";

const bot: Representative = { representativeType: "BOT", displayName: "Toko Batik" };
const ana: Representative = {
	representativeType: "HUMAN",
	displayName: "Ana",
	avatarImage: "https://a.example/ana.png",
};
const generated = {
	type: "https://schema.org/Message",
	"@type": "Message",
	"@context": "https://schema.org",
	additionalType: ["AIGeneratedContent"],
};
const mention = { type: "mention", text: "<at>Budi</at>" };
const citations = { type: "https://schema.org/Message", "@type": "Message", citation: [{ position: 1 }] };

describe("A label", () => {
	it("says who is speaking, beside what the bot put into the channel data", () => {
		expect(label({ type: "message", text: "Halo", channelData: { tag: "X" } }, ana)).to.deep.equal({
			type: "message",
			text: "Halo",
			channelData: { tag: "X", representative: ana },
		});
	});

	it("is the given one and never what the activity brought along", () => {
		const forged = { type: "message", channelData: { representative: { ...ana, displayName: "Forged" } } };
		expect(label(forged, bot).channelData).to.deep.equal({ representative: bot });
	});

	it("is also on what is no message, without the mark for generated content", () => {
		expect(label({ type: "typing" }, bot)).to.deep.equal({
			type: "typing",
			channelData: { representative: bot },
		});
	});

	it("keeps channel data that is not an object", () => {
		for (const original of ["<xml/>", 7, ["a"]]) {
			const { channelData } = label({ type: "event", channelData: original }, bot);
			expect(channelData).to.deep.equal({ original, representative: bot });
		}
		expect(label({ type: "event", channelData: null }, bot).channelData).to.deep.equal({
			representative: bot,
		});
	});

	it("never changes the template that a bot sends again and again", () => {
		const template: Activity = Object.freeze({
			type: "message",
			channelData: Object.freeze({ tag: "X" }),
			entities: Object.freeze([Object.freeze({ ...citations })]),
		});
		expect(label(template, bot)).to.not.equal(template);
		expect(label(template, ana).channelData).to.deep.equal({ tag: "X", representative: ana });
		expect(template.channelData).to.deep.equal({ tag: "X" });
	});

	it("marks what a bot wrote as generated, once", () => {
		const once = label({ type: "message", entities: [mention] }, bot);
		expect(once.entities).to.deep.equal([mention, generated]);
		expect(label(once, bot)).to.deep.equal(once);
		expect(label({ type: "message" }, bot).entities).to.deep.equal([generated]);
	});

	it("puts the mark on the message entity that is there, since a message may have only one", () => {
		expect(label({ type: "message", entities: [citations] }, bot).entities).to.deep.equal([
			{ ...citations, additionalType: ["AIGeneratedContent"] },
		]);
	});

	it("takes the mark off what a human sends, and keeps citations", () => {
		const draft = label({ type: "message", entities: [mention] }, bot);
		expect(label(draft, ana).entities).to.deep.equal([mention]);
		const cited = label({ type: "message", entities: [citations] }, bot);
		expect(label(cited, ana).entities).to.deep.equal([{ ...citations, additionalType: [] }]);
		expect(
			label({ type: "message", entities: [{ ...generated, additionalType: "AIGeneratedContent" }] }, ana)
				.entities,
		).to.deep.equal([]);
	});
});
