import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Ranges that no address given from outside may lead into (https://www.iana.org/assignments/iana-ipv4-special-registry). */
const closedV4: readonly (readonly [network: string, prefix: number])[] = [
	["0.0.0.0", 8],
	["10.0.0.0", 8],
	["100.64.0.0", 10],
	["127.0.0.0", 8],
	["169.254.0.0", 16],
	["172.16.0.0", 12],
	["192.0.0.0", 24],
	["192.0.2.0", 24],
	["192.88.99.0", 24],
	["192.168.0.0", 16],
	["198.18.0.0", 15],
	["198.51.100.0", 24],
	["203.0.113.0", 24],
	["224.0.0.0", 4],
	["240.0.0.0", 4],
];

/** Open is only what is global unicast; of that, what wraps an IPv4 address or is reserved is closed. */
const openV6: readonly [network: string, prefix: number] = ["2000::", 3];
const closedV6: readonly (readonly [network: string, prefix: number])[] = [
	["2001::", 23],
	["2001:db8::", 32],
	["2002::", 16],
	["3fff::", 20],
];

const closed = new BlockList();
for (const [network, prefix] of closedV4) closed.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of closedV6) closed.addSubnet(network, prefix, "ipv6");
const open = new BlockList();
open.addSubnet(...openV6, "ipv6");

/** Whether an IP address belongs to the public internet. Anything that is no IP address does not. */
export function isPublicAddress(address: string): boolean {
	if (isIPv4(address)) return !closed.check(address, "ipv4");
	return isIPv6(address) && open.check(address, "ipv6") && !closed.check(address, "ipv6");
}
