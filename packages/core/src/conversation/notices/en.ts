import type { NoticeTexts } from "./texts.js";

/** English. */
export const en: NoticeTexts = {
	pleaseWait: "One moment please, we are looking for a colleague who can help you.",
	stillWaiting: "Thank you for waiting. We are still looking for a colleague who is free.",
	nobodyFree:
		"We are sorry, nobody is free to help you just now. You are welcome to leave a message here for our team: it is the first thing they will read.",
	closedUntil:
		"We are sorry, nobody is here just now. Our team is back on {time}. You are welcome to leave a message here: it is the first thing they will read.",
	writeMessage: "Please write your message now. Our team will read it first.",
	messageLeft:
		"Thank you, your message is waiting for our team and comes first. Until then you are talking to our assistant.",
	leaveMessage: "Leave a message",
	noMessage: "No, thank you",
	inLine: "Thank you for waiting.",
	place: "You are number {place} in line.",
	placeAndWait: "You are number {place} in line. It may take about {wait}.",
	requestCancelled:
		"All right, we have stopped looking for a colleague. You are talking to our assistant again.",
	humanGone:
		"Your conversation with our colleague was interrupted, we are sorry. You are talking to our assistant again.",
	humanIdle:
		"Our colleague has not answered for a while, we are sorry. You are talking to our assistant again: tell us if you still need a person.",
	invalidButton: "This button no longer works. Please tell us in words what you need.",
	clarify: "Did you mean one of these?",
	noneOfThese: "None of these",
	rating: "How was this conversation? Please choose from 1 (bad) to 5 (very good).",
	ratingThanks: "Thank you for telling us.",
	joined: "{name} has joined the conversation.",
	left: "{name} has left the conversation.",
	somebody: "A colleague",
};
