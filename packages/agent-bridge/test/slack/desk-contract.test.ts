import { deskContract } from "../../src/testing/index.js";
import { openSlackDesk } from "./support/slack-driver.js";

deskContract("the desk in Slack", {
	open: openSlackDesk,
	cannot: {
		unsent: "keep refused words apart: they stand in the channel where they were written, with a mark",
	},
});
