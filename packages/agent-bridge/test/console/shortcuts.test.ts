import { expect } from "chai";
import { shortcutOf } from "../../src/console/web/model/shortcuts.js";

const press = {
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	isTyping: false,
	isOnControl: false,
	allowsLetters: true,
};

describe("A key at the desk", () => {
	it("does what the list of keys says", () => {
		expect(shortcutOf({ ...press, key: "j" })).to.equal("next");
		expect(shortcutOf({ ...press, key: "T" })).to.equal("take");
		expect(shortcutOf({ ...press, key: "?" })).to.equal("help");
		expect(shortcutOf({ ...press, key: "y" })).to.equal(undefined);
		expect(shortcutOf({ ...press, key: "constructor" })).to.equal(undefined);
	});

	it("only writes, where somebody is writing", () => {
		expect(shortcutOf({ ...press, key: "t", isTyping: true })).to.equal(undefined);
	});

	it("sends the draft and leaves the field from within the field", () => {
		expect(shortcutOf({ ...press, key: "Enter", ctrlKey: true, isTyping: true })).to.equal("sendDraft");
		expect(shortcutOf({ ...press, key: "Escape", isTyping: true })).to.equal("leave");
	});

	it("leaves the browser its own keys", () => {
		expect(shortcutOf({ ...press, key: "r", ctrlKey: true })).to.equal(undefined);
		expect(shortcutOf({ ...press, key: "Enter", isOnControl: true })).to.equal(undefined);
	});

	it("does nothing by a letter alone, for whoever switched that off", () => {
		expect(shortcutOf({ ...press, key: "t", allowsLetters: false })).to.equal(undefined);
		expect(shortcutOf({ ...press, key: "ArrowDown", allowsLetters: false })).to.equal("next");
	});
});
