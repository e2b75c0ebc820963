import type { Benchmark } from "./benchmark.js";
import { durableAcknowledgment, durableThroughput } from "./durable.js";
import { hop } from "./hop.js";
import { middlewareOnBotbuilder, middlewareOnBotkit } from "./middleware.js";
import { postbackAnswer } from "./postback.js";
import { crashRecovery } from "./recovery.js";
import { hopThroughRedis, throughputOfRedis } from "./redis.js";
import { stateInMemory, stateOnDisk } from "./state.js";
import { storeAmongMany } from "./store-size.js";
import { takeoverLatency } from "./takeover.js";
import { thereAndBack } from "./there-and-back.js";
import { memory, reconnectStorm, toEverybody } from "./throng.js";
import { webhookSender } from "./webhook-sender.js";
import { acknowledgment, webhookReceiver } from "./webhooks.js";
import { wholeStack } from "./whole-stack.js";

export const benchmarks: readonly Benchmark[] = [
	middlewareOnBotbuilder,
	middlewareOnBotkit,
	stateInMemory,
	stateOnDisk,
	wholeStack,
	postbackAnswer,
	hop,
	thereAndBack,
	hopThroughRedis,
	throughputOfRedis,
	toEverybody,
	memory,
	storeAmongMany,
	crashRecovery,
	durableAcknowledgment,
	durableThroughput,
	acknowledgment,
	takeoverLatency,
	reconnectStorm,
	webhookReceiver,
	webhookSender,
];
