import { type SlackDeskOptions, slackManifest } from "@baton/agent-bridge/slack";
import { startSlackEmulator } from "@baton/agent-bridge/slack/emulator";
import type { Credentials } from "./credentials.js";

/** Slack, with what the desk needs to work there. */
export interface Slack {
	readonly desk: Pick<
		SlackDeskOptions,
		"botToken" | "appToken" | "signingSecret" | "apiUrl" | "announceIn" | "rooms"
	>;
	/** Where people work, each with a page of their own if Slack is emulated. */
	readonly pages: readonly { readonly name: string; readonly address: string }[];
	/** Called when the endpoint hears. */
	connect(endpoint: string): Promise<void>;
	close(): Promise<void>;
}

/** A workspace on slack.com. Its endpoint, if it has one, is entered with the manifest. */
export function workspace({ botToken, appToken, signingSecret, waiting, threads }: Credentials): Slack {
	const rooms = threads === undefined ? undefined : ({ in: "threads", channel: threads } as const);
	return {
		desk: { botToken, appToken, signingSecret, announceIn: waiting, rooms },
		pages: [{ name: "Slack", address: "https://app.slack.com/client" }],
		connect: async () => {},
		close: async () => {},
	};
}

const people = ["Ana", "Budi"] as const;

/** Slack on this machine, with a page for two people of the shop. */
export async function emulated(port: number, endpoint: string): Promise<Slack> {
	const slack = await startSlackEmulator({
		port,
		workspaces: [{ domain: "toko-senja", name: "Toko Senja", people, channels: ["waiting"] }],
		apps: [{ manifest: slackManifest({ requestUrl: endpoint }) }],
		burst: 5,
	});
	const { person, channel } = slack.workspace();
	person("Ana").invites("waiting", "Baton");
	const waiting = channel("waiting");
	const pageOf = (name: string): string =>
		`${slack.pageUrl}?workspace=toko-senja&user=${person(name).handle}&channel=${waiting}`;
	return {
		desk: {
			botToken: slack.app().botToken(),
			signingSecret: slack.app().signingSecret,
			apiUrl: slack.apiUrl,
			announceIn: waiting,
		},
		pages: people.map((name) => ({ name, address: pageOf(name) })),
		connect: (url) => slack.app().connect(url),
		close: slack.close,
	};
}
