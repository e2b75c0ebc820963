import type { TurnContext } from "botbuilder-core";
import { expect } from "chai";
import { scene } from "../support/scene.js";

/** Says something in its first turn; edits it, or takes it back, when the user says so. */
function forgetful() {
	let id = "";
	return async (context: TurnContext): Promise<void> => {
		if (context.activity.type !== "message") return;
		if (context.activity.text === "fix it")
			await context.updateActivity({ type: "message", id, text: "We ship on Tuesdays" });
		else if (context.activity.text === "take it back") await context.deleteActivity(id);
		else id = (await context.sendActivity("We ship on Mondays"))?.id ?? "";
	};
}

describe("What the bot said", () => {
	it("is edited on the channel, under the channel's own id", async () => {
		const { user, channel, logged } = scene({ bot: forgetful() });
		await user.says("When do you ship?");
		await user.says("fix it");
		expect(await user.sees()).to.deep.equal([
			"BOT Shop bot: We ship on Mondays",
			"BOT Shop bot corrects: We ship on Tuesdays",
		]);
		const [said] = await logged("botSaid");
		expect((await logged("edited")).map(({ entry }) => entry)).to.deep.equal([said?.id]);
		expect(channel.recipients.at(-1)?.nativeId).to.equal(`native-${said?.id}`);
	});

	it("is deleted on the channel, and stays in the log", async () => {
		const { user, logged } = scene({ bot: forgetful() });
		await user.says("When do you ship?");
		await user.says("take it back");
		expect((await user.sees()).at(-1)).to.equal("BOT Shop bot takes back: We ship on Mondays");
		expect(await logged("deleted")).to.have.length(1);
		expect(await logged("botSaid")).to.have.length(1);
	});

	it("is neither edited nor deleted by the bot while a human is in", async () => {
		const { user, ana, host, conversation, logged } = scene({ bot: forgetful() });
		await user.says("When do you ship?");
		await ana.takeOver();
		const { reference } = await conversation();
		const [said] = await logged("botSaid");
		await host.continueConversation(reference as never, async (context) => {
			await context.updateActivity({ type: "message", id: said?.id ?? "", text: "We ship on Tuesdays" });
			await context.deleteActivity(said?.id ?? "");
		});
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: We ship on Mondays", "Ana joined"]);
		expect([...(await logged("edited")), ...(await logged("deleted"))]).to.deep.equal([]);
	});

	it("is found by nobody under an id that does not exist", async () => {
		const { user, submit } = scene();
		await user.says("Hello");
		const outcome = await submit({
			type: "edit",
			entry: "nothing" as never,
			activity: { type: "message", text: "Oh" },
		});
		expect(outcome).to.include({ status: "refused", code: "unknown-entry" });
	});
});
