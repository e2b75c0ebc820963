import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workspaces } from "../lib/prepare.js";
import { CommandFailed, root, runInstalled } from "../lib/run.js";

const cache = join(root, "node_modules/.cache/documents");

/** Compiles every TypeScript block of every document, each as a module of its own. */
export async function checkDocuments() {
	const blocks = documents().flatMap(blocksOf);
	if (blocks.length === 0) return;
	writeProject(blocks);
	try {
		await runInstalled("@typescript/native/bin/tsc", ["-p", cache, "--pretty", "false"], { quiet: true });
	} catch (error) {
		if (!(error instanceof CommandFailed)) throw error;
		throw new Error(inDocuments(error.output, blocks));
	}
}

/** The Markdown files that readers see, by their paths below the root. */
export function documents() {
	const ofWorkspaces = workspaces().map(({ folder }) => `${folder}/README.md`);
	return ["README.md", "CONTRIBUTING.md", ...ofWorkspaces, ...markdownBelow("docs")].filter((path) =>
		existsSync(join(root, path)),
	);
}

function markdownBelow(folder) {
	if (!existsSync(join(root, folder))) return [];
	return readdirSync(join(root, folder), { recursive: true })
		.filter((name) => name.endsWith(".md"))
		.map((name) => join(folder, name));
}

/** A block keeps its line in the document: empty lines stand for what is above it. */
function blocksOf(document) {
	const lines = readFileSync(join(root, document), "utf8").split("\n");
	const blocks = [];
	let open;
	for (const [index, line] of lines.entries()) {
		if (open !== undefined && line.trim() === "```") {
			if (open.checked) blocks.push({ document, file: fileOf(document, open.line), code: codeOf(open) });
			open = undefined;
		} else if (open !== undefined) {
			open.lines.push(line);
		} else if (line.trimStart().startsWith("```")) {
			open = { line: index + 1, lines: [], checked: /^(ts|tsx|typescript)$/.test(line.trim().slice(3)) };
		}
	}
	return blocks;
}

function fileOf(document, line) {
	return `${document.replaceAll("/", "_")}.${line}.ts`;
}

function codeOf({ line, lines }) {
	return "\n".repeat(line) + lines.join("\n");
}

function writeProject(blocks) {
	rmSync(cache, { recursive: true, force: true });
	mkdirSync(cache, { recursive: true });
	for (const { file, code } of blocks) writeFileSync(join(cache, file), code);
	writeJson("package.json", { type: "module", private: true });
	writeJson("tsconfig.json", {
		extends: join(root, "tsconfig.base.json"),
		compilerOptions: {
			noEmit: true,
			composite: false,
			declaration: false,
			declarationMap: false,
			moduleDetection: "force",
		},
		files: blocks.map(({ file }) => file),
	});
}

function writeJson(name, value) {
	writeFileSync(join(cache, name), JSON.stringify(value, undefined, "\t"));
}

/** Errors name the document and its line, not the file that was compiled. */
function inDocuments(output, blocks) {
	const names = new Map(blocks.map(({ file, document }) => [file, document]));
	return output.replaceAll(/^\S*?([^/\s]+\.ts)\((\d+),\d+\)/gm, (whole, file, line) =>
		names.has(file) ? `${names.get(file)}:${line}` : whole,
	);
}
