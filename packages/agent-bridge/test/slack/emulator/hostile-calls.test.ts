import { assert } from "chai";
import { type Acme, startAcme } from "./acme.js";

const names = [
	...[
		"auth.test",
		"chat.postMessage",
		"chat.update",
		"chat.delete",
		"chat.postEphemeral",
		"chat.getPermalink",
	],
	...["conversations.create", "conversations.list", "conversations.info", "conversations.invite"],
	...["conversations.join", "conversations.leave", "conversations.kick", "conversations.members"],
	...["conversations.open", "conversations.history", "conversations.replies", "conversations.rename"],
	...[
		"conversations.setTopic",
		"conversations.archive",
		"conversations.unarchive",
		"users.info",
		"users.list",
	],
	...["users.lookupByEmail", "users.profile.get", "views.open", "views.push", "views.update"],
	...["files.getUploadURLExternal", "files.completeUploadExternal", "files.info", "files.delete"],
	...["reactions.add", "reactions.remove", "apps.connections.open", "no.such.method", "constructor"],
];

const members = [
	...["channel", "text", "ts", "user", "users", "name", "blocks", "attachments", "metadata", "thread_ts"],
	...["view", "trigger_id", "limit", "cursor", "types", "files", "length", "filename", "email", "timestamp"],
];

const junk: readonly unknown[] = [
	...[null, 0, -1, 1e99, true, "", " ", "\u0000", "__proto__", "[", "[[]]", '{"a":', [], [null], {}],
	...[{ __proto__: null }, [{ type: "section", text: null }], { type: "modal" }, "x".repeat(50_000)],
];

describe("The Slack emulator, whatever it is asked", () => {
	let acme: Acme;

	beforeEach(async () => {
		acme = await startAcme();
	});

	afterEach(() => acme.close());

	it("answers every call in Slack's way", async () => {
		const { slack } = acme;
		const headers = {
			authorization: `Bearer ${slack.app().botToken()}`,
			"content-type": "application/json",
		};
		for (const name of names) {
			for (const value of junk) {
				const body = JSON.stringify(Object.fromEntries(members.map((member) => [member, value])));
				const json = await fetch(slack.apiUrl + name, { method: "POST", headers, body });
				assert.include([200, 429], json.status, `${name} with ${body.slice(0, 80)}`);
				assert.isBoolean(((await json.json()) as { readonly ok: boolean }).ok);
			}
		}
	});

	it("answers bodies that are none, and addresses that lead nowhere", async () => {
		const { slack } = acme;
		const post = (path: string, body: string, type: string) =>
			fetch(slack.url + path, { method: "POST", body, headers: { "content-type": type } });
		const errorOf = async (body: string, type: string) =>
			((await (await post("/api/auth.test", body, type)).json()) as { readonly error: string }).error;
		assert.equal(await errorOf("{", "application/json"), "invalid_json");
		assert.equal(await errorOf("[]", "application/json"), "json_not_object");
		assert.equal(await errorOf("<a/>", "text/xml"), "invalid_post_type");
		for (const path of ["/response/x", "/upload/v1/x", "/files-pri/T1-F1/a", "/avatars/T1-U1.svg", "/x"])
			assert.oneOf((await post(path, "{}", "application/json")).status, [200, 404]);
		assert.equal((await fetch(`${slack.url}/app/../../package.json`)).status, 404);
	});
});
