// For desks and transports: suites that they run against themselves

export { deskContract } from "./desk-contract.js";
export type {
	DeskAbility,
	DeskActions,
	DeskContractOptions,
	DeskPlace,
	DeskStanding,
	DeskUnderTest,
	SeenLine,
} from "./desk-driver.js";
export { hostBot } from "./host-bot.js";
// For bot teams: people who are not there
export { findOtherVoices } from "./one-voice.js";
export type { TestRunner } from "./runner.js";
export { bridgeServerContract } from "./server-contract.js";
export type {
	AppCredentials,
	ServerContractOptions,
	ServerUnderTest,
	ServerUser,
} from "./server-driver.js";
export {
	type AgentHands,
	dyingAgent,
	type Happening,
	type PromptAgentOptions,
	promptAgent,
	rudeAgent,
	type SimulatedAgent,
	slowAgent,
} from "./simulated-agents.js";
export { type HeardLine, type SimulatedChannel, simulatedChannel } from "./simulated-channel.js";
export {
	type SimulatedCustomer,
	type SimulatedCustomerOptions,
	simulatedCustomer,
} from "./simulated-customer.js";
export { type SimulatedDesk, type SimulatedDeskOptions, simulatedDesk } from "./simulated-desk.js";
