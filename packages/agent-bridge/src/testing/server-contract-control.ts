import { deepEqual, equal, ok } from "node:assert/strict";
import type { RawLine } from "./raw-line.js";
import { codeOf } from "./server-contract-connecting.js";
import type { ServerSuite } from "./server-fixture.js";

const mara = { id: "mara", displayName: "Mara" };
const tom = { id: "tom", displayName: "Tom" };

export function serverControlContract(suite: ServerSuite): void {
	suite.describe("control", () => {
		offering(suite);
		holding(suite);
	});
	suite.describe("what an app may not know", () => hiding(suite));
}

function words(value: string) {
	return { input: { type: "text", value } };
}

/** Takes over, and says under which epoch. */
async function takesOver(line: RawLine, conversationId: string, person = mara): Promise<number> {
	const id = `takeover-${person.id}-${line.frames.length}`;
	line.send({ type: "takeover", id, conversationId, person });
	const answer = await line.answer(id);
	return answer.type === "ack" ? answer.epoch : Number.NaN;
}

function offering({ test }: ServerSuite): void {
	test("offers control, grants it to the first who confirms, and tells the other who was faster", async (fixture) => {
		const { connected, desk, colleague, user } = fixture;
		const [one, other] = [await connected(desk), await connected(colleague)];
		const ada = await user();
		await ada.says("I need help");
		await ada.asksForPerson();
		const { offerId, conversationId, again } = await one.next("handover");
		await other.next("handover");
		deepEqual([conversationId, again], [ada.conversationId, false]);

		one.send({ type: "handoverConfirmed", id: "c", conversationId, offerId, person: mara });
		equal((await one.answer("c")).type, "ack");
		other.send({ type: "handoverConfirmed", id: "c", conversationId, offerId, person: tom });

		const refused = await other.answer("c");
		equal(codeOf(refused), "offer-gone");
		equal(refused.type === "refused" && refused.holder?.appId, desk.appId);
		equal((await other.next("handoverWithdrawn")).how, "confirmed");
		const { transcript, toAppId } = await one.next("handoverConfirmed");
		equal(toAppId, desk.appId);
		ok(transcript?.entries.some((entry) => JSON.stringify(entry).includes("I need help")));
	});

	test("tells nobody that it is asked any more when everybody has declined", async ({
		connected,
		desk,
		colleague,
		user,
	}) => {
		const [one, other] = [await connected(desk), await connected(colleague)];
		const ada = await user();
		await ada.asksForPerson();
		const { offerId, conversationId } = await one.next("handover");
		await other.next("handover");
		one.send({ type: "handoverDeclined", id: "d", conversationId, offerId });
		other.send({ type: "handoverDeclined", id: "d", conversationId, offerId });

		await one.next("handoverDeclined");
		one.send({ type: "handoverConfirmed", id: "c", conversationId, offerId, person: mara });
		await other.answer("d");
		equal(codeOf(await one.answer("c")), "offer-gone");
	});

	test("hands over from one app to another, which the first is told of", async ({
		connected,
		desk,
		colleague,
		user,
	}) => {
		const [one, other] = [await connected(desk), await connected(colleague)];
		const { conversationId } = await user();
		const epoch = await takesOver(one, conversationId);
		one.send({
			type: "handover",
			id: "h",
			conversationId,
			epoch,
			toAppId: colleague.appId,
			note: "about returns",
		});
		const { offerId, fromAppId } = await other.next("handover");
		equal(fromAppId, desk.appId);
		other.send({ type: "handoverConfirmed", id: "c", conversationId, offerId, person: tom });

		const lost = await one.next("takeover");
		deepEqual(
			[lost.fromAppId, lost.holder?.appId, lost.holderEpoch],
			[desk.appId, colleague.appId, epoch + 1],
		);
	});

	test("takes an offer back", async ({ connected, desk, colleague, user }) => {
		const [one, other] = [await connected(desk), await connected(colleague)];
		const { conversationId } = await user();
		const epoch = await takesOver(one, conversationId);
		one.send({ type: "handover", id: "h", conversationId, epoch, toAppId: colleague.appId });
		await other.next("handover");
		one.send({ type: "withdraw", id: "w", conversationId, epoch });

		equal((await other.next("handoverWithdrawn")).how, "withdrawn");
	});
}

