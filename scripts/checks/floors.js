import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { workspaces } from "../lib/prepare.js";
import { root } from "../lib/run.js";

/** The folders of core from the ground up. Each imports only what is below it; neighbors do not know each other. */
const floors = [
	["control", "http"],
	["conversation"],
	["host"],
	["postback", "gate", "account", "delivery", "queue", "store", "upkeep", "access"],
	["observe"],
	["turn"],
	["botkit"],
	["handoff-options.ts"],
	["handoff.ts"],
	["index.ts"],
	["cli"],
	["testing"],
];

/** What core may load besides itself, zod and Node; each optional peer has one place. */
const peers = {
	lmdb: /^store\/(embedded|lmdb)/,
	"@opentelemetry/api": /^observe\/open-telemetry/,
	redis: /^store\/redis/,
	"@microsoft/recognizers-text-suite": /^gate\/entities\//,
};

/** Which packages of this repository a package may import. Samples may import all of them. */
const mayImport = {
	"@baton/core": [],
	"@baton/adapter-messenger": ["@baton/core"],
	"@baton/adapter-business-messages": ["@baton/core"],
	"@baton/agent-bridge": ["@baton/core"],
};

/** Between the folders of core, and between packages, imports go one way. */
export function checkFloors() {
	const faults = [...workspaces().flatMap(packageFaults), ...coreFaults()];
	if (faults.length > 0) throw new Error(faults.join("\n"));
}

function packageFaults({ folder, name }) {
	const allowed = mayImport[name];
	return importsBelow(folder, ["src", "test"]).flatMap(({ file, specifier }) => {
		const where = `${folder}/${file}`;
		if (specifier.startsWith(".")) {
			const leaves = normalize(join(dirname(file), specifier)).startsWith("..");
			return leaves ? [`${where} imports ${specifier}: use the other package's name`] : [];
		}
		const target = specifier.match(/^@baton\/[^/]+/)?.[0];
		if (target === undefined || target === name || allowed === undefined || allowed.includes(target))
			return [];
		return [`${where} imports ${target}: ${name} may import ${allowed.join(", ") || "no other package"}`];
	});
}

function coreFaults() {
	return importsBelow("packages/core", ["src"]).flatMap(({ file, specifier }) => {
		const from = file.slice("src/".length);
		const fault = specifier.startsWith(".")
			? climbFault(from, normalize(join(dirname(from), specifier)).replace(/\.js$/, ".ts"))
			: strangerFault(from, specifier);
		return fault === undefined ? [] : [`packages/core/${file} imports ${specifier}: ${fault}`];
	});
}

function climbFault(from, to) {
	const [here, there] = [placeOf(from), placeOf(to)];
	if (here.floor === undefined) return `${here.name} has no floor, give it one in scripts/checks/floors.js`;
	if (there.floor === undefined) return `${there.name} has no floor, give it one in scripts/checks/floors.js`;
	if (here.name === there.name || there.floor < here.floor) return undefined;
	if (there.floor === here.floor)
		return `${here.name} and ${there.name} are neighbors, what both need belongs below them`;
	return `${there.name} is above ${here.name}`;
}

/** A file at the root that has no floor of its own, such as error.ts, is the ground that all stand on. */
function placeOf(path) {
	const name = path.split("/")[0];
	const floor = floors.findIndex((names) => names.includes(name));
	if (floor >= 0) return { name, floor };
	return path.includes("/") ? { name, floor: undefined } : { name: "the ground", floor: -1 };
}

function strangerFault(from, specifier) {
	if (from.startsWith("testing/") || specifier.startsWith("node:")) {
		return from.startsWith("control/") ? "control is pure" : undefined;
	}
	if (specifier === "zod") return from.startsWith("control/") ? "control is pure" : undefined;
	const allowed = peers[specifier];
	if (allowed?.test(from)) return undefined;
	return allowed === undefined ? "core depends on zod only" : "an optional peer is loaded in one place only";
}

function importsBelow(folder, names) {
	return names
		.filter((name) => existsSync(join(root, folder, name)))
		.flatMap((name) => sourcesBelow(join(root, folder), name))
		.flatMap((file) => specifiersOf(join(root, folder, file)).map((specifier) => ({ file, specifier })));
}

function sourcesBelow(folder, name) {
	return readdirSync(join(folder, name), { recursive: true })
		.filter((path) => /\.tsx?$/.test(path))
		.map((path) => join(name, path));
}

function specifiersOf(path) {
	const code = readFileSync(path, "utf8").replaceAll(/\/\*.*?\*\/|^\s*\/\/.*$/gms, "");
	const imports =
		/^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;
	return Array.from(code.matchAll(imports), (match) => match[1] ?? match[2] ?? match[3]);
}
