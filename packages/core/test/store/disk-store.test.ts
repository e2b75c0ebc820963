import { diskStore } from "../../src/store/disk-store.js";
import { memoryDisk } from "../../src/store/memory-disk.js";
import { storeContract } from "../../src/testing/store-contract.js";
import { dumpOf } from "./dump.js";

storeContract("embedded, over a disk in memory", async () => {
	const disk = memoryDisk();
	let now = 1_700_000_000_000;
	const open = () => diskStore({ disk, clock: { now: () => now } });
	return {
		store: open(),
		another: async () => open(),
		reopen: async () => open(),
		advance: (ms) => {
			now += ms;
		},
		dump: async () => dumpOf(disk),
		close: async () => {},
	};
});