function holding({ test }: ServerSuite): void {
	test("gives control at once to whoever takes over, and tells whoever lost it", async ({
		connected,
		desk,
		colleague,
		user,
	}) => {
		const [one, other] = [await connected(desk), await connected(colleague)];
		const { conversationId } = await user();
		const epoch = await takesOver(one, conversationId);
		equal((await one.next("takeoverConfirmed")).toAppId, desk.appId);
		equal(await takesOver(other, conversationId, tom), epoch + 1);

		const lost = await one.next("takeover");
		deepEqual([lost.fromAppId, lost.holder?.appId], [desk.appId, colleague.appId]);
	});

	test("lets the app in control speak, and nobody else", async (fixture) => {
		const { connected, desk, colleague, user, until } = fixture;
		const [one, other] = [await connected(desk), await connected(colleague)];
		const ada = await user();
		const { conversationId } = ada;
		const epoch = await takesOver(one, conversationId);
		other.send({ type: "agentSay", id: "s", conversationId, epoch, person: tom, ...words("Not mine") });
		const refused = await other.answer("s");
		one.send({ type: "agentSay", id: "s", conversationId, epoch, person: mara, ...words("How can I help?") });
		await one.answer("s");

		equal(codeOf(refused), "not-in-control");
		deepEqual(refused.type === "refused" && [refused.epoch, refused.holder?.appId], [epoch, desk.appId]);
		await until(async () => (await ada.heard()).includes("How can I help?"), "The user should hear the desk");
		equal((await ada.heard()).includes("Not mine"), false);
		const said = await one.next("agentSay");
		deepEqual([said.representative.representativeType, said.person?.id], ["HUMAN", "mara"]);
		ok((await one.next("joined")).position < said.position);
	});

	test("refuses what is said under an epoch that is over", async ({ connected, desk, user }) => {
		const line = await connected(desk);
		const ada = await user();
		const { conversationId } = ada;
		const epoch = await takesOver(line, conversationId);
		line.send({ type: "release", id: "r", conversationId, epoch });
		await line.answer("r");
		equal((await line.next("release")).holder, undefined);
		await takesOver(line, conversationId);
		line.send({ type: "agentSay", id: "s", conversationId, epoch, person: mara, ...words("Too late") });

		equal(codeOf(await line.answer("s")), "stale-epoch");
		equal((await ada.heard()).includes("Too late"), false);
	});

	test("has the effect of once when a command comes twice, whatever the connection", async (fixture) => {
		const { connected, desk, user, settled } = fixture;
		const line = await connected(desk);
		const { conversationId } = await user();
		const epoch = await takesOver(line, conversationId);
		const say = { type: "agentSay", id: "once", conversationId, epoch, person: mara, ...words("Only once") };
		line.send(say);
		const first = await line.answer("once");
		const later = await connected(desk);
		later.send(say);
		const second = await later.answer("once");
		await settled(line);

		deepEqual(second, first);
		equal(line.frames.filter(({ type }) => type === "agentSay").length, 1);
	});

	test("shows how a conversation stands, and its log in pages", async ({ connected, desk, user }) => {
		const line = await connected(desk);
		const ada = await user();
		const { conversationId } = ada;
		for (const text of ["one", "two", "three"]) await ada.says(text);
		const epoch = await takesOver(line, conversationId);
		line.send({ type: "getTranscript", id: "last", conversationId, limit: 2 });
		const last = await line.answer("last");
		if (last.type !== "transcript") throw new Error(`The answer is ${last.type}`);
		const before = last.entries[0]?.position ?? 0;
		line.send({ type: "getTranscript", id: "before", conversationId, before, limit: 200 });
		const earlier = await line.answer("before");
		if (earlier.type !== "transcript") throw new Error(`The answer is ${earlier.type}`);

		deepEqual([last.conversation.holder?.appId, last.conversation.epoch], [desk.appId, epoch]);
		deepEqual([last.more, earlier.more, last.entries.length], [true, false, 2]);
		const positions = [...earlier.entries, ...last.entries].map(({ position }) => position);
		deepEqual(
			positions,
			[...positions].sort((one, other) => one - other),
		);
		line.send({ type: "getList", id: "held", of: "held" });
		const held = await line.answer("held");
		deepEqual(held.type === "list" && held.conversations.map((each) => each.conversationId), [
			conversationId,
		]);
	});
}

function hiding({ test }: ServerSuite): void {
	test("tells the user's words to the app in control, and to nobody else", async (fixture) => {
		const { connected, desk, colleague, stranger, user, settled } = fixture;
		const lines = [await connected(desk), await connected(colleague), await connected(stranger)] as const;
		const ada = await user();
		await takesOver(lines[0], ada.conversationId);
		await ada.says("Between you and me");

		equal((await lines[0].next("userSay")).input.value, "Between you and me");
		for (const line of lines.slice(1)) {
			await settled(line);
			equal(JSON.stringify(line.frames).includes("Between you and me"), false);
		}
	});

	test("answers of a conversation of another bot as of one that does not exist", async (fixture) => {
		const { conversationId } = await fixture.user();
		const line = await fixture.connected(fixture.stranger);
		deepEqual(await answersAbout(line, conversationId), await answersAbout(line, "no/such/one"));
		line.send({ type: "getList", id: "open", of: "open" });
		const open = await line.answer("open");
		deepEqual(open.type === "list" && open.conversations, []);
	});

	test("lets an app hear a conversation that it watches, until it does no more", async (fixture) => {
		const { connected, desk, user, settled } = fixture;
		const line = await connected(desk);
		const ada = await user();
		const { conversationId } = ada;
		line.send({ type: "watch", id: "w", conversationId });
		await line.next("watch");
		await ada.says("While you watch");
		await line.next("userSay");
		line.send({ type: "unwatch", id: "u", conversationId });
		await line.next("unwatch");
		await ada.says("After that");
		await settled(line);

		const heard = line.frames.flatMap((frame) => (frame.type === "userSay" ? [frame.input.value] : []));
		deepEqual(heard, ["While you watch"]);
	});
}

/** What is said about a conversation, without what names it. */
async function answersAbout(line: RawLine, conversationId: string): Promise<readonly unknown[]> {
	const asked = [
		{ type: "takeover", person: mara },
		{ type: "watch" },
		{ type: "note", text: "hello" },
		{ type: "getTranscript" },
		{ type: "release", epoch: 0 },
	];
	const answers: unknown[] = [];
	for (const frame of asked) {
		const id = `${frame.type} ${conversationId}`;
		line.send({ ...frame, id, conversationId });
		const { re: _re, conversationId: _id, ...answer } = (await line.answer(id)) as Record<string, unknown>;
		answers.push(answer);
	}
	return answers;
}
