/** The name of one of the conversations that are open. */
export function openName(index: number): string {
	return `open-${index}`;
}

/** The least that could be kept of an open conversation: five fields. */
export class OpenConversation {
	readonly name: string;
	readonly epoch: number = 1;
	readonly owner: string = "bot";
	readonly since: number;
	readonly position: number = 2;

	constructor(index: number) {
		this.name = openName(index);
		this.since = index;
	}
}
