import { expect } from "chai";
import { safeFetch } from "../../src/http/index.js";

const limits = { maxBytes: 1000, withinMs: 5_000 };

/** One or two of each range that leads inside, or to nobody. */
const inside = [
	"0.0.0.0",
	"0.1.2.3",
	"10.0.0.1",
	"10.255.255.254",
	"100.64.0.1",
	"100.127.255.254",
	"127.0.0.1",
	"127.8.9.10",
	"169.254.169.254",
	"172.16.0.1",
	"172.31.255.254",
	"192.0.0.8",
	"192.0.2.1",
	"192.168.0.1",
	"192.168.255.254",
	"198.18.0.1",
	"198.19.255.254",
	"198.51.100.7",
	"203.0.113.9",
	"224.0.0.1",
	"239.255.255.250",
	"240.0.0.1",
	"255.255.255.255",
];

const wide = (text: string): string =>
	text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
const escaped = (text: string): string =>
	text.replace(/./g, (mark) => `%${mark.charCodeAt(0).toString(16).padStart(2, "0")}`);

/** The ways in which browsers, resolvers and tunnels let the same address be written. */
function formsOf(address: string): readonly string[] {
	const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
	const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
	const parts = [a, b, c, d];
	const hex = (value: number, length = 1): string => value.toString(16).padStart(length, "0");
	const octal = (value: number): string => `0${value.toString(8)}`;
	const groups = `${hex((a << 8) | b)}:${hex((c << 8) | d)}`;
	const reversed = `${hex(((c << 8) | d) ^ 0xffff)}`;
	return [
		address,
		`${address}.`,
		String(number),
		`0x${hex(number)}`,
		`0X${hex(number).toUpperCase()}`,
		octal(number),
		parts.map((part) => `0x${hex(part)}`).join("."),
		parts.map((part) => `0x${hex(part, 6)}`).join("."),
		parts.map(octal).join("."),
		parts.map((part) => `000${octal(part)}`).join("."),
		`${a}.0x${hex(b)}.${octal(c)}.${d}`,
		`${a}.${b}.${(c << 8) | d}`,
		`${a}.${(b << 16) | (c << 8) | d}`,
		`0x${hex(a)}.${(b << 16) | (c << 8) | d}`,
		wide(address),
		address.replaceAll(".", "。"),
		address.replaceAll(".", "．"),
		escaped(address),
		`[::ffff:${address}]`,
		`[::FFFF:${address}]`,
		`[::ffff:${groups}]`,
		`[0:0:0:0:0:ffff:${groups}]`,
		`[0000:0000:0000:0000:0000:ffff:${address}]`,
		`[::ffff:0:${groups}]`,
		`[::${address}]`,
		`[::${groups}]`,
		`[64:ff9b::${address}]`,
		`[64:ff9b::${groups}]`,
		`[64:ff9b:1::${groups}]`,
		`[2002:${groups}::]`,
		`[2002:${groups}::1]`,
		`[2001:0:${groups}::${reversed}]`,
	];
}

/** What has no IPv4 address in it. */
const sixes = [
	"::",
	"::1",
	"0:0:0:0:0:0:0:1",
	"0000:0000:0000:0000:0000:0000:0000:0001",
	"fe80::1",
	"febf::1",
	"fec0::1",
	"fc00::1",
	"fd00:ec2::254",
	"fdff::1",
	"ff02::1",
	"ff05::1:3",
	"100::1",
	"2001:db8::1",
	"2001:2::1",
	"2001:10::1",
	"2001:20::1",
	"3fff::1",
	"4000::1",
	"e000::1",
].map((address) => `[${address}]`);

/** Names that never leave the machine. */
const names = ["localhost", "localhost.", "LOCALHOST", "a.localhost", "a.b.localhost.", "ｌocalhost"];

const hosts = [...inside.flatMap(formsOf), ...sixes, ...names];
const addresses = hosts.flatMap((host) => [`http://${host}/`, `https://${host}:8443/a?b=c`]);

async function fateOf(address: string): Promise<unknown> {
	try {
		await safeFetch(address, limits);
		return "called";
	} catch (error) {
		return (error as { readonly code?: unknown }).code;
	}
}

describe("the ways of writing an address that leads inside", () => {
	it(`are all refused: ${addresses.length} of them`, async () => {
		expect(addresses.length).to.be.above(1_000);
		const fates = await Promise.all(addresses.map(async (address) => [address, await fateOf(address)]));
		expect(fates.filter(([, fate]) => fate !== "address-refused")).to.deep.equal([]);
	});
});
