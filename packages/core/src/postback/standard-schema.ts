/**
 * The part of Standard Schema (https://standardschema.dev) that validates: zod, valibot, arktype and others
 * implement it, so that a rule may use whichever the bot has.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
	readonly "~standard": {
		readonly version: 1;
		readonly vendor: string;
		readonly validate: (value: unknown) => Validation<Output> | Promise<Validation<Output>>;
		/** Never there at run time. */
		readonly types?: { readonly input: Input; readonly output: Output } | undefined;
	};
}

/** The typed value, or what is wrong. */
export type Validation<Output> =
	| { readonly value: Output; readonly issues?: undefined }
	| { readonly issues: readonly Issue[] };

/** One thing that is wrong with a value. */
export interface Issue {
	readonly message: string;
	readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a schema takes. */
export type InputOf<Schema extends StandardSchema> = NonNullable<Schema["~standard"]["types"]>["input"];

/** What a schema makes of it. */
export type OutputOf<Schema extends StandardSchema> = NonNullable<Schema["~standard"]["types"]>["output"];

/** What is wrong, for a person: `sku: Expected string`. */
export function describeIssues(issues: readonly Issue[]): string {
	return issues.map(describe).join("; ");
}

function describe({ message, path = [] }: Issue): string {
	const keys = path.map((part) => String(typeof part === "object" ? part.key : part));
	return keys.length === 0 ? message : `${keys.join(".")}: ${message}`;
}
