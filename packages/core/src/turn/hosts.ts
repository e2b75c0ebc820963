import type { AdapterLike, TurnContextLike } from "../host/turn-context.js";
import type { RawAdapter } from "./egress.js";
import { createHost, type Host, type HostOptions, type HostParts } from "./host.js";

export interface HostsOptions extends Pick<HostParts, "live" | "errands"> {
	readonly wrap: (adapter: AdapterLike) => RawAdapter;
}

/** The adapters that are known here: those that a team named, and those that turns came through. */
export interface Hosts {
	add(options: HostOptions): Host;
	/** The host of a turn. */
	meet(context: TurnContextLike): Host;
	/** The host that a channel's turns come through; until there was one, the first that is known. */
	of(channel: string): Host | undefined;
}

export function createHosts({ wrap, live, errands }: HostsOptions): Hosts {
	const byAdapter = new Map<AdapterLike, Host>();
	const byChannel = new Map<string, Host>();

	function add(options: HostOptions): Host {
		const { adapter } = options;
		const known = byAdapter.get(adapter);
		if (known !== undefined) {
			known.extend(options);
			return known;
		}
		const made = createHost(options, { raw: wrap(adapter), live, errands });
		byAdapter.set(adapter, made);
		return made;
	}

	function meet(context: TurnContextLike): Host {
		const { adapter, activity } = context;
		const host = byAdapter.get(adapter) ?? add({ adapter });
		host.meet(context);
		const { channelId } = activity;
		if (channelId !== undefined && byChannel.get(channelId) !== host) byChannel.set(channelId, host);
		return host;
	}

	return { add, meet, of: (channel) => byChannel.get(channel) ?? byAdapter.values().next().value };
}
