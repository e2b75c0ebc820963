import { expect } from "chai";
import { simulatedChannel } from "../src/testing/index.js";
import { codeOf, failure } from "./support/failure.js";
import { settle } from "./support/manual-clock.js";
import { mara, openStage } from "./support/stage.js";

describe("An app that changes what it has said", () => {
	async function scene() {
		const channel = simulatedChannel();
		const stage = openStage({ channels: { facebook: channel } });
		const ada = stage.customer();
		await ada.say("hello");
		const { client, heard } = await stage.desk("desk");
		const conversationId = ada.key;
		await client.send({ type: "takeover", conversationId, person: mara });
		const input = { type: "text", value: "It cost 10" } as const;
		const { entryIds } = await client.send({ type: "agentSay", conversationId, person: mara, input });
		await settle();
		const told = () => channel.heardIn(ada.key).map(({ what, label, text }) => `${what} ${label} ${text}`);
		return { stage, client, heard, conversationId, entryId: entryIds.at(-1) ?? "", told };
	}

	it("corrects it for the user, under the same name", async () => {
		const { stage, client, heard, conversationId, entryId: editedId, told } = await scene();
		const input = { type: "text", value: "It costs 12" } as const;

		await client.send({ type: "edit", conversationId, person: mara, editedId, input });
		await settle();

		expect(told().at(-1)).to.equal("edited HUMAN It costs 12");
		expect(heard.at(-1)).to.deep.include({ type: "edit", editedId, input });
		await stage.end();
	});

	it("takes it back", async () => {
		const { stage, client, conversationId, entryId: deletedId, told } = await scene();

		await client.send({ type: "delete", conversationId, person: mara, deletedId });
		await settle();

		expect(told().at(-1)).to.match(/^deleted HUMAN/);
		await stage.end();
	});

	it("cannot once somebody else speaks, nor change what others have said", async () => {
		const { stage, client, conversationId, entryId: deletedId } = await scene();
		const { entries } = await client.getTranscript({ conversationId });
		const hello = entries.find(({ type }) => type === "userSay")?.entryId ?? "";
		const foreign = await failure(client.send({ type: "delete", conversationId, deletedId: hello }));
		await client.send({ type: "release", conversationId });
		const late = await failure(client.send({ type: "delete", conversationId, deletedId }));

		expect([codeOf(foreign), codeOf(late)]).to.deep.equal(["bad-target", "not-in-control"]);
		await stage.end();
	});
});
