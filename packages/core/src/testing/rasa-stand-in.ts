import { z } from "zod";
import { openStandIn, type StandIn } from "./stand-in.js";

export interface RasaStandInOptions {
	/** How confident it is of each intent of a text, the most confident first. */
	readonly intentsOf: (text: string) => Readonly<Record<string, number>>;
	/** Wanted in the query, as with `--auth-token`. */
	readonly token?: string | undefined;
}

const asked = z.strictObject({ text: z.string().min(1), message_id: z.string().optional() });

/** Rasa's HTTP API, as far as `rasa` asks it. */
export function rasaStandIn({ intentsOf, token }: RasaStandInOptions): Promise<StandIn> {
	return openStandIn("/model/parse", (body, request) => {
		const given = new URL(request.url ?? "/", "http://localhost").searchParams.get("token");
		if (token !== undefined && given !== token)
			return { status: 401, answer: { reason: "NotAuthenticated" } };
		const read = asked.safeParse(body);
		if (!read.success) return { status: 400, answer: { reason: "ParsingError" } };
		const { text } = read.data;
		const ranking = Object.entries(intentsOf(text)).map(([name, confidence]) => ({ name, confidence }));
		const intent = ranking[0] ?? { name: null, confidence: 0 };
		return { status: 200, answer: { text, intent, entities: [], intent_ranking: ranking } };
	});
}
