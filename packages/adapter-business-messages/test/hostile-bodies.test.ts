import fc from "fast-check";
import { describe, it } from "mocha";
import { hear } from "./support/plain.js";

const unions = [
	...["message", "suggestionResponse", "receipts", "userStatus"],
	...["authenticationResponse", "surveyResponse", "dialogflowResponse", "reaction"],
];
const places = ["context", "requestId", "sendTime", "customAgentId", "toString", "__proto__"];
const inner = [
	...["messageId", "name", "text", "createTime", "message", "postbackData", "suggestionType", "receipts"],
	...["receiptType", "isTyping", "requestedLiveAgent", "code", "redirect_uri", "errorDetails", "userInfo"],
];

const anything = fc.jsonValue({ maxDepth: 3 });
const values = fc.oneof(anything, fc.webUrl({ withQueryParameters: true }), fc.constant("true"), fc.json());
const member = fc.oneof(values, some(inner, values), fc.record({ receipts: fc.array(some(inner, values)) }));

/** Some of these members, each with something in it. */
function some(names: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
	return fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
}

describe("A call that holds anything", () => {
	it("is acknowledged", async () => {
		await fc.assert(
			fc.asyncProperty(some([...unions, ...places], member), async (call) => {
				await hear(call);
			}),
			{ numRuns: 300 },
		);
	});
});
