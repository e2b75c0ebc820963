/** What the contact center needs of an event of the plain profile. It reads no more than it shows. */
export interface Told {
	readonly type: string;
	readonly timestamp: string;
	readonly data: ToldData;
}

export interface ToldData {
	readonly conversation_id?: string;
	readonly reference?: string;
	readonly channel?: string;
	readonly message_id?: string;
	readonly text?: string;
	readonly media?: string;
	readonly draft_id?: string;
	readonly why?: string;
	readonly confidence?: number;
	readonly sender?: { readonly by: string; readonly name?: string; readonly own?: boolean };
	readonly reason?: { readonly type: string; readonly detail?: string };
	readonly delivery?: { readonly state: string };
	readonly history?: readonly (ToldData & { readonly type: string; readonly at: number })[];
}
