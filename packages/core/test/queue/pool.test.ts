import { expect } from "chai";
import type { AppOptions } from "../../src/index.js";
import { handoffInitiation } from "../../src/index.js";
import { scene } from "../support/scene.js";

const desk = (id: string, more: Partial<AppOptions> = {}): AppOptions => ({
	...{ id, kind: "human", displayName: id },
	...more,
});

const apps = [
	desk("orders-id", { skills: ["orders"], languages: ["id"] }),
	desk("orders-en", { skills: ["orders"], languages: ["en-GB"] }),
	desk("general-id", { languages: ["id-ID"] }),
	desk("general", {}),
];

/** Who is asked when the bot asks for a person with these needs. */
async function askedFor(
	value: unknown,
	locale: string,
	of: readonly AppOptions[] = apps,
): Promise<readonly string[]> {
	const { user, conversation } = scene({
		...{ apps: of, locale },
		bot: async (context) => {
			await context.sendActivity(handoffInitiation({ context: context as never, value }) as never);
		},
	});
	await user.says("Help");
	const { control } = await conversation();
	return control.phase === "offered" ? control.offer.to : [];
}

describe("The pool that is asked", () => {
	it("has the skill and the language of the user", async () => {
		expect(await askedFor({ skill: "orders" }, "id-ID")).to.deep.equal(["orders-id"]);
		expect(await askedFor({ skills: ["orders"] }, "en-US")).to.deep.equal(["general"]);
	});

	it("is everybody who speaks the language where no skill is needed", async () => {
		expect(await askedFor(undefined, "in_ID")).to.deep.equal(["orders-id", "general-id", "general"]);
		expect(await askedFor(undefined, "en")).to.deep.equal(["orders-en", "general"]);
	});

	it("prefers the language to the skill where nobody has both", async () => {
		expect(await askedFor({ skill: "refunds" }, "id")).to.deep.equal(["orders-id", "general-id", "general"]);
	});

	it("prefers the skill to anybody where nobody speaks the language", async () => {
		const of = [desk("a", { skills: ["orders"], languages: ["id"] }), desk("b", { languages: ["id"] })];
		expect(await askedFor({ skill: "orders" }, "fr", of)).to.deep.equal(["a"]);
	});

	it("is anybody rather than nobody", async () => {
		const of = [desk("a", { languages: ["id"] }), desk("b", { skills: ["orders"], languages: ["jv"] })];
		expect(await askedFor({ skill: "refunds" }, "fr", of)).to.deep.equal(["a", "b"]);
	});

	it("takes the language that the bot names before the user's own", async () => {
		expect(await askedFor({ skill: "orders", language: "en" }, "id")).to.deep.equal(["orders-en"]);
	});

	it("follows from the intent where the team says which skills that needs", async () => {
		const { user, conversation } = scene({
			...{ apps, locale: "id", skillsFor: { "order.late": ["orders"] } },
			gate: {
				...{ name: "sure of little", on: "turn" },
				decide: () => verdict,
				judge: () => verdict,
			} as never,
		});
		await user.says("Where is it?");
		const { control } = await conversation();
		expect(control).to.have.nested.property("offer.to").that.deep.equals(["orders-id"]);
		expect(control).to.have.nested.property("offer.needs.skills").that.deep.equals(["orders"]);
	});

	it("has only those who are there by their hours", async () => {
		const day = { timeZone: "UTC", open: { monday: ["08:00-17:00"] } };
		const night = { timeZone: "UTC", open: { monday: ["17:00-24:00"] } };
		const of = [desk("day", { hours: day }), desk("night", { hours: night })];
		const { user, clock, conversation } = scene({ apps: of });
		await user.says("I want to talk to a human");
		expect((await conversation()).control)
			.to.have.nested.property("offer.to")
			.that.deep.equals(["day"]);
		await clock.advance(8.5 * 3_600_000);
		await user.says("I want to talk to a human");
		expect((await conversation()).control)
			.to.have.nested.property("offer.to")
			.that.deep.equals(["night"]);
	});

	it("is chosen anew by whoever hands over without naming anybody", async () => {
		const { person, user, submit, conversation } = scene({ apps, locale: "id" });
		await user.says("Hello");
		const by = person("general", "gita").by;
		await submit({ type: "takeOver", ...by });
		const { epoch } = (await conversation()).control;
		await submit({ type: "handOver", epoch, to: [], needs: { skills: ["orders"] }, ...by });
		expect((await conversation()).control)
			.to.have.nested.property("offer.to")
			.that.deep.equals(["orders-id"]);
	});
});

const verdict = {
	verdict: "handOff",
	reason: "unsure",
	recognition: { text: "", intents: [{ intent: "order.late", confidence: 0.4 }] },
} as const;
