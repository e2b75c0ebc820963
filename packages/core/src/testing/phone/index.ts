export type { PhoneAction, PhonePort, PhoneUser } from "./phone-port.js";
export type {
	PhoneButton,
	PhoneCard,
	PhoneLine,
	PhonePart,
	PhonePicture,
	PhoneScreen,
	PhoneSpeaker,
} from "./phone-screen.js";
export { type PhoneServerOptions, phoneServer } from "./phone-server.js";
