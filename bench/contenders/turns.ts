/** So many turns share a conversation. */
const turnsPerConversation = 20;

/** No two rounds share a conversation. */
export function conversationOf(round: number, index: number, turns: number): string {
	return `c${round}-${index % Math.ceil(turns / turnsPerConversation)}`;
}

/** Every turn must have been answered, or something else was measured. */
export function checkAnswers(answers: number, turns: number): void {
	if (answers === turns) return;
	throw new Error(`Expected ${turns} answers and got ${answers}: the comparison would be void`);
}
