import type { TurnContext } from "botbuilder-core";
import { expect } from "chai";
import { type AppId, type AppOptions, type Epoch, memoryStore, type Store } from "../../src/index.js";
import { type Gateway, gateway, manualClock, settle } from "../support/manual-clock.js";
import { recordingChannel } from "../support/recording-channel.js";
import { nightDesk, scene, shopDesk } from "../support/scene.js";

const wish = "I want to talk to a human";
const bothDesks = [shopDesk, nightDesk];

/** The numbers are those of `docs/control-protocol.md`. */
describe("Race 1: a reply computed before a takeover", () => {
	it("becomes a draft where the takeover commits first, and so does nothing that the user adds", async () => {
		const thought = gateway();
		const { user, ana, drafts, told } = scene({ bot: thoughtful(thought) });
		const turn = user.says("When do you ship?");
		await settle();
		await ana.takeOver();
		const more = user.says("To Medan, I mean");
		await settle();
		thought.open();
		await Promise.all([turn, more]);
		await ana.says("To Medan on Mondays");
		expect(await user.sees()).to.deep.equal(["Ana joined", "HUMAN Ana: To Medan on Mondays"]);
		expect((await drafts()).map(({ text }) => text)).to.deep.equal(["We ship on Mondays"]);
		expect(await told("desk")).to.deep.equal(["granted", "joined", "userSaid", "draft", "appSaid"]);
	});

	it("arrives before joined where it commits first", async () => {
		const thought = gateway();
		const arrival = gateway();
		const { user, ana, drafts, channel } = scene({ bot: thoughtful(thought) });
		channel.answers.push(async () => {
			await arrival.opened;
			return { state: "sent" };
		});
		const turn = user.says("When do you ship?");
		await settle();
		thought.open();
		await settle();
		await ana.takeOver();
		const more = user.says("To Medan, I mean");
		await settle();
		arrival.open();
		await Promise.all([turn, more]);
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: We ship on Mondays", "Ana joined"]);
		for (const { id } of await drafts()) expect(await ana.sends(id)).to.equal("already-sent");
	});
});

describe("Race 2: two takeovers at once", () => {
	it("give control to the later commit, and the earlier one is told", async () => {
		const { user, ana, nora, key, handoff, control, epoch, told, clock } = scene({ apps: bothDesks });
		await user.says("Hello");
		const [first, , second] = await Promise.all([
			handoff.submit(key, { type: "takeOver", ...ana.by }),
			user.says("Hello?"),
			handoff.submit(key, { type: "takeOver", ...nora.by }),
		]);
		await clock.advance(100);
		expect([first.status, second.status]).to.deep.equal(["done", "done"]);
		expect(await control()).to.equal("held by night");
		expect(await epoch()).to.equal(2);
		expect((await user.sees()).filter((line) => !line.startsWith("BOT"))).to.deep.equal([
			"Ana joined",
			"Ana left",
			"Nora joined",
		]);
		expect((await told("desk")).slice(-2)).to.deep.equal(["left", "revoked"]);
		expect(await ana.says("Hi", 1)).to.equal("not-in-control");
		expect(await nora.says("Hi")).to.equal("done");
	});
});

describe("Race 3: two desks confirm the same offer", () => {
	it("gives it to the first commit, and the second is told who has it", async () => {
		const { user, ana, nora, key, handoff, submit, control, conversation } = scene({ apps: bothDesks });
		await user.says(wish);
		const { control: offered } = await conversation();
		if (offered.phase !== "offered") throw new Error("Nobody was asked");
		const offer = offered.offer.id;
		const [, , late] = await Promise.all([
			handoff.submit(key, { type: "confirm", offer, ...ana.by }),
			user.says("Is anybody there?"),
			submit({ type: "confirm", offer, ...nora.by }),
		]);
		expect(await control()).to.equal("held by desk/ana");
		expect(late).to.deep.include({ status: "refused", code: "offer-gone" });
		expect(late).to.have.nested.property("standing.holder.app", "desk");
		expect((await user.sees()).filter((line) => line.endsWith("joined"))).to.deep.equal(["Ana joined"]);
	});
});

