import { deepEqual, equal, rejects } from "node:assert/strict";
import type { ServerFixture, ServerSuite } from "./server-fixture.js";

export function serverConnectingContract({ describe, test }: ServerSuite): void {
	describe("connecting", () => {
		test("greets an app with what it expects, and who else there is", async ({ connected, desk, botId }) => {
			const greeting = await (await connected(desk)).next("connected");

			deepEqual(
				[greeting.version, greeting.appId, greeting.kind, greeting.as],
				[1, desk.appId, "human", "app"],
			);
			deepEqual(greeting.botIds, [botId]);
			equal(
				greeting.apps.some(({ appId }) => appId === desk.appId),
				true,
			);
			equal(
				greeting.bots.some((bot) => bot.botId === botId),
				true,
			);
		});

		const refused: readonly (readonly [string, (fixture: ServerFixture) => object])[] = [
			["a wrong secret", ({ desk }) => ({ ...desk, appSecret: "guess" })],
			["an app that nobody knows", ({ desk }) => ({ ...desk, appId: "nobody" })],
			["a bot that is not the app's", ({ stranger, botId }) => ({ ...stranger, botIds: [botId] })],
			["no secret", ({ desk: { appId } }) => ({ appId })],
			["a ticket that is not its own", () => ({ ticket: "e30.e30" })],
		];
		for (const [what, credentials] of refused) {
			test(`sends away ${what}, and does not say which it was`, async (fixture) => {
				const line = await fixture.dial();
				line.send({ type: "connect", version: 1, ...credentials(fixture) });

				equal((await line.next("refused")).code, "forbidden");
				deepEqual(await line.closed(), { code: 4403, reason: "forbidden" });
			});
		}

		test("sends away a version that it does not speak", async ({ dial, desk }) => {
			const line = await dial();
			line.send({ type: "connect", version: 99, ...desk });

			equal((await line.next("refused")).code, "unsupported-version");
			equal((await line.closed()).code, 4406);
		});

		test("takes nothing but connect first", async ({ dial }) => {
			const line = await dial();
			line.send({ type: "getList", id: "early", of: "open" });

			equal((await line.next("refused")).code, "not-connected");
			equal((await line.closed()).code, 4401);
		});

		test("takes connect once", async ({ connected, desk, settled }) => {
			const line = await connected(desk);
			line.send({ type: "connect", version: 1, ...desk });

			equal((await line.next("refused")).code, "already-connected");
			await settled(line);
		});

		test("connects a person with a ticket, who acts in no other name", async ({ dial, ticketFor, user }) => {
			const ada = await user();
			const line = await dial();
			line.send({ type: "connect", version: 1, ticket: await ticketFor("agent") });
			const greeting = await line.next("connected");
			const tom = { id: "tom", displayName: "Tom" };
			line.send({ type: "takeover", id: "t", conversationId: ada.conversationId, person: tom });
			await line.answer("t");
			const input = { type: "text", value: "Hello" };
			const { epoch } = await line.next("takeoverConfirmed");
			line.send({ type: "agentSay", id: "s", conversationId: ada.conversationId, epoch, input, person: tom });

			deepEqual([greeting.as, greeting.person?.id], ["person", "mara"]);
			equal((await line.next("joined")).person.id, "mara");
		});

		test("lets a person look and not act with a ticket that is read-only", async ({
			dial,
			ticketFor,
			user,
		}) => {
			const ada = await user();
			const line = await dial();
			line.send({ type: "connect", version: 1, ticket: await ticketFor("read-only") });
			await line.next("connected");
			line.send({ type: "takeover", id: "t", conversationId: ada.conversationId });
			line.send({ type: "getTranscript", id: "g", conversationId: ada.conversationId });

			deepEqual(codeOf(await line.answer("t")), "read-only");
			equal((await line.answer("g")).type, "transcript");
		});

		test("does not let pages of strangers connect", async ({ dial, url }) => {
			await rejects(dial({ origin: "https://evil.example" }), /403/);
			await rejects(dial({ origin: "null" }), /403/);
			await dial({ origin: new URL(url).origin.replace(/^ws/, "http") });
		});

		test("asks who is quiet whether they are there, and ends whoever does not answer", async ({
			dial,
			desk,
		}) => {
			const quiet = await dial({ answersPings: false });
			quiet.send({ type: "connect", version: 1, ...desk });
			const there = await dial();
			there.send({ type: "connect", version: 1, ...desk });

			await quiet.next("ping");
			deepEqual(await quiet.closed(), { code: 4408, reason: "silent" });
			await there.next("ping", 2);
		}, 200);
	});
}

export function codeOf(answer: { readonly type: string; readonly code?: string }): string | undefined {
	return answer.type === "refused" ? answer.code : undefined;
}
