import { equal } from "node:assert/strict";
import { type DeskFixture, type DeskSuite, fail, handFor } from "./desk-fixture.js";

export function deskControlContract(suite: DeskSuite): void {
	suite.describe("control", () => {
		if (suite.kind !== "bot") offering(suite);
		losing(suite);
		passing(suite);
	});
}

function offering({ test, ifAble }: DeskSuite): void {
	test("sees that it is asked, and asked still, once, until it takes", async (fixture) => {
		const { customer, askFor, stands, takes, timePasses } = fixture;
		await customer.says("I want a person");
		await askFor(customer);
		await stands("asked");
		for (let times = 0; times < 3; times += 1) await timePasses(customer, "again");
		await stands("asked");

		await takes();

		await fixture.shows(["I want a person"]);
		equal((await fixture.words()).filter((text) => text === "I want a person").length, 1);
	});

	test("sees that it is asked no more when somebody else was faster", async (fixture) => {
		const { customer, askFor, stands, colleague } = fixture;
		await customer.says("Hello");
		await askFor(customer);
		await stands("asked");

		await colleague.send({ type: "takeover", conversationId: customer.conversationId, person: tom });

		await stands("elsewhere");
	});

	test("sees that it is asked no more when nobody came in time", async (fixture) => {
		const { customer, askFor, stands, timePasses } = fixture;
		await customer.says("Hello");
		await askFor(customer);
		await stands("asked");

		await timePasses(customer, "expired");

		await stands("elsewhere");
	});

	ifAble("decline", "declines, and the user is told", async ({ customer, askFor, stands, desk }) => {
		await customer.says("Hello");
		await askFor(customer);
		await stands("asked");

		await handFor(desk.decline, "decline")(customer.conversationId);

		await stands("elsewhere");
		await customer.hears(({ what }) => what === "notice");
	});
}

function losing({ test, ifAble }: DeskSuite): void {
	test("loses control to whoever takes over, and speaks no more", async (fixture) => {
		const { customer, stands, desk, colleague } = fixture;
		await isTakenOver(fixture);

		await Promise.resolve(desk.say(customer.conversationId, "It is still me")).catch(() => {});
		await colleague.send({
			type: "agentSay",
			conversationId: customer.conversationId,
			person: tom,
			input: text("Tom here"),
		});

		await customer.hears("Tom here");
		await stands("elsewhere");
		await isUnheard(fixture, "It is still me");
	});

	test("hears nothing of a conversation that somebody else has taken", async (fixture) => {
		const { customer, caughtUp, words } = fixture;
		await isTakenOver(fixture);

		await customer.says("Only for the other one");

		await caughtUp();
		fail(
			(await words()).filter((line) => line.startsWith("Only for")),
			"The desk shows what others are told",
		);
	});

	test("says nothing under an epoch that is over", async (fixture) => {
		await saysTooLate(fixture);
		await fixture.stands("elsewhere");
		await isUnheard(fixture, "Too late");
	});

	ifAble("unsent", "keeps for its human what was refused", async (fixture) => {
		await saysTooLate(fixture);
		await fixture.marks("Too late", "unsent");
	});
}

function passing({ test, ifAble }: DeskSuite): void {
	test("gives control back to the bot", async ({ customer, askFor, takes, desk, stands }) => {
		await customer.says("Hello");
		await askFor(customer);
		await takes();
		await desk.release(customer.conversationId);
		await stands("elsewhere");

		await customer.says("And now?");

		await customer.hears("You said And now?");
	});

	test("can take the same conversation again", async ({ customer, askFor, takes, desk, stands, shows }) => {
		await customer.says("Hello");
		await askFor(customer);
		await takes();
		await desk.release(customer.conversationId);
		await stands("elsewhere");
		await customer.says("One more thing");
		await askFor(customer);
		await takes();
		await desk.say(customer.conversationId, "Here I am again");

		await customer.hears("Here I am again");
		await shows(["Hello", "One more thing", "Here I am again"]);
	});

	ifAble("handOver", "hands over to another desk, and holds control until that confirms", async (fixture) => {
		const { customer, askFor, takes, desk, stands, colleague, colleagueId } = fixture;
		await customer.says("Hello");
		await askFor(customer);
		await takes();
		const offered = new Promise<string>((resolve) => {
			colleague.listen((heard) => heard.type === "handover" && resolve(heard.offerId));
		});
		await handFor(desk.handOver, "handOver")(customer.conversationId, colleagueId);
		const offerId = await offered;
		await stands("ours");

		await colleague.send({
			type: "handoverConfirmed",
			conversationId: customer.conversationId,
			offerId,
			person: tom,
		});

		await stands("elsewhere");
	});

	ifAble("watch", "hears a conversation that it watches, and leaves the bot to answer", async (fixture) => {
		const { customer, desk, shows, stands } = fixture;
		await customer.says("Before");
		await handFor(desk.watch, "watch")(customer.conversationId);
		await customer.says("While you watch");

		await shows(["Before", "While you watch", "You said While you watch"]);
		await stands("elsewhere");
	});
}

const tom = { id: "tom", displayName: "Tom" } as const;

function text(value: string) {
	return { type: "text", value } as const;
}

async function isTakenOver({ customer, askFor, takes, stands, colleague }: DeskFixture): Promise<void> {
	await customer.says("Hello");
	await askFor(customer);
	await takes();
	await colleague.send({ type: "takeover", conversationId: customer.conversationId, person: tom });
	await stands("elsewhere");
}

/** A human writes, and cannot know yet that control has moved. */
async function saysTooLate({ customer, askFor, takes, desk, colleague, tap }: DeskFixture): Promise<void> {
	await customer.says("Hello");
	await askFor(customer);
	await takes();
	tap.holdBack();
	await colleague.send({ type: "takeover", conversationId: customer.conversationId, person: tom });
	const saying = Promise.resolve(desk.say(customer.conversationId, "Too late")).catch(() => {});
	await colleague.send({
		type: "agentSay",
		conversationId: customer.conversationId,
		person: tom,
		input: text("Tom here"),
	});
	await customer.hears("Tom here");
	tap.letGo();
	await saying;
}

async function isUnheard({ customer, caughtUp }: DeskFixture, words: string): Promise<void> {
	await caughtUp();
	equal(
		customer.lines.some((line) => line.text === words),
		false,
	);
}
