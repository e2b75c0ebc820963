import { slackManifest } from "@baton/agent-bridge/slack";

/** With an address, what Slack calls; without one, Socket Mode. */
const [address] = process.argv.slice(2);
const manifest = slackManifest({ name: "Toko Senja", requestUrl: address });
process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`);
