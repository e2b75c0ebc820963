import { connect } from "node:net";
import { FacebookEventTypeMiddleware as OriginalMiddleware } from "botbuilder-adapter-facebook";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { FacebookEventTypeMiddleware, sign } from "../../src/index.js";
import { refusal } from "../support/graph-server.js";
import { body, echoed, noon, page, person, said, secret, standby, told } from "../support/webhook-body.js";
import { adapters, openShop, type Shop } from "./shop.js";

type Sent = Readonly<Record<string, unknown>>;

for (const [name, make] of Object.entries(adapters)) {
	describe(name, () => {
		let shop: Shop;
		beforeEach(async () => {
			shop = await openShop(make);
		});
		afterEach(() => shop.close());

		const sent = (): readonly Sent[] => shop.graph.messages().map((call) => call.body);

		describe("on Botkit's own webserver", () => {
			it("verifies the webhook, and says no to another token", async () => {
				const ask = async (token: string): Promise<Response> =>
					fetch(
						`${shop.url}?${new URLSearchParams({ "hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "42" })}`,
					);
				const answer = await ask("let me in");
				expect([answer.status, await answer.text()]).to.deep.equal([200, "42"]);
				expect(answer.headers.get("content-type")).to.match(/^text\/plain/);
				expect((await ask("let me")).status).to.equal(403);
			});

			it("takes what is signed with SHA-256, and lives on after what is not signed", async () => {
				shop.on(["message"]);
				expect(await shop.post(body(said("hi")), "another secret")).to.equal(401);
				expect((await fetch(shop.url, { method: "POST", body: "{}" })).status).to.equal(401);
				expect(await shop.post(body(said("hi")))).to.equal(200);
				await shop.hears(1);
				expect(shop.heard).to.deep.equal(["message: hi"]);
			});

			it("reads bytes, also where a character comes in two packets", async () => {
				shop.on(["message"]);
				const bytes = Buffer.from(JSON.stringify(body(said("zürich"))));
				const cut = bytes.indexOf("ü") + 1;
				const head = `POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-hub-signature-256: ${sign(bytes, secret)}\r\ncontent-length: ${bytes.length}\r\n\r\n`;
				const socket = connect(Number(new URL(shop.url).port), "127.0.0.1").setNoDelay(true);
				await new Promise<void>((resolve) => void socket.write(head, () => resolve()));
				await new Promise<void>((resolve) => void socket.write(bytes.subarray(0, cut), () => resolve()));
				await new Promise(setImmediate);
				socket.end(bytes.subarray(cut));
				await shop.hears(1);
				expect(shop.heard).to.deep.equal(["message: zürich"]);
			});

			it("answers whatever Messenger sends, and goes on with the rest of a batch", async () => {
				shop.on(["message"]);
				const changes = { object: "page", entry: [{ id: page, time: noon, changes: [{ field: "feed" }] }] };
				expect(await shop.post(standby(said("for the human")))).to.equal(200);
				expect(await shop.post(changes)).to.equal(200);
				expect(await shop.post({ object: "page", entry: [{ id: page }] })).to.equal(200);
				expect(await shop.post({ hello: "world" })).to.equal(404);
				const noSender = { recipient: { id: page }, timestamp: noon, app_roles: { 1: ["primary_receiver"] } };
				expect(await shop.post(body(noSender, told({ message: 5 }), said("hi")))).to.equal(200);
				await shop.hears(1);
				expect(shop.heard).to.deep.equal(["message: hi"]);
			});

			it("answers before the bot has", async () => {
				let finish = (): void => {};
				const busy = new Promise<void>((resolve) => {
					finish = resolve;
				});
				shop.on(["message"], () => busy);
				expect(await shop.post(body(said("hi")))).to.equal(200);
				finish();
			});
		});

		describe("gives Botkit", () => {
			it("messages with the platform's id and time, once", async () => {
				shop.on(["message"]);
				await shop.post(body(said("hi", "m_1"), said("hi", "m_1")));
				await shop.post(body(said("hi", "m_1"), said("ho", "m_2")));
				await shop.hears(2);
				expect(shop.heard).to.deep.equal(["message: hi", "message: ho"]);
				const { incoming_message: activity } = shop.messages[0] ?? {};
				expect(activity).to.deep.include({ id: "m_1", timestamp: new Date(noon) });
				expect(shop.messages[0]).to.deep.include({ user: person, channel: person });
			});

			const names: Readonly<Record<string, Sent>> = {
				facebook_postback: { postback: { payload: "GET_STARTED", title: "Start" } },
				facebook_referral: { referral: { ref: "poster" } },
				facebook_optin: { optin: { ref: "r" } },
				message_delivered: { delivery: { watermark: 1 } },
				message_read: { read: { watermark: 1 } },
				facebook_account_linking: { account_linking: { status: "unlinked" } },
				facebook_app_roles: { app_roles: { 1: [] } },
				facebook_receive_thread_control: { pass_thread_control: { new_owner_app_id: "1" } },
				facebook_lose_thread_control: { take_thread_control: { previous_owner_app_id: "1" } },
				facebook_request_thread_control: { request_thread_control: { requested_owner_app_id: 1 } },
			};
			for (const [event, what] of Object.entries(names)) {
				for (const [whose, Middleware] of Object.entries({
					our: FacebookEventTypeMiddleware,
					"the original": OriginalMiddleware,
				})) {
					it(`${event}, with ${whose} middleware for event types`, async () => {
						shop.adapter.use(new Middleware() as never);
						shop.on([event]);
						await shop.post(body(told(what)));
						await shop.hears(1);
						expect(shop.heard[0]).to.match(new RegExp(`^${event}`));
					});
				}
			}

			it("echoes and standby for what they are, and nothing on standby for a press", async () => {
				shop.adapter.use(new OriginalMiddleware() as never);
				shop.on(["message_echo", "standby", "facebook_postback", "message"]);
				await shop.post(standby(told({ postback: { title: "Talk", payload: "TALK", mid: "m_1" } })));
				await shop.post(body(echoed({ text: "hello" })));
				await shop.hears(2);
				expect(shop.heard.map((line) => line.split(":")[0])).to.deep.equal(["standby", "message_echo"]);
				expect(shop.messages[1]).to.include({ channel: person });
			});

			it("reactions and edits under names of their own, with our middleware for event types", async () => {
				shop.adapter.use(new FacebookEventTypeMiddleware() as never);
				shop.on(["facebook_reaction", "facebook_message_edit"]);
				await shop.post(body(told({ reaction: { mid: "m_1", action: "react", emoji: "❤" } })));
				await shop.post(body(told({ message_edit: { mid: "m_1", text: "hello", num_edit: 1 } })));
				await shop.hears(2);
			});

			it("a payload to hear where there is no middleware, and quick replies as they were", async () => {
				shop.on(["message"]);
				await shop.post(body(told({ postback: { payload: "GET_STARTED", title: "Start" } })));
				await shop.post(
					body(told({ message: { mid: "m_2", text: "Red", quick_reply: { payload: "RED" } } })),
				);
				await shop.hears(2);
				expect(shop.heard).to.deep.equal(["message: GET_STARTED", "message: Red"]);
				expect(shop.messages[1]).to.deep.include({ quick_reply: { payload: "RED" } });
			});
		});

		describe("sends", () => {
			const answer = async (reply: object): Promise<unknown> => {
				let outcome: unknown;
				shop.on(["message"], async (_bot, message) => {
					const sending = message.context?.sendActivities([reply as never].flat());
					outcome = await sending?.catch((error: unknown) => error);
				});
				await shop.post(body(said("hi")));
				await shop.hears(1);
				return outcome;
			};

			it("what the team put into channel data, and a mark that its echo is known by", async () => {
				const quick_replies = [{ title: "Red", payload: "RED" }];
				await answer({
					type: "message",
					text: "Which?",
					channelData: { quick_replies, messaging_type: "UPDATE" },
				});
				expect(sent()[0]).to.deep.include({ recipient: { id: person }, messaging_type: "UPDATE" });
				const message = sent()[0]?.message as Sent;
				expect(message).to.deep.include({
					text: "Which?",
					quick_replies: [{ content_type: "text", ...quick_replies[0] }],
				});
				expect(message.metadata).to.be.a("string");
			});

			it("attachments and suggested actions, as other channels do", async () => {
				const suggestedActions = { actions: [{ type: "imBack", title: "Red", value: "Red" }], to: [] };
				await answer([
					{
						type: "message",
						attachments: [{ contentType: "image/png", contentUrl: "https://cdn.example/a.png" }],
					},
					{ type: "message", text: "Which?", suggestedActions },
				]);
				const [picture, question] = sent().map(({ message }) => message as Sent);
				expect(picture?.attachment).to.deep.include({ type: "image" });
				expect(question?.quick_replies).to.have.nested.property("[0].title", "Red");
			});

			it("typing too, and gives one response for each, in order", async () => {
				const responses = await answer([{ type: "typing" }, { type: "message", text: "Hi!" }]);
				expect(sent().map(({ sender_action: action }) => action)).to.deep.equal(["typing_on", undefined]);
				expect(responses).to.have.length(2);
				expect((responses as readonly { id: string }[])[1]?.id).to.match(/^m_/);
			});

			it("to a version that is served, with the token where no log has it", async () => {
				await answer({ type: "message", text: "Hi!" });
				const [call] = shop.graph.messages();
				expect(call?.path).to.equal(`/v25.0/${page}/messages`);
				expect(call?.headers.authorization).to.equal("Bearer page-token");
				expect(String(call?.query)).not.to.contain("page-token");
			});

			it("or says why not, with Meta's code", async () => {
				shop.graph.answers.push(refusal(551, 1545041));
				const error = await answer({ type: "message", text: "Hi!" });
				expect(error).to.include({ code: "messenger-not-sent" });
				expect((error as Error).message).to.contain("551");
			});
		});

		it("lets handlers call the Graph API, and bots write first", async () => {
			shop.on(["message"], async (bot) => {
				const { api } = bot as unknown as {
					api: { callAPI(path: string, method: string, payload: object): Promise<unknown> };
				};
				await api.callAPI("/me/messages", "POST", { recipient: { id: person }, sender_action: "typing_on" });
			});
			await shop.post(body(said("hi")));
			await shop.hears(1);
			expect(sent()).to.deep.equal([{ recipient: { id: person }, sender_action: "typing_on" }]);
			const bot = (await shop.controller.spawn(page)) as BotWorkerOfFacebook;
			await bot.startConversationWithUser("8888");
			await bot.say("Your order is here");
			expect(sent()[1]).to.deep.include({ recipient: { id: "8888" } });
		});
	});
}

interface BotWorkerOfFacebook {
	startConversationWithUser(user: string): Promise<void>;
	say(text: string): Promise<unknown>;
}