describe("Race 4: an acceptance after expiry", () => {
	it("is refused: the user has been told that nobody is free, and the bot goes on", async () => {
		const { user, ana, clock, control, submit, logged } = scene();
		await user.says(wish);
		const [offered] = await logged("offered");
		await clock.advance(301_000);
		await user.presses("BATON_LEAVE_MESSAGE", "none");
		await user.says("Then tell me about sizes");
		const late = await submit({ type: "confirm", offer: offered?.offer.id ?? ("" as never), ...ana.by });
		expect(late).to.deep.include({ status: "refused", code: "offer-gone" });
		expect(late).to.have.nested.property("standing.holder", undefined);
		expect(await control()).to.equal("bot");
		expect((await user.sees()).slice(1)).to.deep.equal([
			"notice nobodyFree",
			"notice requestCancelled",
			"BOT Shop bot: You said: Then tell me about sizes",
		]);
		expect(await ana.takeOver()).to.equal("done");
	});

	it("holds where it commits before the expiry: the timer that rings then changes nothing", async () => {
		const { user, ana, clock, control, submit, logged } = scene();
		await user.says(wish);
		const [offered] = await logged("offered");
		await clock.advance(299_000);
		await ana.confirms();
		await user.says("At last");
		await submit({ type: "ring", timer: "offer-expiry", about: offered?.offer.id ?? "" });
		await clock.advance(10_000);
		expect(await control()).to.equal("held by desk/ana");
		expect(await user.sees()).to.deep.equal(["notice pleaseWait", "Ana joined"]);
	});
});

describe("Race 5: the user writes between the request and its confirmation", () => {
	it("is answered by the bot, which has control, and the desk finds both in its mailbox", async () => {
		const { user, ana, told, key, store, logged } = scene();
		await user.says("Hello");
		await user.says(wish);
		await user.says("Do you have batik?");
		await ana.confirms();
		expect(await user.sees()).to.deep.equal([
			"BOT Shop bot: You said: Hello",
			"notice pleaseWait",
			"BOT Shop bot: You said: Do you have batik?",
			"Ana joined",
		]);
		expect(await told("desk")).to.include.members(["offered", "userSaid", "botSaid", "granted"]);
		const [granted] = await logged("granted");
		const readable = await store.readEntries(key, { after: (granted?.from ?? 1) - 1, limit: 100 });
		expect(readable[0]).to.deep.include({ type: "userSaid", position: 1 });
	});
});

describe("Race 6: a release crosses the user's next message", () => {
	it("leaves to the human what was committed before it; the bot is told of it", async () => {
		const transcripts: (string | undefined)[][] = [];
		const { user, ana, told } = scene({ bot: listening(transcripts) });
		await user.says("Hello");
		await ana.takeOver();
		await user.says("One more thing");
		await ana.releases();
		expect((await told("desk")).slice(-3)).to.deep.equal(["userSaid", "left", "revoked"]);
		expect(transcripts.at(-1)).to.include("One more thing");
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: Hello to you", "Ana joined", "Ana left"]);
	});

	it("leaves to the bot what was committed after it; a desk that watches hears of it", async () => {
		const { user, ana, told } = scene();
		await user.says("Hello");
		await ana.watches();
		await ana.takeOver();
		await ana.releases();
		await user.says("One more thing");
		expect((await user.sees()).at(-1)).to.equal("BOT Shop bot: You said: One more thing");
		expect((await told("desk")).slice(-2)).to.deep.equal(["userSaid", "botSaid"]);
	});

	it("tells the bot what was said while it was away before the message that comes after", async () => {
		const order: string[] = [];
		const { user, ana, handoff, key } = scene({
			bot: async ({ activity }) => {
				if (activity.type === "message") order.push(activity.text);
				if (activity.name === "handoff.status") order.push((activity.value as { state: string }).state);
			},
		});
		await user.says("Hello");
		await ana.takeOver();
		await Promise.all([
			handoff.submit(key, { type: "release", epoch: 1 as Epoch, ...ana.by }),
			user.says("One more thing"),
		]);
		expect(order).to.deep.equal(["Hello", "accepted", "completed", "One more thing"]);
	});
});

describe("Race 7: a release by someone who no longer holds control", () => {
	it("is refused, and the conversation of whoever holds it now goes on", async () => {
		const { user, ana, nora, submit, control } = scene({ apps: bothDesks });
		await user.says("Hello");
		await ana.takeOver();
		await nora.takeOver();
		await user.says("Who is there?");
		const outcome = await submit({ type: "release", epoch: 1 as Epoch, ...ana.by });
		expect(outcome).to.deep.include({ status: "refused", code: "not-in-control" });
		expect(outcome).to.have.nested.property("standing.epoch", 2);
		expect(await control()).to.equal("held by night");
		await nora.says("Nora is");
		expect((await user.sees()).slice(1)).to.deep.equal([
			"Ana joined",
			"Ana left",
			"Nora joined",
			"HUMAN Nora: Nora is",
		]);
	});

	it("is refused also where control came back to the same person meanwhile", async () => {
		const { user, ana, submit, control } = scene();
		await user.says("Hello");
		await ana.takeOver();
		await ana.releases();
		await user.says("Are you still there?");
		await ana.takeOver();
		const outcome = await submit({ type: "release", epoch: 1 as Epoch, ...ana.by });
		expect(outcome).to.deep.include({ status: "refused", code: "stale-epoch" });
		expect(await control()).to.equal("held by desk/ana");
	});
});

