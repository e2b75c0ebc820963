import type { Awaitable } from "../awaitable.js";
import type { Postback } from "../conversation/entry.js";
import { BatonError } from "../error.js";
import {
	type ButtonOptions,
	type CardAction,
	type QuickReply,
	toCardAction,
	toQuickReply,
} from "./button.js";
import { buttonLimits, checkLength } from "./limits.js";
import type { PostbackContext, PostbackRule } from "./postback.js";
import {
	describeIssues,
	type InputOf,
	type Issue,
	type StandardSchema,
	type Validation,
} from "./standard-schema.js";

/** One rule for each type of button press. */
export type PostbackRules = Readonly<Record<string, PostbackRule<StandardSchema<unknown, unknown>>>>;

/** What answers a button press. */
export type FoundPostback =
	| { readonly status: "matched"; run(context: PostbackContext): Promise<void> }
	/** No rule has this type: the press belongs to the bot. */
	| { readonly status: "unknown" }
	| { readonly status: "invalid"; readonly issues: readonly Issue[] };

type TypeIn<Rules> = keyof Rules & string;

/** The buttons of a bot: makes them, and finds what answers a press. */
export interface Postbacks<Rules extends PostbackRules = PostbackRules> {
	readonly types: readonly TypeIn<Rules>[];
	/** Whether a rule answers presses of this type. */
	has(postback: Postback): boolean;
	/** Finds the rule and checks the payload. Waits only if the schema does. */
	find(postback: Postback): Awaitable<FoundPostback>;
	/**
	 * @throws BatonError `bad-postback-payload`, `postback-too-long`, `title-too-long`, `unknown-postback`
	 */
	button<Type extends TypeIn<Rules>>(
		type: Type,
		payload: PayloadOf<Rules, Type>,
		options: ButtonOptions,
	): CardAction;
	/**
	 * @throws BatonError `bad-postback-payload`, `postback-too-long`, `title-too-long`, `unknown-postback`
	 */
	quickReply<Type extends TypeIn<Rules>>(
		type: Type,
		payload: PayloadOf<Rules, Type>,
		options: ButtonOptions,
	): QuickReply;
}

/** What a button of this type carries. */
export type PayloadOf<Rules extends PostbackRules, Type extends TypeIn<Rules>> = InputOf<
	Rules[Type]["schema"]
>;

/**
 * Declares the buttons of a bot: what each type carries, and what answers it. On the wire a button is exactly
 * `JSON.stringify({ type, payload })`, so buttons that were sent before stay valid.
 *
 * ```ts
 * const buttons = postbacks({ DELETE_CART_ITEM: postback({ schema: z.object({ sku: z.string() }), handle }) });
 * buttons.button("DELETE_CART_ITEM", { sku: "BTK-7" }, { title: "Remove" });
 * ```
 *
 * Whether a payload fits is checked when the button is made, as it will be read when it is pressed. A schema
 * that validates asynchronously is checked at the press only.
 */
export function postbacks<Rules extends PostbackRules>(rules: Rules): Postbacks<Rules> {
	const ruleFor = (type: string) => (Object.hasOwn(rules, type) ? rules[type] : undefined);
	const toWire = (type: string, payload: unknown, options: ButtonOptions): string => {
		const rule = ruleFor(type);
		if (rule === undefined) throw unknownPostback(type, Object.keys(rules));
		const value = write(type, payload);
		checkPayload(type, rule, value);
		checkLength(type, { title: options.title, value }, options.limits ?? buttonLimits(options.channelId));
		return value;
	};
	return {
		types: Object.keys(rules),
		has: ({ type }) => ruleFor(type) !== undefined,
		find({ type, payload }) {
			const rule = ruleFor(type);
			if (rule === undefined) return { status: "unknown" };
			const validation = rule.schema["~standard"].validate(payload);
			return validation instanceof Promise
				? validation.then((done) => settle(rule, done))
				: settle(rule, validation);
		},
		button: (type, payload, options) => toCardAction(toWire(type, payload, options), options),
		quickReply: (type, payload, options) => toQuickReply(toWire(type, payload, options), options),
	};
}

function settle(
	rule: PostbackRule<StandardSchema<unknown, unknown>>,
	validation: Validation<unknown>,
): FoundPostback {
	if (validation.issues !== undefined) return { status: "invalid", issues: validation.issues };
	const { value } = validation;
	return {
		status: "matched",
		async run(context) {
			await rule.handle(value, context);
		},
	};
}

function write(type: string, payload: unknown): string {
	try {
		return JSON.stringify({ type, payload });
	} catch (cause) {
		throw new BatonError(
			"bad-postback-payload",
			`Cannot make the button "${type}": its payload is not JSON`,
			{ cause },
		);
	}
}

/** Reads the button back: a date, for instance, would arrive as a string. */
function checkPayload(type: string, { schema }: PostbackRule, wire: string): void {
	const { payload }: { readonly payload?: unknown } = JSON.parse(wire);
	const validation = schema["~standard"].validate(payload);
	if (validation instanceof Promise) {
		validation.catch(() => {});
		return;
	}
	if (validation.issues === undefined) return;
	throw new BatonError(
		"bad-postback-payload",
		`Cannot make the button "${type}": ${describeIssues(validation.issues)}, give a payload that its schema takes`,
	);
}

function unknownPostback(type: string, known: readonly string[]): BatonError {
	return new BatonError(
		"unknown-postback",
		`Cannot make the button "${type}": no rule answers it, declare it in postbacks() beside ${known.join(", ") || "nothing"}`,
	);
}
