import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type EdgeAnswer, type EdgeRequest, nodeHandler, plainText } from "@baton/core/http";
import { apiEdge, type RecordedCall } from "./api/edge.js";
import { avatarAnswer } from "./avatars.js";
import { createFaults, type FaultBox } from "./faults.js";
import { platformLimits } from "./limits.js";
import type { SlackEmulatorOptions } from "./options.js";
import { pageServer } from "./page/page-server.js";
import { createPerson, type EmulatedPerson, type PersonParts } from "./person.js";
import { createCallRates, createMessageRates } from "./rates.js";
import { createResponseUrls } from "./response-urls.js";
import { type AppRuntime, createRuntime } from "./runtime.js";
import type { App, User, Workspace } from "./state.js";
import { giveFile, takeUpload } from "./stored-files.js";
import { createTriggerIds } from "./trigger-ids.js";
import type { World } from "./world.js";

export interface EmulatorParts {
	readonly world: World;
	readonly faults: FaultBox;
	readonly calls: readonly RecordedCall[];
	readonly runtimes: ReadonlyMap<App, AppRuntime>;
	readonly runtimeOf: (app: App) => AppRuntime;
	readonly personOf: (workspace: Workspace, user: User) => EmulatedPerson;
	readonly partsOf: (workspace: Workspace, user: User) => PersonParts;
	readonly called: (fits: (call: RecordedCall) => boolean) => Promise<RecordedCall>;
	readonly serve: (request: IncomingMessage, response: ServerResponse) => void;
	readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

/** Everything behind the emulator's one port. */
export function createParts(world: World, { burst = 1 }: SlackEmulatorOptions): EmulatorParts {
	const runtimes = new Map(world.apps.map((app) => [app, createRuntime(world, app)]));
	const faults = createFaults();
	const calls: RecordedCall[] = [];
	const triggers = createTriggerIds(world.clock);
	const responseUrls = createResponseUrls(world);
	const viewErrors: PersonParts["viewErrors"] = new Map();

	function runtimeOf(app: App): AppRuntime {
		const runtime = runtimes.get(app);
		if (runtime === undefined) throw new Error("Every app has a runtime");
		return runtime;
	}

	world.deliver = (install, event, context) => runtimeOf(install.app).sender.push(install, event, context);
	const answerApi = apiEdge({
		...{ world, faults, calls, callRates: createCallRates(world.clock) },
		parts: {
			triggers,
			messageRates: createMessageRates(world.clock, burst),
			socketsOf: (app) => runtimeOf(app).sockets,
		},
	});

	async function answer(request: EdgeRequest, hangUp: () => void): Promise<EdgeAnswer> {
		const { path } = request;
		if (path.startsWith("/api/")) {
			const given = await answerApi(request, hangUp);
			world.changed();
			return given;
		}
		if (path.startsWith("/response/")) return responseUrls.answer(request);
		if (path.startsWith("/upload/")) return takeUpload(world, request);
		if (path.startsWith("/files-pri/")) return giveFile(world, request);
		if (path.startsWith("/avatars/")) return avatarAnswer(world, path);
		if (path === "/sign-in") return { status: 200, headers: { "content-type": "text/html" }, body: signIn };
		return plainText(404, "There is nothing here");
	}

	const partsOf = (workspace: Workspace, user: User): PersonParts => ({
		...{ world, triggers, responseUrls, viewErrors, workspace, user },
		runtimeOf: ({ app }) => runtimeOf(app),
	});
	const parts = {
		...{ world, faults, calls, runtimes, runtimeOf, partsOf },
		personOf: (workspace: Workspace, user: User) => createPerson(partsOf(workspace, user)),
	};
	const servePage = pageServer(parts);
	return {
		...parts,
		called: (fits) =>
			new Promise((resolve) => {
				const end = world.onChanged(look);
				function look(): void {
					const found = calls.find(fits);
					if (found === undefined) return;
					end();
					resolve(found);
				}
				look();
			}),
		serve(request, response) {
			if (servePage(request, response)) return;
			const handle = nodeHandler((asked) => answer(asked, () => response.destroy()), {
				bodyLimit: 2 * platformLimits.fileBytes,
			});
			handle(request, response);
		},
		upgrade(request, socket, head) {
			const isTaken = [...runtimes.values()].some(({ sockets }) => sockets.accept(request, socket, head));
			if (!isTaken) socket.destroy();
		},
	};
}

const signIn = "<!doctype html><title>Sign in</title><p>Sign in to see this file.</p>";
