export { type ChatStandInOptions, chatStandIn } from "./chat-stand-in.js";
export { type RasaStandInOptions, rasaStandIn } from "./rasa-stand-in.js";
export type { StandIn, Trouble } from "./stand-in.js";
export { type OpenedStore, type OpenStore, storeContract } from "./store-contract.js";