describe("Race 8: a desk comes back after its lease ended", () => {
	it("is refused with what its human had typed, and told who holds control", async () => {
		const { user, ana, handoff, clock, submit, logged, control } = scene({ appLeaseMs: 60_000 });
		await user.says("Hello");
		await ana.takeOver();
		handoff.appLeft("desk" as AppId);
		await clock.advance(61_000);
		await user.says("Hello?");
		handoff.appArrived("desk" as AppId);
		const late = await submit({
			type: "speak",
			epoch: 1 as Epoch,
			activity: { type: "message", text: "Sorry, here I am" },
			...ana.by,
		});
		expect(late).to.deep.include({ status: "refused", code: "not-in-control" });
		expect(late).to.have.nested.property("standing.epoch", 2);
		expect(late).to.have.nested.property("standing.holder", undefined);
		expect(await logged("appSaid")).to.deep.equal([]);
		expect((await user.sees()).slice(1)).to.deep.equal([
			"Ana joined",
			"Ana left",
			"notice humanGone",
			"BOT Shop bot: You said: Hello?",
		]);
		expect(await control()).to.equal("bot");
		await ana.takeOver();
		expect(await ana.says("Sorry, here I am")).to.equal("done");
	});
});

describe("Race 9: a human answers from the platform's inbox while a desk takes over", () => {
	const inbox: AppOptions = { id: "inbox", kind: "human", displayName: "Page inbox", offered: false };

	for (const [first, second] of [
		["inbox", "desk"],
		["desk", "inbox"],
	] as const) {
		it(`gives control to the ${second} where its takeover commits later, and tells the ${first}`, async () => {
			const { user, ana, person, told, control, key, handoff, clock } = scene({ apps: [shopDesk, inbox] });
			const page = person("inbox", "page", "The page");
			await user.says("Hello");
			const by = { inbox: page.by, desk: ana.by };
			await Promise.all([
				handoff.submit(key, { type: "takeOver", ...by[first] }),
				handoff.submit(key, { type: "takeOver", ...by[second] }),
			]);
			await clock.advance(100);
			await user.says("Hello?");
			expect(await control()).to.equal(second === "desk" ? "held by desk/ana" : "held by inbox");
			expect((await told(first)).at(-1)).to.equal("revoked");
			expect((await told(second)).at(-1)).to.equal("userSaid");
			const people = (await user.sees()).slice(1);
			expect(people).to.have.length(3);
			expect(people.map((line) => line.split(" ").at(-1))).to.deep.equal(["joined", "left", "joined"]);
		});
	}
});

describe("Race 10: a sender dies between the platform's acceptance and our record", () => {
	it("leaves a fate that nobody knows where the channel takes the same thing twice, and says so", async () => {
		const { user, ana, logged, clock, beginSuccessor, channel } = await withDyingSender("at-most-once");
		await ana.says("Hi");
		beginSuccessor();
		await clock.advance(60_000);
		await user.says("Are you there?");
		await ana.says("Yes, I am");
		expect(channel.requests.filter(({ activity }) => activity.text === "Hi")).to.have.length(1);
		const [failed] = await logged("deliveryFailed");
		expect(failed).to.deep.include({ state: "unknown", to: ["desk"] });
	});

	it("is repeated where the channel drops the second one", async () => {
		const { ana, logged, clock, beginSuccessor, channel } = await withDyingSender("idempotent");
		await ana.says("Hi");
		beginSuccessor();
		await clock.advance(60_000);
		const requests = channel.requests.filter(({ activity }) => activity.text === "Hi");
		expect(requests).to.have.length(2);
		expect(requests[0]?.id).to.equal(requests[1]?.id);
		expect(await logged("deliveryFailed")).to.deep.equal([]);
	});

	async function withDyingSender(repeat: "at-most-once" | "idempotent") {
		const clock = manualClock();
		const calm = memoryStore({ clock });
		let isDying = false;
		const dying: Store = {
			...calm,
			settleSend: (...given) => (isDying ? new Promise(() => {}) : calm.settleSend(...given)),
		};
		const all = scene({ clock, store: dying, channel: recordingChannel(repeat), bot: async () => {} });
		await all.user.says("Hello");
		await all.ana.takeOver();
		isDying = true;
		return { ...all, beginSuccessor: () => all.alsoRun({ store: calm }) };
	}
});

function thoughtful({ opened }: Gateway) {
	return async (context: TurnContext): Promise<void> => {
		if (context.activity.type !== "message") return;
		await opened;
		await context.sendActivity("We ship on Mondays");
	};
}

/** Keeps what it is told was said while it was away. */
function listening(transcripts: (string | undefined)[][]) {
	return async (context: TurnContext): Promise<void> => {
		const { activity } = context;
		if (activity.type === "message") await context.sendActivity(`${activity.text} to you`);
		const content = activity.attachments?.[0]?.content as { activities: { text?: string }[] } | undefined;
		if (content !== undefined) transcripts.push(content.activities.map(({ text }) => text));
	};
}
