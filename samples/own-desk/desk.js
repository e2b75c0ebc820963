import { createInterface } from "node:readline";
import { connect } from "@baton/agent-bridge/client";

const { BRIDGE_URL: url, APP_ID: appId, APP_SECRET: appSecret } = process.env;
const person = { id: "mara", displayName: "Mara" };
const client = connect({ url, appId, appSecret, onError: ({ message }) => console.error(message) });
const talks = []; // conversations, by the number that they have on the screen, less one

const input = (value) => (value ? { input: { type: "text", value } } : {});
const commands = {
	take: ({ offerId }) => (offerId ? { type: "handoverConfirmed", offerId } : { type: "takeover" }),
	say: (_, text) => ({ type: "agentSay", ...input(text) }),
	draft: ({ draftId }, corrected) => ({ type: "sendDraft", draftId, ...input(corrected) }),
	note: (_, text) => ({ type: "note", text }),
	pass: (_, toAppId) => ({ type: "handover", toAppId }),
	decline: ({ offerId }) => ({ type: "handoverDeclined", offerId }),
	release: () => ({ type: "release" }),
};

function talkOf(conversationId) {
	const known = talks.find((talk) => talk.conversationId === conversationId);
	if (known) return known;
	const talk = { conversationId, shown: new Map() };
	talks.push(talk);
	print(talk, "conversation", conversationId);
	return talk;
}

// What strangers write must not move the cursor or ring the bell.
function print(talk, what, text) {
	console.log(`[${talks.indexOf(talk) + 1}] ${what}: ${text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")}`);
}

function show(talk, frame) {
	const { type, entryId, text = String(frame.input?.value ?? ""), representative: who } = frame;
	// What is said while we are asked comes again with control, in its place.
	if (!entryId || talk.shown.has(entryId) || (talk.offerId && text)) return;
	talk.shown.set(entryId, text);
	if (type === "handover" && frame.offerId !== talk.offerId) print(talk, "asked", frame.reason.type);
	if (/^handover|^takeover/.test(type)) talk.offerId = type === "handover" ? frame.offerId : undefined;
	if (/^handover(Withdrawn|Expired|Declined)$/.test(type)) print(talk, "offer over", frame.how ?? type);
	if (/Confirmed$|^takeover$|^release$/.test(type))
		print(talk, frame.toAppId === appId ? "ours" : "elsewhere", frame.why ?? frame.botId);
	for (const earlier of frame.transcript?.entries ?? []) show(talk, earlier);
	if (type === "draft") talk.draftId = entryId;
	if (type === "delivery") print(talk, `not delivered, ${frame.state}`, talk.shown.get(frame.of));
	if (text) print(talk, who ? `${who.representativeType} ${who.displayName}` : type, text);
}

client.listen((frame) => show(talkOf(frame.conversationId), frame));

const keyboard = createInterface({ input: process.stdin });
keyboard.on("close", () => client.close());
keyboard.on("line", (line) => {
	const [, verb, number, rest] = /^(\w+) +(\d+) *(.*)$/.exec(line) ?? [];
	const talk = talks[number - 1];
	if (!talk || !Object.hasOwn(commands, verb)) return console.log(`Say one of ${Object.keys(commands)}`);
	const command = { conversationId: talk.conversationId, person, ...commands[verb](talk, rest) };
	client.send(command).catch(({ code }) => print(talk, `not done, ${code}`, rest || verb));
});
