import { inProcess } from "../../src/index.js";
import { deskContract, simulatedDesk } from "../../src/testing/index.js";

const onceAfterCrash = "remember what it showed: it keeps nothing on disk";

deskContract("a desk over WebSocket", {
	cannot: { onceAfterCrash },
	async open(place) {
		const desk = simulatedDesk(place);
		await desk.whenConnected();
		return desk;
	},
});

deskContract("a desk in the same process", {
	cannot: { onceAfterCrash },
	async open({ bridge, appId, appSecret }) {
		const desk = simulatedDesk({ dial: inProcess(bridge), appId, appSecret });
		await desk.whenConnected();
		return desk;
	},
});

deskContract("another bot", {
	kind: "bot",
	cannot: { onceAfterCrash },
	async open(place) {
		const desk = simulatedDesk({ ...place, person: null });
		await desk.whenConnected();
		return desk;
	},
});
