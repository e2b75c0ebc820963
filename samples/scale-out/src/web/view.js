import { chatsView } from "./chats.js";
import { connect } from "./connection.js";
import { found, setText } from "./element.js";
import { happeningsView } from "./happenings.js";
import { icon } from "./icons.js";
import { nodesView, workersView } from "./machines.js";
import { tallyView } from "./tally.js";

const showTally = tallyView();
const showWorkers = workersView();
const showNodes = nodesView();
const showChats = chatsView();
const showHappenings = happeningsView();

found("mark").append(icon("mark"));
connect({
	onScreen({ at, tally, processes, nodes, chats, happenings }) {
		showTally(tally);
		showWorkers(processes);
		showNodes(nodes);
		showChats(chats, at);
		showHappenings(happenings);
	},
	onLive(isLive) {
		const live = found("live");
		live.dataset.live = String(isLive);
		setText(live, isLive ? "Live" : "The town does not answer. Trying again…");
	},
});
