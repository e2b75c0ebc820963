import { z } from "zod";
import { checkBlocks } from "../blocks/check-blocks.js";
import { newId, newSecret } from "../ids.js";
import { platformLimits } from "../limits.js";
import { SlackRefusal } from "../refusal.js";
import { say } from "../say.js";
import type { StoredFile } from "../state.js";
import { typeOfName } from "../stored-files.js";
import { fileJson } from "../wire.js";
import { structure, text, whole } from "./args.js";
import { type Call, channelFor, method, requireMember, requireOpen } from "./method.js";

/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
const getUploadUrl = method({
	...{ tier: 4, scopes: ["files:write"], takesJson: false },
	args: z.object({
		...{ filename: text, length: whole, alt_txt: text.optional(), snippet_type: text.optional() },
	}),
	run({ world, workspace, user }, { filename, length, alt_txt: altText }) {
		if (length < 1) throw new SlackRefusal("file_upload_size_restricted");
		if (length > platformLimits.fileBytes) throw new SlackRefusal("file_upload_size_restricted");
		const file: StoredFile = {
			...{ id: newId("F"), user: user.id, created: Math.floor(world.clock.now() / 1000), length, altText },
			...{ name: filename, title: filename, type: typeOfName(filename), uploadKey: newSecret() },
			...{ bytes: undefined, channels: new Set() },
		};
		workspace.files.set(file.id, file);
		return { upload_url: `${world.url}/upload/v1/${file.uploadKey}`, file_id: file.id };
	},
});

const fileList = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);

/** https://docs.slack.dev/reference/methods/files.completeUploadExternal */
const completeUpload = method({
	...{ tier: 4, scopes: ["files:write"] },
	args: z.object({
		...{ files: structure, channel_id: text.optional(), channels: text.optional() },
		...{ thread_ts: text.optional(), initial_comment: text.optional(), blocks: structure.optional() },
	}),
	run(call, args) {
		const { data: wanted } = fileList.safeParse(args.files);
		if (wanted === undefined) throw new SlackRefusal("invalid_arguments");
		const place = args.channel_id ?? args.channels?.split(",")[0];
		const channel = place === undefined ? undefined : channelFor(call, place);
		if (channel !== undefined) {
			requireMember(call, channel);
			requireOpen(channel);
		}
		const files = wanted.map(({ id, title }) => complete(call, id, title));
		if (channel !== undefined)
			say(
				call.world,
				{ workspace: call.workspace, channel },
				{
					...{ user: call.user.id, text: args.initial_comment ?? "", files, threadTs: args.thread_ts },
					blocks: args.blocks === undefined ? undefined : checkBlocks(args.blocks),
					app: call.isBot ? authorOf(call) : undefined,
				},
			);
		return { files: files.map((file) => fileJson(call.world, call.workspace, file)) };
	},
});

function authorOf({ install }: Call) {
	return { appId: install.app.id, botId: install.botId, username: undefined, icons: undefined };
}

/** Only what is there in full, and only once. */
function complete({ workspace, user }: Call, id: string, title: string | undefined): StoredFile {
	const file = workspace.files.get(id);
	if (file === undefined || file.user !== user.id) throw new SlackRefusal("file_not_found");
	if (file.bytes === undefined) throw new SlackRefusal("file_not_found");
	if (title !== undefined) file.title = title;
	return file;
}

/** https://docs.slack.dev/reference/methods/files.info */
const info = method({
	...{ tier: 4, scopes: ["files:read"], takesJson: false },
	args: z.object({ file: text }),
	run: (call, { file }) => ({ file: fileJson(call.world, call.workspace, find(call, file)), comments: [] }),
});

/** https://docs.slack.dev/reference/methods/files.delete */
const deleteFile = method({
	...{ tier: 3, scopes: ["files:write"] },
	args: z.object({ file: text }),
	run(call, args) {
		const file = find(call, args.file);
		if (file.user !== call.user.id) throw new SlackRefusal("cant_delete_file");
		call.workspace.files.delete(file.id);
		return {};
	},
});

function find({ workspace }: Call, id: string): StoredFile {
	const file = workspace.files.get(id);
	if (file === undefined) throw new SlackRefusal("file_not_found");
	return file;
}

export const fileMethods = {
	"files.getUploadURLExternal": getUploadUrl,
	"files.completeUploadExternal": completeUpload,
	"files.info": info,
	"files.delete": deleteFile,
};
