import { Botkit, BotkitConversation, type BotkitMessage, type BotWorker } from "botkit";
import { expect } from "chai";
import { describe, it } from "mocha";
import { botkitPlugin } from "../../src/botkit/index.js";
import { BatonError, createHandoff, type Logger, silentLogger } from "../../src/index.js";
import { addOrderDialog, BotkitHost, type BotkitScene, botkitScene, place } from "./botkit-scene.js";

const failToStore = async (): Promise<never> => {
	throw new BatonError("store-failed", "Cannot commit");
};

const fail = async (): Promise<never> => {
	throw new Error("The shop's database is away");
};

type Next = (error?: unknown) => void;

/** Where a Botkit bot may fail: each makes the next message fail. */
const failures: Readonly<Record<string, (scene: BotkitScene) => void>> = {
	"a hears handler": ({ controller }) => controller.hears("order", "message", fail),
	"an interrupts handler": ({ controller }) => controller.interrupts("order", "message", fail),
	"an event handler": ({ controller }) => controller.on("message", fail),
	"a pattern": ({ controller }) => controller.hears(fail, "message", async () => {}),
	"an async middleware": ({ controller }) =>
		controller.middleware.receive.use(async (_bot: BotWorker, _message: BotkitMessage, _next: Next) =>
			fail(),
		),
	"a middleware that returns a promise": ({ controller }) =>
		controller.middleware.interpret.use(() => fail()),
	"a middleware that throws": ({ controller }) =>
		controller.middleware.ingest.use(() => {
			throw new Error("The shop's database is away");
		}),
	"a middleware that says so": ({ controller }) =>
		controller.middleware.receive.use((_bot: BotWorker, _message: BotkitMessage, next: Next) =>
			next(new Error("The shop's database is away")),
		),
	"a dialog": (scene) => {
		const dialog = new BotkitConversation("order", scene.controller);
		dialog.before("default", fail);
		dialog.say("Which size?");
		addOrderDialog(scene, dialog);
	},
	"the store of its dialogs": ({ controller, storage }) => {
		storage.read = fail;
		controller.on("message", async () => {});
	},
};

for (const [name, arrange] of Object.entries(failures)) {
	describe(`An error in ${name} of a Botkit bot`, () => {
		it("reaches onTurnError once, and a person is asked for", async () => {
			const scene = botkitScene();
			arrange(scene);
			await scene.says("order");
			expect(scene.adapter.errors.map(String)).to.have.length(1);
			expect(String(scene.adapter.errors[0])).to.contain("The shop's database is away");
			const [offered] = await scene.logged("offered");
			expect(offered?.offer.reason.type).to.equal("bot-failed");
			expect(offered?.offer.reason.detail).to.contain("The shop's database is away");
		});
	});
}

describe("A Botkit bot", () => {
	it("answers the next message after an error", async () => {
		const scene = botkitScene();
		scene.controller.hears("order", "message", fail);
		scene.controller.hears("hello", "message", async (bot) => {
			await bot.say("Halo");
		});
		await scene.says("order");
		await scene.says("hello");
		expect(scene.texts()).to.include("Halo");
	});

	it("that never settles is given up after its time limit, and a person is asked for", async () => {
		const scene = botkitScene({ limits: { botMs: 10_000 } });
		scene.controller.hears("order", "message", () => new Promise(() => {}));
		const turn = scene.says("order");
		await scene.clock.advance(10_000);
		await turn;
		expect(scene.adapter.errors.map(String)).to.have.length(1);
		expect(String(scene.adapter.errors[0])).to.contain("bot-timeout");
		expect((await scene.logged("offered")).map(({ offer }) => offer.reason.type)).to.deep.equal([
			"bot-failed",
		]);
	});

	it("whose middleware never goes on is given up as well", async () => {
		const scene = botkitScene({ limits: { botMs: 10_000 } });
		scene.controller.middleware.receive.use((_bot: BotWorker, _message: BotkitMessage, _next: Next) => {});
		const turn = scene.says("order");
		await scene.clock.advance(10_000);
		await turn;
		expect((await scene.logged("offered")).map(({ offer }) => offer.reason.type)).to.deep.equal([
			"bot-failed",
		]);
	});

	it("that speaks after its time is up leaves a draft", async () => {
		const scene = botkitScene({ limits: { botMs: 10_000 } });
		let speak = (): void => {};
		const later = new Promise<void>((resolve) => {
			speak = resolve;
		});
		let spoken: Promise<unknown> | undefined;
		scene.controller.hears("order", "message", (_, message) => {
			const { context } = message;
			const send = context.sendActivity.bind(context);
			spoken = later.then(() => send("Which size?"));
			return new Promise(() => {});
		});
		const turn = scene.says("order");
		await scene.clock.advance(10_000);
		await turn;
		speak();
		await spoken?.catch(() => {});
		expect(scene.texts()).not.to.include("Which size?");
	});
});

