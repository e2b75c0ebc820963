import type { IncomingMessage, ServerResponse } from "node:http";
import { BatonError } from "@baton/core/error";
import { type EdgeAnswer, type EdgeRequest, nodeHandler } from "@baton/core/http";
import { phoneServer } from "@baton/core/testing/phone";
import { createAccountLinking } from "./account-linking.js";
import { type EmulatedUser, emulatedUser } from "./emulated-user.js";
import { createFaults, type Faults } from "./faults.js";
import { graphEdge, type RecordedCall } from "./graph-edge.js";
import { inboxPort } from "./inbox-phone.js";
import { type PageInbox, pageInbox } from "./page-inbox.js";
import { findAnywhere, peopleOf } from "./people.js";
import { type PhoneParts, phonePort } from "./phone.js";
import { createPictures, pagePicture } from "./pictures.js";
import { platformLimits } from "./platform-limits.js";
import { createRates } from "./rates.js";
import type { Person } from "./state.js";
import type { WebhookSender } from "./webhook-sender.js";
import type { World } from "./world.js";

export interface EmulatorParts {
	readonly calls: readonly RecordedCall[];
	readonly faults: Faults;
	readonly inbox: PageInbox;
	readonly userOf: (person: Person) => EmulatedUser;
	/** @throws BatonError `no-app` */
	readonly sender: (appId: string) => WebhookSender;
	/** Answers a request of an app or of a browser. */
	readonly serve: (request: IncomingMessage, response: ServerResponse) => void;
}

/**
 * Everything behind the emulator's one port.
 *
 * @param url where that is
 */
export function createParts(world: World, url: string): EmulatorParts {
	const calls: RecordedCall[] = [];
	const faults = createFaults();
	const pictures = createPictures(url);
	const linking = createAccountLinking(world, () => url);
	const answer = graphEdge({ graph: { world, rates: createRates(world), linking }, faults, calls });
	const users = new WeakMap<Person, EmulatedUser>();

	function userOf(person: Person): EmulatedUser {
		const user = users.get(person) ?? emulatedUser(world, person, linking);
		users.set(person, user);
		return user;
	}

	/** What is not of the Graph API: pictures that people sent, and where links lead. */
	function answerPerson({ path, query }: EdgeRequest): EdgeAnswer | undefined {
		if (path.startsWith("/pictures/")) return pictures.answer(path);
		const picture = pagePicture(world, path);
		if (picture !== undefined) return picture;
		if (path.startsWith("/account_linking")) {
			const text = linking.finish(query) ? "You are logged in." : "You are not logged in.";
			return {
				status: 200,
				headers: { "content-type": "text/plain" },
				body: `${text} Go back to Messenger.`,
			};
		}
		if (path !== "/follow") return undefined;
		const user = userOf(findAnywhere(world, query.get("user") ?? ""));
		return { status: 302, headers: { location: user.press(query.get("press") ?? "") ?? "/phone/" } };
	}

	const phone: PhoneParts = {
		...{ world, userOf, keepPicture: pictures.keep },
		people: () => peopleOf(world),
		followAddress: ({ id }, press) => `${url}/follow?${new URLSearchParams({ user: id, press })}`,
	};
	const servePhone = phoneServer(phonePort(phone));
	const inbox = pageInbox(world, (id) => findAnywhere(world, id));
	const serveInbox = phoneServer(inboxPort(phone, inbox), { path: "/inbox" });
	return {
		...{ calls, faults, userOf, inbox },
		sender(appId: string): WebhookSender {
			const sender = world.senders.get(appId);
			if (sender !== undefined) return sender;
			throw new BatonError("no-app", `Cannot reach the app ${appId}: it is not connected to a page`);
		},
		serve(request, response) {
			if (servePhone(request, response) || serveInbox(request, response)) return;
			const handle = nodeHandler(
				async (asked) => answerPerson(asked) ?? answer(asked, () => response.destroy()),
				{ bodyLimit: 2 * platformLimits.fileBytes },
			);
			handle(request, response);
		},
	};
}
