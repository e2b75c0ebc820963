import { Activity } from "@microsoft/agents-activity";
import { CloudAdapter, TurnContext } from "@microsoft/agents-hosting";
import { nextId, place, print } from "./print.js";

type Logic = (context: TurnContext) => Promise<void>;

/** The console as a channel of the Agents SDK. */
export class AgentsConsole extends CloudAdapter {
	constructor(private readonly logic: Logic) {
		super({ clientId: "" });
	}

	hear(text: string): Promise<void> {
		const activity = { ...place, type: "message", id: nextId(), locale: "en", text };
		return this.runMiddleware(new TurnContext(this, Activity.fromObject(activity)), this.logic);
	}

	override async sendActivities(_: TurnContext, activities: Activity[]) {
		return print(activities);
	}
}
