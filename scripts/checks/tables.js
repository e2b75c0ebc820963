import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { workspaces } from "../lib/prepare.js";
import { root } from "../lib/run.js";
import { documents } from "./documents.js";

const table = /<!-- table:([\w-]+) -->\n(.*?)<!-- \/table -->/gs;

/** Every table between `<!-- table:NAME -->` and `<!-- /table -->` must be what the code prints. */
export async function checkTables() {
	const stale = (await printed()).filter(({ before, after }) => before !== after).map(({ path }) => path);
	if (stale.length === 0) return;
	throw new Error(`Tables differ from the code in ${stale.join(", ")}: run npm run print-tables`);
}

/** Writes what the code prints into the documents; gives the paths of those that changed. */
export async function writeTables() {
	const changed = (await printed()).filter(({ before, after }) => before !== after);
	for (const { path, after } of changed) writeFileSync(join(root, path), after);
	return changed.map(({ path }) => path);
}

async function printed() {
	const printers = await readPrinters();
	return documents().map((path) => {
		const before = readFileSync(join(root, path), "utf8");
		const after = before.replaceAll(table, (_, name) => {
			return `<!-- table:${name} -->\n${print(printers, name, path).trim()}\n<!-- /table -->`;
		});
		return { path, before, after };
	});
}

/** `control` is printed by `printControlTable()`, `control-moves` by `printControlMoves()`. */
function print(printers, name, path) {
	const pascal = name.replaceAll(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());
	const printer = printers[`print${pascal}Table`] ?? printers[`print${pascal}`];
	if (printer !== undefined) return printer();
	throw new Error(`Cannot print the table "${name}" of ${path}: export print${pascal}Table from a print.ts`);
}

/** What the built `print.js` files of all packages export. */
async function readPrinters() {
	const files = workspaces().flatMap(({ folder }) => printFiles(join(root, folder, "dist")));
	const modules = await Promise.all(files.map((file) => import(pathToFileURL(file).href)));
	return Object.assign({}, ...modules);
}

function printFiles(folder) {
	return readdirSync(folder, { recursive: true })
		.filter((name) => /(^|\/)print\.js$/.test(name))
		.map((name) => join(folder, name));
}
