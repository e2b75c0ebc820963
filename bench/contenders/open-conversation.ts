/** What a prototype would keep of an open conversation: five fields. */
export class OpenConversation {
	readonly key: string;
	readonly epoch: number = 1;
	readonly owner: string = "bot";
	readonly since: number;
	readonly position: number = 2;

	constructor(index: number) {
		this.key = `bench/shop/open-${index}`;
		this.since = index;
	}
}
