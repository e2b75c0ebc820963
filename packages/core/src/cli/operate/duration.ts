import { BatonError } from "../../error.js";

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `30m`, `24h`, `7d` or `0`, in milliseconds. @throws BatonError `bad-arguments` */
export function readDuration(option: string, text: string): number {
	const [, count, unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
	const unitMs = units[unit];
	if (text === "0") return 0;
	if (count !== undefined && unitMs !== undefined) return Number(count) * unitMs;
	throw new BatonError("bad-arguments", `Cannot read --${option} "${text}": write 30m, 24h, 7d or 0`);
}
