/** What a key holds. */
export type Value =
	| { readonly type: "string"; readonly text: string }
	| { readonly type: "hash"; readonly fields: Map<string, string> }
	| { readonly type: "list"; readonly items: string[] }
	| { readonly type: "set"; readonly members: Set<string> }
	| { readonly type: "zset"; readonly scores: Map<string, number> };

export type ValueType = Value["type"];
export type ValueOf<T extends ValueType> = Extract<Value, { readonly type: T }>;

/** The data of one server. */
export interface Data {
	readonly values: Map<string, Value>;
	/** When keys are gone, epoch milliseconds. */
	readonly expiries: Map<string, number>;
}

export type Reply = string | number | null | readonly Reply[] | Status;

/** `+OK` and its like: a script sees a table, a client a text. */
export interface Status {
	readonly ok: string;
}

/** What the server answers with `-`. */
export class RedisError extends Error {}

export function emptyData(): Data {
	return { values: new Map(), expiries: new Map() };
}

/** As it is at this moment, sharing nothing. */
export function copyOf({ values, expiries }: Data): Data {
	return {
		values: new Map([...values].map(([key, value]) => [key, copyValue(value)])),
		expiries: new Map(expiries),
	};
}

function copyValue(value: Value): Value {
	switch (value.type) {
		case "string":
			return value;
		case "hash":
			return { type: "hash", fields: new Map(value.fields) };
		case "list":
			return { type: "list", items: [...value.items] };
		case "set":
			return { type: "set", members: new Set(value.members) };
		case "zset":
			return { type: "zset", scores: new Map(value.scores) };
	}
}

/** What is there, if it is of the type that a command is for. */
export function look<T extends ValueType>(
	data: Data,
	now: number,
	key: string,
	type: T,
): ValueOf<T> | undefined {
	const value = present(data, now, key);
	if (value === undefined) return undefined;
	if (value.type !== type)
		throw new RedisError("WRONGTYPE Operation against a key holding the wrong kind of value");
	return value as ValueOf<T>;
}

export function present({ values, expiries }: Data, now: number, key: string): Value | undefined {
	const expiry = expiries.get(key);
	if (expiry !== undefined && expiry <= now) {
		values.delete(key);
		expiries.delete(key);
	}
	return values.get(key);
}

/** What is there, or a new one. */
export function open<T extends ValueType>(
	data: Data,
	now: number,
	key: string,
	fresh: ValueOf<T>,
): ValueOf<T> {
	const known = look(data, now, key, fresh.type as T);
	if (known !== undefined) return known;
	data.values.set(key, fresh);
	return fresh;
}

/** A key is gone with the last thing in it. */
export function drop({ values, expiries }: Data, key: string, isEmpty = true): void {
	if (!isEmpty) return;
	values.delete(key);
	expiries.delete(key);
}
