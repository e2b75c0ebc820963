import { memoryStore, silentLogger } from "@baton/core";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { virtualClock } from "../src/emulator/index.js";
import { factOfPerson } from "../src/facts.js";
import { createGraphApi } from "../src/graph-api.js";
import { createProfiles, type Profiles } from "../src/profiles.js";
import { type Answer, type GraphServer, graphServer, json, refusal } from "./support/graph-server.js";
import { scene } from "./support/scene.js";
import { until } from "./support/until.js";
import { body, page, person, said } from "./support/webhook-body.js";

const dayMs = 24 * 60 * 60_000;
const sari = json(200, { first_name: "Sari", last_name: "Wulandari", id: person });

describe("Who people are", () => {
	const ends: (() => Promise<void>)[] = [];
	afterEach(async () => {
		for (const end of ends.splice(0)) await end();
	});

	async function open() {
		const server = await graphServer();
		ends.push(server.close);
		const clock = virtualClock();
		const store = memoryStore({ clock });
		const graph = createGraphApi({ baseUrl: server.url, appSecret: "s", tokenOf: () => "token" });
		const another = (): Profiles => createProfiles({ graph, store, clock, logger: silentLogger });
		return { server, clock, store, another, profiles: another() };
	}

	const asked = ({ calls }: GraphServer) => calls.map(({ path }) => path);

	it("is asked once, for all processes, and again after a month", async () => {
		const { server, clock, profiles, another } = await open();
		server.answers.push(sari, sari);
		expect(await Promise.all([1, 2].map(() => profiles.nameOf(page, person)))).to.deep.equal([
			"Sari Wulandari",
			"Sari Wulandari",
		]);
		expect(await another().nameOf(page, person)).to.equal("Sari Wulandari");
		expect(asked(server)).to.deep.equal([`/v25.0/${person}`]);
		expect(server.calls[0]?.query.get("fields")).to.equal("first_name,last_name");
		await clock.advance(31 * dayMs);
		expect(await profiles.nameOf(page, person)).to.equal("Sari Wulandari");
		expect(asked(server)).to.have.length(2);
	});

	it("is not asked for a day where Meta does not tell", async () => {
		for (const answer of [json(200, { id: person }), refusal(2018218), refusal(190)]) {
			const { server, clock, profiles } = await open();
			server.answers.push(answer, sari);
			expect(await profiles.nameOf(page, person)).to.equal(undefined);
			await clock.advance(dayMs / 2);
			expect(await profiles.nameOf(page, person)).to.equal(undefined);
			expect(asked(server)).to.have.length(1);
			await clock.advance(dayMs);
			expect(await profiles.nameOf(page, person)).to.equal("Sari Wulandari");
		}
	});

	it("is not waited for where Meta is slow, and known by the next message", async () => {
		const { server, clock, profiles } = await open();
		let tell = (): void => {};
		const later: Answer = (call, response) => {
			tell = () => sari(call, response);
		};
		server.answers.push(later, later);
		const first = profiles.nameOf(page, person);
		await server.got(1);
		await clock.advance(1_000);
		expect(await first).to.equal(undefined);
		expect(await profiles.nameOf(page, "7251")).to.equal(undefined);
		await server.got(2);
		tell();
		let name: string | undefined;
		await until(async () => {
			name = await profiles.nameOf(page, "7251");
			return name !== undefined;
		});
		expect(name).to.equal("Sari Wulandari");
	});

	it("is asked of fifty at once, and of others when they write again", async () => {
		const { server, profiles } = await open();
		server.answers.push(...Array.from({ length: 60 }, () => sari));
		const crowd = Array.from({ length: 60 }, (_, place) => String(8000 + place));
		const names = await Promise.all(crowd.map((each) => profiles.nameOf(page, each)));
		expect(names.filter((name) => name !== undefined)).to.have.length(50);
		expect(await profiles.nameOf(page, "8059")).to.equal("Sari Wulandari");
	});

	it("is asked of nobody whom only a plugin knows", async () => {
		const { server, profiles } = await open();
		expect(await profiles.nameOf(page, "user_ref:7250")).to.equal(undefined);
		expect(server.calls).to.have.length(0);
	});

	it("is known to bot and desk with the first message, and forgotten with them", async () => {
		const stage = await scene();
		ends.push(stage.end);
		stage.graph.profiles.set(person, "Sari");
		await stage.post(body(said("hello")));
		await stage.hears(1);
		expect(stage.heard[0]?.from).to.deep.include({ id: person, name: "Sari" });
		expect((await stage.handoff.store.load(stage.key)).conversation?.user.name).to.equal("Sari");
		const fact = factOfPerson(stage.key, "name");
		expect(await stage.handoff.store.readFact(fact)).to.equal("Sari");
		await stage.handoff.erase({ conversation: stage.key });
		expect(await stage.handoff.store.readFact(fact)).to.equal(undefined);
	});

	it("is asked of nobody if that is not wanted", async () => {
		const stage = await scene({ messenger: { profiles: false } });
		ends.push(stage.end);
		await stage.post(body(said("hello")));
		await stage.hears(1);
		expect(stage.graph.asides.filter(({ method }) => method === "GET")).to.have.length(0);
	});
});
