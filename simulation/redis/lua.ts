import { lauxlib, lua, lualib, type State, to_jsstring, to_luastring } from "fengari";
import { textOfNumber } from "./commands.js";
import { RedisError, type Reply, type Status } from "./values.js";

/** Runs scripts as Redis does: Lua with `redis.call`, `KEYS` and `ARGV`. */
export interface Lua {
	run(script: string, keys: readonly string[], args: readonly string[]): Reply;
}

export function createLua(call: (command: readonly string[]) => Reply): Lua {
	const state = lauxlib.luaL_newstate();
	lualib.luaL_openlibs(state);
	const known = new Map<string, number>();
	lua.lua_pushcfunction(state, (inner) => {
		const count = lua.lua_gettop(inner);
		const command = Array.from({ length: count }, (_, index) => argument(inner, index + 1));
		try {
			push(inner, call(command));
			return 1;
		} catch (error) {
			lua.lua_pushstring(inner, to_luastring(messageOf(error)));
			return lua.lua_error(inner);
		}
	});
	lua.lua_setglobal(state, to_luastring("__call"));
	check(state, lauxlib.luaL_dostring(state, to_luastring(prelude)));

	function load(script: string): number {
		const before = known.get(script);
		if (before !== undefined) return before;
		check(
			state,
			lauxlib.luaL_loadstring(state, to_luastring(`local KEYS, ARGV = ...\n${withFloats(script)}`)),
		);
		const reference = lauxlib.luaL_ref(state, lua.LUA_REGISTRYINDEX);
		known.set(script, reference);
		return reference;
	}

	return {
		run(script, keys, args) {
			lua.lua_rawgeti(state, lua.LUA_REGISTRYINDEX, load(script));
			push(state, keys);
			push(state, args);
			check(state, lua.lua_pcall(state, 2, 1, 0));
			const reply = read(state, -1);
			lua.lua_settop(state, 0);
			return reply;
		},
	};
}

/** Redis has Lua 5.1: every number is a double, and is written as one writes a whole number. */
const prelude = `
redis = { call = function(...) return __call(...) end }
unpack = table.unpack
local to_number, to_string = tonumber, tostring
function tonumber(value, base)
	local number = to_number(value, base)
	return number and number + 0.0
end
function tostring(value)
	if math.type(value) == 'float' and value == math.floor(value) and math.abs(value) < 1e15 then
		return string.format('%.0f', value)
	end
	return to_string(value)
end
local floor, ceil = math.floor, math.ceil
function math.floor(value) return floor(value) + 0.0 end
function math.ceil(value) return ceil(value) + 0.0 end
`;

/**
 * Literals that are reckoned with are doubles, so that nothing overflows; others are whole, so that they are
 * written as such. Texts and comments stay as they are.
 */
function withFloats(script: string): string {
	return script
		.replace(/^#!.*/, "")
		.replace(literals, (literal, untouched: string | undefined) => untouched ?? `${literal}.0`);
}

const literals =
	/('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|--[^\n]*)|(?<=[*/+%-] )\d+(?![\w.])|(?<![\w.])\d+(?= [*/+%-])/g;

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function check(state: State, code: number): void {
	if (code === lua.LUA_OK) return;
	const message = to_jsstring(lua.lua_tostring(state, -1) ?? to_luastring("unknown"));
	lua.lua_settop(state, 0);
	throw new RedisError(/^[A-Z]{3,} /.test(message) ? message : `ERR ${message}`);
}

function argument(state: State, index: number): string {
	if (lua.lua_type(state, index) === lua.LUA_TNUMBER) return textOfNumber(lua.lua_tonumber(state, index));
	const text = lua.lua_type(state, index) === lua.LUA_TSTRING ? lua.lua_tostring(state, index) : null;
	if (text === null) throw new RedisError("ERR Lua redis lib command arguments must be strings or integers");
	return to_jsstring(text);
}

function push(state: State, reply: Reply): void {
	if (reply === null) lua.lua_pushboolean(state, false);
	else if (typeof reply === "string") lua.lua_pushstring(state, to_luastring(reply));
	else if (typeof reply === "number") lua.lua_pushnumber(state, reply);
	else if ("ok" in reply) pushStatus(state, reply);
	else pushTable(state, reply);
}

function pushStatus(state: State, { ok }: Status): void {
	lua.lua_createtable(state, 0, 1);
	lua.lua_pushstring(state, to_luastring(ok));
	lua.lua_setfield(state, -2, to_luastring("ok"));
}

function pushTable(state: State, replies: readonly Reply[]): void {
	lua.lua_createtable(state, replies.length, 0);
	for (const [index, reply] of replies.entries()) {
		push(state, reply);
		lua.lua_rawseti(state, -2, index + 1);
	}
}

/** Numbers lose their fraction, tables end at the first `nil`, `false` is nothing. */
function read(state: State, index: number): Reply {
	switch (lua.lua_type(state, index)) {
		case lua.LUA_TNUMBER:
			return Math.trunc(lua.lua_tonumber(state, index));
		case lua.LUA_TSTRING:
			return to_jsstring(lua.lua_tostring(state, index) ?? to_luastring(""));
		case lua.LUA_TBOOLEAN:
			return lua.lua_toboolean(state, index) ? 1 : null;
		case lua.LUA_TTABLE:
			return readTable(state, lua.lua_absindex(state, index));
		default:
			return null;
	}
}

function readTable(state: State, table: number): Reply {
	lua.lua_getfield(state, table, to_luastring("ok"));
	const status = read(state, -1);
	lua.lua_pop(state, 1);
	if (typeof status === "string") return { ok: status };
	const replies: Reply[] = [];
	for (let at = 1; ; at += 1) {
		lua.lua_rawgeti(state, table, at);
		const isEnd = lua.lua_type(state, -1) === lua.LUA_TNIL;
		if (!isEnd) replies.push(read(state, -1));
		lua.lua_pop(state, 1);
		if (isEnd) return replies;
	}
}
