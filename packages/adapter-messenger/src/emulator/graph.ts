import type { AccountLinking } from "./account-linking.js";
import { findPerson } from "./find-person.js";
import type { GraphCall } from "./graph-call.js";
import type { JsonObject } from "./json.js";
import { isReusable, takeMedia } from "./media.js";
import { pageSettings } from "./page-settings.js";
import { createPersona, deletePersona, listPersonas, readPersona } from "./personas.js";
import { refusal } from "./platform-errors.js";
import type { Rates } from "./rates.js";
import { send } from "./send.js";
import { parseSend } from "./send-schema.js";
import { subscribedApps } from "./subscribed-apps.js";
import {
	extendThreadControl,
	passThreadControl,
	releaseThreadControl,
	requestThreadControl,
	takeThreadControl,
	threadOwner,
} from "./thread-control.js";
import { readUserProfile } from "./user-profile.js";
import type { World } from "./world.js";

export interface Graph {
	readonly world: World;
	readonly rates: Rates;
	readonly linking: AccountLinking;
}

type Endpoint = (graph: Graph, call: GraphCall) => JsonObject | Promise<JsonObject>;

/** Of a page, by method and last part of the path. */
const endpoints: Readonly<Record<string, Endpoint>> = {
	"POST messages": ({ world, rates }, call) => send(world, rates, call),
	"POST message_attachments": upload,
	"POST personas": ({ world }, call) => createPersona(world, call),
	"GET personas": (_, call) => listPersonas(call),
	"POST pass_thread_control": ({ world }, call) => passThreadControl(world, call),
	"POST take_thread_control": ({ world }, call) => takeThreadControl(world, call),
	"POST release_thread_control": ({ world }, call) => releaseThreadControl(world, call),
	"POST request_thread_control": ({ world }, call) => requestThreadControl(world, call),
	"POST extend_thread_control": ({ world }, call) => extendThreadControl(world, call),
	"GET thread_owner": ({ world }, call) => threadOwner(world, call),
	"GET messenger_profile": ({ rates }, call) => pageSettings(rates, call),
	"POST messenger_profile": ({ rates }, call) => pageSettings(rates, call),
	"DELETE messenger_profile": ({ rates }, call) => pageSettings(rates, call),
	"GET subscribed_apps": (_, call) => subscribedApps(call),
	"POST subscribed_apps": (_, call) => subscribedApps(call),
	"DELETE subscribed_apps": (_, call) => subscribedApps(call),
	"POST unlink_accounts": unlink,
};

/** Does what a call asks for. Rejects with one of the platform's errors. */
export async function answerCall(graph: Graph, call: GraphCall): Promise<JsonObject> {
	graph.rates.spend(call.page, "daily");
	const [object = "", edge, ...more] = call.path;
	if (more.length > 0) throw refusal("unknown-path", `Unknown path components: /${more.join("/")}`);
	if (edge === undefined) return answerNode(graph, call, object);
	if (object !== call.page.id) throw refusal("missing-permission");
	const endpoint = endpoints[`${call.method} ${edge}`];
	if (endpoint === undefined) throw refusal("unknown-path", `Unknown path components: /${edge}`);
	return endpoint(graph, call);
}

/** A page, a person or a persona. */
function answerNode({ linking }: Graph, call: GraphCall, object: string): JsonObject {
	const { page, method, parameters } = call;
	if (object === page.id && method === "GET") {
		const fields = String(parameters.fields ?? "");
		if (fields.includes("recipient")) return linking.readRecipient(call);
		const features = { hop_v2: true, msgr_multi_app: true, ig_multi_app: false };
		if (fields.includes("messaging_feature_status"))
			return { messaging_feature_status: features, id: page.id };
		return { id: page.id, name: page.name };
	}
	const person = page.people.get(object);
	if (person !== undefined && method === "GET") return readUserProfile(call, person);
	if (method === "GET") return readPersona(call);
	if (method === "DELETE") return deletePersona(call);
	throw refusal("no-such-object");
}

async function upload({ world }: Graph, { page, parameters, file }: GraphCall): Promise<JsonObject> {
	const { message } = parseSend(parameters);
	if (message?.attachment === undefined) throw refusal("empty-message");
	const media = await takeMedia(world, page, message.attachment, file);
	if (!isReusable(message.attachment.payload))
		throw refusal("bad-parameter", "(#100) Param message[attachment][payload][is_reusable] must be true");
	return { attachment_id: media.id };
}

function unlink({ linking }: Graph, { page, parameters }: GraphCall): JsonObject {
	linking.unlink(findPerson(page, String(parameters.psid)));
	return { result: "unlink account success" };
}
