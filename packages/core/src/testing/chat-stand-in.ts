import { z } from "zod";
import { openStandIn, type StandIn } from "./stand-in.js";

export interface ChatStandInOptions {
	/** What the model says to a system prompt and a user's message: any text, as models do. */
	readonly say: (prompt: { readonly system: string; readonly user: string }) => string;
	/** Wanted as a bearer token. */
	readonly key?: string | undefined;
	readonly finishReason?: "stop" | "length" | "content_filter" | undefined;
	/** Put in the place of what it says. */
	readonly refusal?: string | undefined;
}

const asked = z.looseObject({
	model: z.string().min(1),
	messages: z.tuple([
		z.strictObject({ role: z.literal("system"), content: z.string() }),
		z.strictObject({ role: z.literal("user"), content: z.string() }),
	]),
	response_format: z.strictObject({
		type: z.literal("json_schema"),
		json_schema: z.strictObject({
			name: z.string().regex(/^[\w-]{1,64}$/),
			strict: z.literal(true),
			schema: z.looseObject({
				type: z.literal("object"),
				additionalProperties: z.literal(false),
				required: z.array(z.string()),
				properties: z.record(z.string(), z.unknown()),
			}),
		}),
	}),
});

/** A service with OpenAI's chat completions, under `/v1`. Wants a strict schema with every member required. */
export async function chatStandIn(options: ChatStandInOptions): Promise<StandIn> {
	const standIn = await openStandIn("/v1/chat/completions", (body, { headers }) => {
		if (options.key !== undefined && headers.authorization !== `Bearer ${options.key}`)
			return refuse(401, `Incorrect API key provided: ${headers.authorization}`);
		const read = asked.safeParse(body);
		if (!read.success) return refuse(400, z.prettifyError(read.error));
		const { messages, response_format: format } = read.data;
		const { properties, required } = format.json_schema.schema;
		if (Object.keys(properties).some((member) => !required.includes(member)))
			return refuse(400, "Every member must be required");
		const [{ content: system }, { content: user }] = messages;
		const refusal = options.refusal ?? null;
		const content = refusal === null ? options.say({ system, user }) : null;
		const message = { role: "assistant", content, refusal };
		const choice = { index: 0, message, finish_reason: options.finishReason ?? "stop" };
		return { status: 200, answer: { object: "chat.completion", choices: [choice] } };
	});
	return { ...standIn, url: `${standIn.url}/v1` };
}

/** As the real one does, repeating what it was given. */
function refuse(status: number, message: string) {
	return { status, answer: { error: { message, type: "invalid_request_error" } } };
}
