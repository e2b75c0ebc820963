import type { HeardLine } from "./simulated-channel.js";

/** What a user may not have heard, in words; empty where one voice spoke at a time. */
export function findOtherVoices(
	lines: readonly HeardLine[],
	isAllowed: (line: HeardLine) => boolean = () => false,
): readonly string[] {
	const faults: string[] = [];
	let joined: string | undefined;
	for (const line of lines) {
		const fault = faultOf(line, joined);
		if (fault !== undefined && !isAllowed(line)) faults.push(`${fault}: ${JSON.stringify(line.text)}`);
		if (line.what === "joined") joined = line.name;
		if (line.what === "left") joined = undefined;
	}
	return faults;
}

function faultOf({ what, label, name }: HeardLine, joined: string | undefined): string | undefined {
	switch (what) {
		case "joined":
			return joined === undefined ? undefined : `${name} joined while ${joined} was there`;
		case "left":
			return joined === name ? undefined : `${name} left without having joined`;
		case "notice":
		case "deleted":
			return undefined;
		case "said":
		case "edited":
		case "typing":
			return speaks(label, name, joined);
	}
}

function speaks(label: HeardLine["label"], name: string, joined: string | undefined): string | undefined {
	if (label === "BOT")
		return joined === undefined ? undefined : `${name} spoke as BOT while ${joined} was there`;
	return joined === name ? undefined : `${name} spoke as HUMAN without having joined`;
}
