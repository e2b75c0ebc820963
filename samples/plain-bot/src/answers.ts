/** All that this bot knows. */
export function answerTo(question = ""): string {
	if (/\b(hi|hello|halo)\b/i.test(question)) return "Halo! Ask me when we are open.";
	if (/\b(open|hours?|when)\b/i.test(question)) return "We are open from 9 to 5, every day but Sunday.";
	return 'I know nothing about that. Say "agent please" to talk to a person.';
}
