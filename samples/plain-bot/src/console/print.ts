interface Printable {
	readonly type?: string | undefined;
	readonly text?: string | undefined;
	readonly channelData?: unknown;
}

/** Shows who says what: the label is on everything that leaves a bot with Baton in front of it. */
export function print(activities: readonly Printable[]): { readonly id: string }[] {
	return activities.map(({ text, channelData }) => {
		const { representative } = channelData as {
			readonly representative: { readonly representativeType: string; readonly displayName: string };
		};
		const { representativeType, displayName } = representative;
		if (text) console.log(`[${representativeType}] ${displayName}: ${text}`);
		return { id: nextId() };
	});
}

let count = 0;

export function nextId(): string {
	count += 1;
	return `console-${count}`;
}

/** What the console is to a bot: a channel with one user. */
export const place = {
	channelId: "console",
	serviceUrl: "https://console.invalid",
	conversation: { id: "console" },
	from: { id: "you", name: "You" },
	recipient: { id: "shop", name: "Shop bot" },
};
