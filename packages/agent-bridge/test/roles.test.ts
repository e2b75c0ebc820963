import type { AppId, BotId } from "@baton/core";
import { userId } from "@baton/core";
import { expect } from "chai";
import { clientFrame, parseServerFrame, type ServerFrame } from "../src/index.js";
import { settle } from "./support/manual-clock.js";
import { mara, openStage, type Stage, type StageOptions, secret, tom } from "./support/stage.js";

type Rank = "app" | "supervisor" | "agent" | "read-only";
type Whose = "mine" | "a colleague's" | "nobody's" | "another bot's";

const ranks: readonly Rank[] = ["app", "supervisor", "agent", "read-only"];
const types = clientFrame.options.map((frame) => frame.shape.type.value);
const entryId = "1.none";

/** The members of each frame, as somebody would send it who believes in the epoch. */
const members: Readonly<Record<string, object>> = {
	connect: { version: 1, appId: "console", appSecret: secret },
	ack: { position: 0 },
	pong: {},
	typing: {},
	looking: { doing: "reading" },
	getTranscript: {},
	getList: { of: "open" },
	takeNext: {},
	search: { text: "hello" },
	getTicket: { person: tom },
	getAudit: {},
	handover: { toAppId: "night-desk" },
	handoverConfirmed: { offerId: "o1" },
	handoverDeclined: { offerId: "o1" },
	withdraw: {},
	takeover: {},
	release: {},
	close: {},
	agentSay: { input: { type: "text", value: "hello" } },
	interject: { input: { type: "text", value: "hello" } },
	edit: { editedId: entryId, input: { type: "text", value: "hello" } },
	delete: { deletedId: entryId },
	sendDraft: { draftId: entryId },
	discardDraft: { draftId: entryId },
	sayAgain: { entryId },
	giveUp: { entryId },
	watch: {},
	unwatch: {},
	note: { text: "a note" },
	askRating: {},
	mode: { mode: "draft-only" },
};

/** What has no answer, and what is about no conversation: the matrix says of these only whether they are refused. */
const withoutAnswer = ["ack", "pong", "typing", "looking"];
const aboutNone = ["connect", "getList", "takeNext", "search", "getTicket", "getAudit"];

const reading = ["connect", "ack", "pong", "typing", "looking", "getTranscript", "getList", "search"];
const forNobodyElse: Readonly<Record<Rank, readonly string[]>> = {
	app: [],
	supervisor: ["getTicket"],
	agent: ["getTicket", "getAudit"],
	"read-only": types.filter((type) => !reading.includes(type)),
};
/** Refused where a colleague holds control. Taking over is what makes them one's own. */
const colleagues: Readonly<Record<Rank, readonly string[]>> = {
	app: ["handover", "release", "close", "agentSay"],
	supervisor: ["agentSay"],
	agent: [
		...["handover", "withdraw", "release", "close", "agentSay", "edit", "delete"],
		...["sendDraft", "discardDraft", "sayAgain", "giveUp", "askRating", "mode"],
	],
	"read-only": [],
};

function expected(rank: Rank, type: string, whose: Whose): readonly string[] | undefined {
	if (type === "connect") return ["already-connected"];
	if (forNobodyElse[rank].includes(type)) return ["read-only", "not-allowed"];
	if (whose === "another bot's" && !aboutNone.includes(type)) return ["unknown-conversation"];
	if (whose === "a colleague's" && colleagues[rank].includes(type)) return ["colleague-in-control"];
	return undefined;
}

/** What no role explains: the conversation itself may not allow it, or it has nothing of the kind. */
const unrelated = [
	...["offer-gone", "not-in-control", "nothing-to-withdraw", "unknown-draft", "unknown-entry"],
	...["illegal-move", "already-sent", "not-offered", "nothing-waits"],
];

