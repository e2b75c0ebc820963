/** So many turns share a conversation. */
const turnsPerConversation = 20;

export function conversationOf(index: number, turns: number): string {
	return `c${index % Math.ceil(turns / turnsPerConversation)}`;
}

/** Every turn must have been answered, or something else was measured. */
export function checkAnswers(answers: number, turns: number): void {
	if (answers === turns) return;
	throw new Error(`Expected ${turns} answers and got ${answers}: the comparison would be void`);
}
