import { expect } from "chai";
import { en } from "../../src/console/web/words/en.js";
import { id } from "../../src/console/web/words/id.js";
import { plural } from "../../src/console/web/words/plural.js";

/** Paths of all that is said in words, and of what is said about something. */
function paths(value: unknown, path = ""): readonly string[] {
	if (typeof value !== "object" || value === null) return [path];
	return Object.entries(value).flatMap(([name, each]) => paths(each, `${path}.${name}`));
}

function texts(value: unknown): readonly string[] {
	if (typeof value === "string") return [value];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}

describe("The words of the desk", () => {
	it("are the same in every language, member by member", () => {
		expect(paths(id)).to.have.members(paths(en));
	});

	it("are in the language that they say", () => {
		const shared = new Set(texts(en));
		const same = texts(id).filter((text) => shared.has(text) && /[a-z]{3}/.test(text));
		const names = ["Messenger", "Business Messages", "Emulator", "Slack", "Bot: ", "Audio", "Video"];
		expect([...new Set(same)].filter((text) => !names.includes(text))).to.deep.equal([]);
	});

	it("count in the forms of their language", () => {
		const messages = plural("en", { one: "# message", other: "# messages" });
		expect([0, 1, 2, 1200].map(messages)).to.deep.equal([
			...["0 messages", "1 message", "2 messages", "1,200 messages"],
		]);
		expect(id.queue.unread(1200)).to.equal("1.200 pesan baru");
		expect(en.time.spoken({ days: 1, hours: 2, minutes: 3, seconds: 4 })).to.equal("1 day 2 hours");
		expect(id.time.spoken({ days: 0, hours: 0, minutes: 0, seconds: 4 })).to.equal("kurang dari semenit");
	});
});