async function conversationOf(
	stage: Stage,
	whose: Whose,
	id: string,
): Promise<{ key: string; epoch: number }> {
	const ada = stage.customer(id);
	if (whose === "another bot's") {
		const place = { channel: "facebook", business: "page" };
		const opening = {
			bot: "other-bot" as BotId,
			user: { id: userId({ ...place, user: id }), name: id },
			reference: { channelId: "facebook", conversation: { id } },
		};
		await stage.handoff.submit(ada.key, { type: "hear", opening, activity: { type: "message", text: "hi" } });
		return { key: ada.key, epoch: 0 };
	}
	await ada.say("hello");
	const human = { mine: mara, "a colleague's": tom, "nobody's": undefined }[whose];
	if (human !== undefined) {
		const by = { app: "console" as AppId, human: { ...human, id: human.id as never } };
		await stage.command(ada, { type: "takeOver", ...by });
		await stage.command(ada, {
			type: "speak",
			...by,
			epoch: 1 as never,
			activity: { type: "message", text: "hi" },
		});
	}
	return { key: ada.key, epoch: human === undefined ? 0 : 1 };
}

/** A connection without a client: what the frames say is up to the test. */
async function connected(stage: Stage, rank: Rank) {
	const answers: ServerFrame[] = [];
	let receive: (text: string) => void = () => {};
	stage.bridge.accept({
		send(text) {
			const parsed = parseServerFrame(text);
			if ("frame" in parsed) answers.push(parsed.frame);
		},
		close: () => {},
		onMessage: (listener) => {
			receive = listener;
		},
		onClose: () => {},
	});
	const who =
		rank === "app"
			? { appId: "console", appSecret: secret }
			: { ticket: stage.bridge.ticketFor({ appId: "console", person: mara, role: rank }) };
	const send = (frame: object): void => receive(JSON.stringify(frame));
	send({ type: "connect", version: 1, ...who });
	await settle();
	return { answers, send };
}

/** The code of the refusal, or `done`. */
async function answerTo(stage: Stage, rank: Rank, type: string, whose: Whose): Promise<string> {
	const { key, epoch } = await conversationOf(stage, whose, `${type} ${whose}`);
	const { answers, send } = await connected(stage, rank);
	const before = answers.length;
	send({ type, id: "x", conversationId: key, epoch, person: mara, ...members[type] });
	await settle();
	const found = answers
		.slice(before)
		.find((frame) => frame.type === "refused" || ("re" in frame && frame.re === "x"));
	return found?.type === "refused" ? found.code : (found?.type ?? "silence");
}

async function onStage(options: StageOptions, test: (stage: Stage) => Promise<void>): Promise<void> {
	const stage = openStage(options);
	stage.bridge.attend("console" as AppId);
	try {
		await test(stage);
	} finally {
		await stage.end();
	}
}

describe("What each role may do", () => {
	it("is known of every frame", () => {
		expect(Object.keys(members)).to.have.members(types);
	});

	for (const rank of ranks) {
		for (const whose of ["mine", "a colleague's", "nobody's", "another bot's"] as const) {
			it(`${rank}, in a conversation that is ${whose}: every frame`, () =>
				onStage({}, async (stage) => {
					for (const type of types) {
						const answered = await answerTo(stage, rank, type, whose);
						const codes = expected(rank, type, whose);
						const what = `${rank} ${type} ${whose}`;
						if (withoutAnswer.includes(type)) expect(answered, what).to.equal("silence");
						else if (codes !== undefined) expect(answered, what).to.be.oneOf(codes);
						else
							expect(answered, what).to.be.oneOf([
								"ack",
								"transcript",
								"list",
								"ticket",
								"found",
								"audit",
								...unrelated,
							]);
					}
				}));
		}
	}

	it("leaves taking over from colleagues to supervisors, if so set", () =>
		onStage({ colleagueTakeover: "supervisors" }, async (stage) => {
			expect(await answerTo(stage, "agent", "takeover", "a colleague's")).to.equal("colleague-in-control");
			expect(await answerTo(stage, "agent", "takeover", "nobody's")).to.equal("ack");
			expect(await answerTo(stage, "supervisor", "takeover", "a colleague's")).to.equal("ack");
		}));

	it("tells a person who may take over from colleagues", async () => {
		for (const colleagueTakeover of ["agents", "supervisors"] as const)
			await onStage({ colleagueTakeover }, async (stage) => {
				const { answers } = await connected(stage, "agent");
				expect(answers[0]).to.deep.include({ type: "connected", colleagueTakeover });
			});
	});

	it("is told to a person when they connect", () =>
		onStage({}, async (stage) => {
			const { answers } = await connected(stage, "supervisor");
			expect(answers[0]).to.deep.include({ type: "connected", role: "supervisor" });
		}));
});
