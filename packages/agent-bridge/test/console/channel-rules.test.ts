import { expect } from "chai";
import { messagesFor, rulesOf, unshown } from "../../src/console/web/model/channel-rules.js";

describe("What a channel makes of a reply", () => {
	it("is several messages where it is too long for one", () => {
		expect(messagesFor("facebook", "x".repeat(2000))).to.equal(1);
		expect(messagesFor("facebook", "x".repeat(4001))).to.equal(3);
		expect(messagesFor("business-messages", "x".repeat(3073))).to.equal(2);
		expect(messagesFor("webchat", "x".repeat(50_000))).to.equal(1);
	});

	it("is labelled beside the name, unless the channel has another way to show who writes", () => {
		expect(rulesOf("facebook").showsLabel).to.equal(false);
		expect(rulesOf("anything-else").showsLabel).to.equal(true);
		expect(rulesOf("toString").showsLabel).to.equal(true);
	});

	it("cannot have what the channel does not show", () => {
		const film = {
			type: "medium",
			kind: "video",
			url: "https://a.example.com/v.mp4",
			name: undefined,
		} as const;
		const contents = [{ type: "text", text: "See" }, film, film] as const;
		expect(unshown("business-messages", contents)).to.deep.equal(["medium"]);
		expect(unshown("facebook", contents)).to.deep.equal([]);
	});
});