describe("say()", () => {
	it("rejects where sending fails and Baton has no part in it", async () => {
		const scene = botkitScene();
		scene.adapter.sendActivities = fail;
		const failures: unknown[] = [];
		scene.controller.on("message", async (bot) => {
			await bot.say("Halo, everybody").catch((error: unknown) => failures.push(error));
		});
		await scene.hears({ text: "hello", conversation: { ...place.conversation, id: "g1", isGroup: true } });
		expect(failures.map(String)).to.deep.equal(["Error: The shop's database is away"]);
	});

	it("rejects where a send middleware fails", async () => {
		const scene = botkitScene();
		scene.controller.middleware.send.use(async (_bot: BotWorker, _activity: unknown, _next: Next) => fail());
		const failures: unknown[] = [];
		scene.controller.on("message", async (bot) => {
			await bot.say("Halo").catch((error: unknown) => failures.push(error));
		});
		await scene.says("hello");
		expect(failures.map(String)).to.deep.equal(["Error: The shop's database is away"]);
	});

	it("does not reject where the store fails", async () => {
		const logged: string[] = [];
		const logger: Logger = { ...silentLogger, error: (event) => logged.push(event) };
		const scene = botkitScene({ logger });
		const commit = scene.store.commit.bind(scene.store);
		let response: unknown = "none";
		scene.controller.on("message", async (bot) => {
			scene.store.commit = failToStore;
			response = await bot.say("Halo");
			scene.store.commit = commit;
		});
		await scene.says("hello");
		expect(response).to.deep.equal({ id: "" });
		expect(logged).to.deep.equal(["speech-lost"]);
		expect(scene.adapter.errors.map(String)).to.deep.equal(["BatonError: [store-failed] Cannot commit"]);
	});
});

describe("An adapter without onTurnError", () => {
	function bare(adapter: BotkitHost): { readonly controller: Botkit; readonly logged: readonly string[] } {
		const logged: string[] = [];
		const logger: Logger = { ...silentLogger, error: (event) => logged.push(event) };
		adapter.onTurnError = undefined as never;
		const controller = new Botkit({ adapter, disable_webserver: true, disable_console: true });
		adapter.controller = controller;
		const handoff = createHandoff({ bot: { id: "shop", displayName: "Shop bot" }, logger: silentLogger });
		controller.usePlugin(botkitPlugin(handoff, { logger }));
		return { controller, logged };
	}

	it("has the error of a turn logged", async () => {
		const adapter = new BotkitHost();
		const { controller, logged } = bare(adapter);
		controller.hears("order", "message", fail);
		await adapter.hear({ ...place, type: "message", id: "m1", text: "order" });
		expect(logged).to.deep.equal(["turn-failed"]);
	});

	it("answers a webhook that it refuses, instead of ending the process", async () => {
		const adapter = Object.assign(new BotkitHost(), {
			processActivity: fail as (...given: unknown[]) => unknown,
		});
		const { logged } = bare(adapter);
		let ended = 0;
		const response = {
			statusCode: 401,
			writableEnded: false,
			end() {
				ended += 1;
			},
		};
		await adapter.processActivity({}, response, async () => {});
		expect(ended).to.equal(1);
		expect(response.statusCode).to.equal(401);
		expect(logged).to.deep.equal(["webhook-failed"]);
	});
});
