import { expect } from "chai";
import { describe, it } from "mocha";
import { eventNames } from "../src/index.js";
import { hear, hearOne } from "./support/plain.js";
import { agent } from "./support/stage.js";

describe("What the bot gets of a call", () => {
	it("is a message with who wrote it, to which agent, in which language, and when", async () => {
		const activity = await hearOne({
			requestId: "r1",
			message: { messageId: "m1", name: "conversations/c1/messages/m1", text: "Hi" },
			context: {
				userInfo: { displayName: "Mia", userDeviceLocale: "de-AT" },
				resolvedLocale: "de",
				placeId: "",
			},
			sendTime: "2021-06-01T12:32:10.964341987Z",
		});
		expect(activity).to.deep.include({
			type: "message",
			id: "r1",
			text: "Hi",
			channelId: "business-messages",
			conversation: { id: "c1", isGroup: false },
			from: { id: "c1", role: "user", name: "Mia" },
			recipient: { id: agent, role: "bot" },
			locale: "de-AT",
			timestamp: new Date("2021-06-01T12:32:10.964Z"),
		});
	});

	it("is the same of a call that has no context, no id and no time", async () => {
		const activity = await hearOne({ message: { text: "Hi" } });
		expect(activity).to.include({ type: "message", text: "Hi" });
		expect(activity.id).to.be.a("string");
		expect(activity).to.not.have.any.keys("locale", "timestamp");
	});

	it("keeps every member in channelData, unknown ones too", async () => {
		const more = {
			dialogflowResponse: { autoResponded: "false" },
			context: { widget: { url: "https://a.example" }, nearPlaceId: "p" },
			newMember: [1],
		};
		const { channelData } = await hearOne({ message: { messageId: "m1", text: "Hi" }, ...more });
		expect(channelData).to.deep.include(more);
	});

	it("is a picture where the text is a signed address, and text where it is any other", async () => {
		const url = "https://storage.googleapis.com/bucket/picture?X-Goog-Algorithm=a&X-Goog-Signature=b";
		const picture = await hearOne({ message: { messageId: "m1", text: url } });
		expect(picture.attachments).to.deep.equal([{ contentType: "image/*", contentUrl: url }]);
		expect(picture.text).to.equal(undefined);
		const link = await hearOne({ message: { messageId: "m1", text: "https://shop.example/dress" } });
		expect(link.text).to.equal("https://shop.example/dress");
		expect(link.attachments).to.equal(undefined);
	});

	it("is a postback of a suggestion that carries type and payload", async () => {
		const data = { type: "CHECKOUT", payload: { cart: 7 } };
		const activity = await hearOne({
			suggestionResponse: { postbackData: JSON.stringify(data), text: "Check out", suggestionType: "REPLY" },
		});
		expect(activity).to.deep.include({ type: "message", text: "Check out", value: data });
	});

	it("is a postback of its own type for a suggestion that carries a word", async () => {
		const activity = await hearOne({ suggestionResponse: { postbackData: "call-support", text: "Call us" } });
		expect(activity).to.deep.include({ text: "Call us", value: { type: "call-support" } });
		expect(await hearOne({ suggestionResponse: { postbackData: "sample" } })).to.include({ text: "sample" });
	});

	it("is as if it had been typed for a suggestion that carries its own words", async () => {
		const words = "What are your hours?";
		const activity = await hearOne({ suggestionResponse: { postbackData: words, text: words } });
		expect(activity.text).to.equal(words);
		expect(activity.value).to.equal(undefined);
	});

	it("is typing, whether the platform writes true as a boolean or as a word", async () => {
		for (const isTyping of [true, "true"])
			expect(await hearOne({ requestId: "r1", userStatus: { isTyping } })).to.include({ type: "typing" });
		for (const isTyping of [false, "false", "BOOLEAN", undefined])
			expect(await hear({ requestId: "r1", userStatus: { isTyping } })).to.deep.equal([]);
	});

	it("is an event where a person is asked for", async () => {
		for (const requestedLiveAgent of [true, "true"]) {
			const activity = await hearOne({ requestId: "r1", userStatus: { requestedLiveAgent } });
			expect(activity).to.include({ type: "event", name: eventNames.requestedLiveAgent });
		}
	});

	it("is an event with code or error where the user was to sign in", async () => {
		const signedIn = await hearOne({
			authenticationResponse: { code: "x", redirect_uri: "https://a.example/" },
		});
		expect(signedIn).to.deep.include({
			type: "event",
			name: eventNames.authenticationResponse,
			value: { code: "x", redirectUri: "https://a.example/" },
		});
		const errorDetails = { error: "access_denied", errorDescription: "no" };
		const denied = await hearOne({ authenticationResponse: { errorDetails } });
		expect(denied.value).to.deep.include(errorDetails);
	});

	it("is an event with the whole answer to a survey", async () => {
		const surveyResponse = { survey: "conversations/c1/surveys/s1", rating: 5, newMember: true };
		const activity = await hearOne({ surveyResponse });
		expect(activity).to.deep.include({ name: eventNames.surveyResponse, value: surveyResponse });
	});

	it("is an event of its own for a kind of call that is not known, or that is not as documented", async () => {
		const unknown = await hearOne({ requestId: "r1", reaction: { emoji: "👍" } });
		expect(unknown).to.include({ type: "event", name: eventNames.unknown });
		expect(unknown.value).to.deep.include({ reaction: { emoji: "👍" } });
		expect(await hearOne({ message: { picture: "?" } })).to.include({ name: eventNames.unknown });
	});

	it("is everything of a call that brings several things, each under an id of its own", async () => {
		const activities = await hear({
			requestId: "r1",
			message: { messageId: "m1", text: "Hi" },
			userStatus: { isTyping: true, requestedLiveAgent: true },
		});
		expect(activities.map(({ type }) => type)).to.deep.equal(["message", "typing", "event"]);
		expect(new Set(activities.map(({ id }) => id))).to.have.property("size", 3);
	});

	it("is once what comes twice", async () => {
		const call = { requestId: "r1", message: { messageId: "m1", text: "Hi" } };
		expect(await hear(call, call, { ...call, requestId: "r2" })).to.have.length(2);
	});

	it("is nothing of receipts", async () => {
		const receipts = [{ message: "conversations/c1/messages/m1", receiptType: "DELIVERED" }];
		expect(await hear({ receipts: { receipts } })).to.deep.equal([]);
	});
});
