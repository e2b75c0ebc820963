import { parseArgs } from "node:util";
import { withoutGuard } from "./guards.js";
import { configurations, type Found, search } from "./search.js";

const { values } = parseArgs({
	options: {
		configuration: { type: "string", default: "one-desk" },
		states: { type: "string" },
		without: { type: "string" },
		quiet: { type: "boolean", default: false },
	},
});

const print = (text: string): unknown => process.stdout.write(`${text}\n`);
const figure = new Intl.NumberFormat("en");

const { configuration: name, without } = values;
const configuration = configurations[name as keyof typeof configurations];
const rules = without === undefined ? undefined : withoutGuard[without];
const maxStates = values.states === undefined ? undefined : Number(values.states);
if (
	configuration === undefined ||
	(without !== undefined && rules === undefined) ||
	Number.isNaN(maxStates)
) {
	print(
		`Cannot search: give --configuration one of ${Object.keys(configurations).join(", ")}, --states a whole number, and --without one of ${Object.keys(withoutGuard).join(", ")}`,
	);
	process.exit(2);
}

const started = performance.now();
const found = search({
	...{ configuration, rules, maxStates },
	onProgress(states, waiting) {
		if (!values.quiet) print(`${figure.format(states)} states, ${figure.format(waiting)} to look at`);
	},
});
report(found);

function report({ states, steps, isComplete, broken }: Found): void {
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	const extent = isComplete ? "complete" : "stopped there";
	print(`${name}: ${figure.format(states)} states, ${figure.format(steps)} steps, ${extent}, ${seconds} s`);
	if (broken === undefined) return void print("No promise was broken");
	print(`Broken: ${broken.promise}`);
	for (const [index, step] of broken.path.entries()) print(`${String(index + 1).padStart(3)} ${step}`);
	process.exitCode = 1;
}
